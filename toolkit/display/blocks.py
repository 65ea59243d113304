"""Blocks: a report laid out as the tables that it prints, for a terminal or a notebook alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from toolkit.checks import Part, left_out, sureness
from toolkit.checks.sureness import SENTENCES, part_of
from toolkit.codebook import APPLICANTS, indicators, label_of
from toolkit.display.told import sure
from toolkit.display.words import applicant_head, form_label, say, words
from toolkit.figure import Figure
from toolkit.forms import forms
from toolkit.forms.form import Node, TableForm
from toolkit.report import Report

_Cell = tuple[str, str, bool]


@dataclass(frozen=True)
class Line:
    """One row of a block: its label, how deep it stands, its cells; a group has none."""

    label: str
    depth: int = 0
    cells: tuple[str, ...] = ()
    words: str = ""


@dataclass(frozen=True)
class Block:
    """One table to show; columns in ``texts`` hold words, the others figures.

    ``note`` stands in its place where nothing of it was read.
    """

    part: Part
    title: str
    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    texts: frozenset[int] = frozenset()
    note: str = ""


@dataclass
class _Marks:
    """Turns figures into cells, and remembers which marks were used."""

    language: str
    used: dict[str, None] = field(default_factory=dict)

    def mark(self, name: str) -> str:
        self.used.setdefault(name)
        return str(words()["marks"][name]["mark"])

    def cell(self, figure: Figure) -> str:
        if figure.value is None:
            shown = self.mark(figure.missing or "not_stated")
        else:
            shown = number_text(figure.value)
        if figure.approximate:
            shown = self.mark("approximate") + shown
        return shown + (self.mark("typed") if figure.method == "typed" else "")


def number_text(value: float) -> str:
    """Return a number with its thousands apart."""
    return f"{value:,}" if isinstance(value, int) else f"{value:,.10g}"


def figure_name(figure: Figure, language: str) -> str:
    """Return what a figure is of: indicator, applicant and printed label."""
    name = label_of(figure.indicator, language)
    if figure.applicant != "total":
        name += f" ({APPLICANTS[figure.applicant][language]})"
    if figure.label:
        name += f"：{figure.label}" if language == "zh" else f": {figure.label}"
    return name


@dataclass
class _Table:
    """The figures of one table, and what was left out of it, to be laid out by its form."""

    form: str
    table: TableForm
    marks: _Marks
    figures: dict[_Cell, Figure] = field(default_factory=dict)
    left: set[tuple[str, str]] = field(default_factory=set)

    def cell(self, indicator: str, applicant: str = "total", cumulative: bool = False) -> str:
        figure = self.figures.get((indicator, applicant, cumulative))
        if figure is not None:
            return self.marks.cell(figure)
        left = (indicator, applicant) in self.left
        return self.marks.mark("left_out" if left else "not_printed")

    def has(self, node: Node) -> bool:
        """Tell whether the report prints figures of a row."""
        ids = [f"{node.key}_{c}" for c in node.columns] if node.columns else [str(node.key)]
        printed = {i for i, _, _ in self.figures} | {i for i, _ in self.left}
        return bool(printed & set(ids))

    def unit(self, indicators_: Iterable[str]) -> str:
        wanted = set(indicators_)
        units = {f.unit for (i, _, _), f in self.figures.items() if i in wanted and f.unit}
        return units.pop() if len(units) == 1 else ""


def report_blocks(report: Report, language: str = "zh") -> tuple[list[Block], list[str]]:
    """Lay a report out.

    Returns
    -------
    blocks : list of Block
        The tables in the order of the form, then the figures of the sentences.
    legend : list of str
        The marks that were used, each with its meaning.
    """
    marks = _Marks(language)
    tables: dict[tuple[str | None, str], _Table] = {}
    spoken: list[Figure] = []
    parts = sureness(report)
    for part in parts:
        if part.form is not None:
            entry = forms()[part.form].tables[part.name]
            tables[part.form, part.name] = _Table(part.form, entry, marks)
    for figure in report.figures:
        table = tables.get(part_of(report, figure))
        if table is None:
            spoken.append(figure)
        else:
            key = (figure.indicator, figure.applicant, bool(figure.cumulative))
            table.figures.setdefault(key, figure)
    for item in left_out(report):
        if item.indicator and (table := tables.get((item.form, str(item.table)))):
            table.left.add((item.indicator, item.applicant))
    blocks: list[Block] = []
    for part in parts:
        title = say("parts", part.name, language)
        if part.name == SENTENCES or part.form is None:
            blocks.append(_sentences(part, title, spoken, marks))
            continue
        if not part.numbers + part.missing:
            blocks.append(Block(part, title, (), (), note=sure(part, language)))
            continue
        table = tables[part.form, part.name]
        layout = _LAYOUTS[table.table.cells]
        for heads, lines, texts in layout(table, report):
            blocks.append(Block(part, title, heads, tuple(lines), texts))
    legend = [
        f"{words()['marks'][m]['mark']} {say('marks', m, language)}"
        for m in words()["marks"]
        if m in marks.used
    ]
    return [b for b in blocks if b.lines or b.note], legend


_Laid = Iterable[tuple[tuple[str, ...], list[Line], frozenset[int]]]


def _by_applicant(table: _Table, report: Report) -> _Laid:
    """Lay out table 3: a row for each outcome below its groups, a column for each applicant."""
    language = table.marks.language
    lines = []
    for node in table.table.rows.nodes:
        if node.optional and not table.has(node):
            continue
        cells = tuple(table.cell(node.key, a) for a in APPLICANTS) if node.key else ()
        lines.append(Line(_label(node, language), node.depth, cells))
    yield tuple(applicant_head(a, language) for a in APPLICANTS), lines, frozenset()


def _by_suffix(table: _Table, report: Report) -> _Laid:
    """Lay out table 2: rows that share their columns stand together, as they are printed."""
    language = table.marks.language
    groups: list[list[Node]] = []
    for node in table.table.rows.nodes:
        if not node.key or (node.optional and not table.has(node)):
            continue
        if groups and set(node.columns) <= set(groups[-1][0].columns):
            groups[-1].append(node)
        else:
            groups.append([node])
    labels = {n.key: n.label for n in table.table.columns.nodes}
    for group in groups:
        heads = []
        for column in group[0].columns:
            unit = table.unit(f"{n.key}_{column}" for n in group if column in n.columns)
            head = form_label(labels[column], language)
            heads.append(f"{head} ({unit})" if unit else head)
        lines = [
            Line(form_label(n.label, language), 0,
                 tuple(table.cell(f"{n.key}_{c}") if c in n.columns else ""
                       for c in group[0].columns))
            for n in group
        ]  # fmt: skip
        yield tuple(heads), lines, frozenset()


def _by_head(table: _Table, report: Report) -> _Laid:
    """Lay out table 4: a row for each of its three blocks, a column for each result."""
    language = table.marks.language
    groups: dict[Node, list[Node]] = {}
    for node in table.table.columns.nodes:
        if node.key and node.parent is not None:
            groups.setdefault(node.parent, []).append(node)
    heads = tuple(form_label(n.label, language) for n in next(iter(groups.values()), []))
    lines = []
    for group, nodes in groups.items():
        names = [form_label(n.label, language) for n in (*reversed(group.ancestors), group)]
        label = " ".join(names) if language == "en" else "·".join(names)
        lines.append(Line(label, 0, tuple(table.cell(str(n.key)) for n in nodes)))
    yield heads, lines, frozenset()


def _as_list(table: _Table, report: Report) -> _Laid:
    """Lay out a statistics table or a website's sheet: what it prints, with units, indented."""
    language = table.marks.language
    both = {c for _, _, c in table.figures}
    columns = [c for c in (False, True) if c in both] or [False]
    shown: set[Node] = set()
    for node in table.table.rows.nodes:
        if (node.key and table.has(node)) or (node.meta and report.metadata.get(node.meta)):
            shown |= {node, *node.ancestors}
    lines = []
    for node in table.table.rows.nodes:
        if node not in shown:
            continue
        cells: tuple[str, ...] = ()
        text = ""
        if node.key and table.has(node):
            cells = (*(table.cell(node.key, cumulative=c) for c in columns), table.unit([node.key]))
        elif node.meta:
            text = report.metadata.get(node.meta, "")
        lines.append(Line(_label(node, language), node.depth, cells, text))
    names = [say("headings", "cumulative" if c else "value", language) for c in columns]
    heads = (*names, say("headings", "unit", language))
    yield heads, lines, frozenset({len(columns)})


_LAYOUTS: Mapping[str, Callable[[_Table, Report], _Laid]] = {
    "applicant": _by_applicant,
    "suffix": _by_suffix,
    "indicator": _by_head,
    "measure": _as_list,
    "sheet": _as_list,
}


def _label(node: Node, language: str) -> str:
    if language == "zh" or not node.key:
        return form_label(node.label, language)
    label = indicators()[node.key].label(language) if node.key in indicators() else node.label
    # Below its group, "Denied: state secret" need not say again that it was denied.
    return label.split(": ", 1)[-1] if node.depth > 1 else label


def _sentences(part: Part, title: str, figures: Iterable[Figure], marks: _Marks) -> Block:
    language = marks.language
    lines = []
    for f in figures:
        said = [
            say("cumulative", "yes" if f.cumulative else "unclear", language)
            if f.cumulative is not False
            else "",
            say("scopes", f.scope, language) if f.scope else "",
        ]
        remark = " · ".join(s for s in said if s)
        cells = (marks.cell(f), f.unit or "", remark)
        lines.append(Line(figure_name(f, language), 0, cells, f.quote))
    heads = (say("headings", "number", language), say("headings", "unit", language), "")
    return Block(part, title, heads, tuple(lines), frozenset({1, 2}))
