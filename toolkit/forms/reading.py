"""Tables: recognises a document's tables by their printed labels and reads them by their forms."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from copy import copy
from dataclasses import dataclass, field, replace

from toolkit.document import Document, Table
from toolkit.figure import Figure, Finding
from toolkit.forms.belonging import own_units, without_other_years
from toolkit.forms.doubts import with_doubts
from toolkit.forms.form import Form, TableForm, table_forms
from toolkit.forms.grid import read_grid
from toolkit.forms.labels import label_of_text, number_in
from toolkit.forms.lost import lost_rows
from toolkit.forms.notes import Reading
from toolkit.forms.running import glued_tables, read_running
from toolkit.forms.sheet import read_sheet
from toolkit.forms.slots import Heads
from toolkit.forms.units import Unit, units_of
from toolkit.forms.views import side_by_side, trimmed, turned

#: Roles that decide the form of a whole report, the most telling first.
_DECIDING = ("requests", "proactive", "statistics", "website")

_STATISTICS = frozenset(
    {"统计数", "统计指标", "指标名称", "计量单位", "历年累计", "指标", "统计数据"}
)


@dataclass(frozen=True)
class TableReading:
    """What the tables of one document say.

    ``form`` is None where no form was found, or where what was found stands alike in two forms;
    ``metadata`` holds the texts of a website sheet (网站名称, 主办单位 …).
    """

    form: str | None
    figures: tuple[Figure, ...] = ()
    findings: tuple[Finding, ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)


def read_tables(document: Document) -> TableReading:
    """Read every table of a document that a form knows.

    Parameters
    ----------
    document : Document
        Paragraphs and tables of one file.

    Returns
    -------
    TableReading
        The form that the labels tell, the figures with their places, and findings: unknown labels,
        rows that are not printed, cells that could not be read or were not.
    """
    units, others = units_of(document)
    lost = lost_rows(document)
    units, findings = own_units(document, units, lost)
    all_in = [{f.id for f, _ in u.candidates} for u in units]
    shared = set.intersection(*all_in) if units else set()
    readings = [(unit, _best(unit, shared)) for unit in units]
    repeated = len({u.role for u in units}) < len(units)
    if repeated or lost:
        readings, more = without_other_years(document, readings, lost)
        findings += more
    findings += with_doubts(document, readings)
    glued = glued_tables(document, {u.role for u in units})
    decided: dict[str, str] = {}
    for role in _DECIDING:
        ids = [r[0].form for u, r in readings if u.role == role and len(r) == 1]
        ids += [g.form.id for g in glued if g.table.name == role]
        if ids:
            decided[role] = ids[0]
    form = next((decided[role] for role in _DECIDING if role in decided), None)
    figures: list[Figure] = []
    metadata: dict[str, str] = {}
    met: dict[str, set[tuple[object, ...]]] = {}
    seen: dict[str, set[str]] = {}
    again = repeated
    for unit, alike in readings:
        reading = next((r for r in alike if r.form == form), alike[0])
        open_ = len(alike) > 1 and reading.form != form
        read = reading.figures
        if read and read[0].form != (None if open_ else reading.form):
            read = [replace(f, form=None if open_ else reading.form) for f in read]
        if repeated:
            before = met.setdefault(unit.role, set())
            read, doubts = _apart(read, before)
            before |= {f.key for f in read}
            findings += doubts
        figures += read
        findings += reading.findings
        metadata |= reading.metadata
        again = again or reading.again
        seen.setdefault(reading.table_form.name, set()).update(reading.seen)
    there = set().union(*seen.values())
    if len(seen) < len(readings):
        # What one table of a kind does not print may stand in another one.
        findings = [f for f in findings if f.code != "missing_row" or f.indicator not in there]
    for found, parted in read_running(glued, document):
        # Table 4 stands alike in two forms: the other tables tell which.
        same = [f.id for f, t in table_forms() if t is found.table or _alike(t, found.table)]
        own = found.form.id if len(same) == 1 else form if form in same else None
        figures += [replace(f, form=own) for f in parted.figures]
        findings += parted.findings
        again = True
    findings += [_unclaimed(t) for t in others if _looks_like_statistics(t)]
    if again or len(there) < sum(map(len, seen.values())):
        figures, double = _without_duplicates(figures)
        findings += double
    return TableReading(form, tuple(figures), tuple(findings), metadata)


def _best(unit: Unit, shared: Collection[str]) -> list[Reading]:
    """Read a unit by each form that may be its own; return the best, or several that are equal.

    Figures that stand alike in two forms are shared, and bear the first form until one is chosen:
    ``shared`` are those that all tables of the document may be in.
    """
    if len(unit.candidates) == 1:
        return [_read(unit, *unit.candidates[0])]
    readings: list[Reading] = []
    for form, table in sorted(unit.candidates, key=lambda c: c[0].id not in shared):
        if any(not r.findings and not r.seen.issuperset(table.required) for r in readings):
            # Another form reads the table whole, and this one would miss rows.
            continue
        # Table 4 is the same in two forms: it is read once, the other tables tell which.
        alike = next((r for r in readings if _alike(r.table_form, table)), None)
        readings.append(_read(unit, form, table) if alike is None else _renamed(alike, form, table))

    def rank(reading: Reading) -> tuple[int, int]:
        known = sum(f.code != "missing_row" for f in reading.findings)
        return (
            len(reading.seen) and len(reading.figures) + len(reading.seen),
            -known - sum(f.code == "missing_row" for f in reading.findings),
        )

    top = max(rank(r) for r in readings)
    return [r for r in readings if rank(r) == top]


def _alike(one: TableForm, other: TableForm) -> bool:
    return one.cells == other.cells == "indicator" and one.ids == other.ids


def _renamed(reading: Reading, form: Form, table: TableForm) -> Reading:
    renamed = copy(reading)
    renamed.form, renamed.table_form = form.id, table
    return renamed


def _read(unit: Unit, form: Form, table_form: TableForm) -> Reading:
    parts = unit.parts
    if table_form.cells != "sheet":
        parts = [v for table in trimmed(parts, table_form) for v in side_by_side(table, table_form)]
    reading = _read_parts(parts, form, table_form)
    if not reading.figures and table_form.cells != "sheet":
        # Rows and columns may have been exchanged: then the labels are found the other way round.
        other = _read_parts([turned(t) for t in parts], form, table_form)
        if other.figures:
            return other
    return reading


def _read_parts(parts: list[Table], form: Form, table_form: TableForm) -> Reading:
    reading = Reading(form.id, table_form)
    heads: Heads | None = None
    for table in parts:
        if table_form.cells == "sheet":
            read_sheet(table, reading)
        else:
            heads = read_grid(table, reading, heads)
    reading.close(f"table:{parts[0].index}")
    return reading


def _looks_like_statistics(table: Table) -> bool:
    cells = [c for r in range(table.n_rows) for c in table.row_cells(r)]
    heads = {label_of_text(c.text).key for c in cells}
    return len(heads & _STATISTICS) > 0 and sum(number_in(c.text) for c in cells) >= 2


def _unclaimed(table: Table) -> Finding:
    head = " ".join(c.text.strip() for c in table.row_cells(0))[:60]
    return Finding(
        "unmapped_label", "note",
        f"table:{table.index} looks like statistics, but no form knows it: {head}",
        f"表格“{head}”像是统计表，但不属于任何已知表式", found=head, where=f"table:{table.index}",
    )  # fmt: skip


def _apart(
    read: list[Figure], before: set[tuple[object, ...]]
) -> tuple[list[Figure], list[Finding]]:
    """Leave out what a second table of the same kind adds to the first.

    A table that repeats most of the figures of one before is that of another year or another
    place: a row that only it prints says nothing of this report.
    """
    extra = [f for f in read if f.key not in before]
    if not before or not extra or 2 * len(extra) > len(read):
        return read, []
    findings = [
        Finding(
            "abstained", "warning",
            f"{f.indicator} ({f.applicant}) was not read at {f.where}: the table repeats one before,"
            " and may be that of another year or place",
            "该表与前表重复，可能属于其他年度或地区，未读取", f.indicator, f.applicant,
            found="two_candidates", where=f.where,
        )
        for f in extra
    ]  # fmt: skip
    return [f for f in read if f.key in before], findings


def _without_duplicates(figures: list[Figure]) -> tuple[list[Figure], list[Finding]]:
    first: dict[tuple[object, ...], Figure] = {}
    findings = []
    for figure in figures:
        known = first.setdefault(figure.key, figure)
        if known is figure or (known.value, known.missing) == (figure.value, figure.missing):
            continue
        # A number counts for more than a sign for none, but which of the two holds is not said.
        kept, other = (figure, known) if known.value is None else (known, figure)
        first[figure.key] = kept
        one, two = (f.missing if f.value is None else f.value for f in (kept, other))
        which, which_zh = ("the first", "前者") if kept is known else ("the number", "数字")
        findings.append(
            Finding(
                "duplicate_figure", "warning",
                f"{figure.indicator} ({figure.applicant}) is {one} at {kept.where} "
                f"and {two} at {other.where}: {which} is kept",
                f"同一指标有两个数：{one} 与 {two}，取{which_zh}",
                figure.indicator, figure.applicant, one, two, other.where,
            )
        )  # fmt: skip
    return list(first.values()), findings
