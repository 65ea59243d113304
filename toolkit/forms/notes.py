"""Reading: the figures and findings that one table gives, gathered while it is read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from toolkit.codebook import indicators
from toolkit.document import Cell, Table
from toolkit.figure import Figure, Finding, OpenFigure
from toolkit.forms.form import Node, TableForm
from toolkit.forms.labels import read_cell
from toolkit.forms.slots import Head
from toolkit.forms.views import View
from toolkit.values import Value, fold

#: As many digits and nothing else are a number without more ado.
_PLAIN = 15
#: A table as wide has the names of its places written once.
MOST_COLUMNS = 32
#: Most figures are small, and sooner looked up than made of their digits.
_NUMBERS = {str(number): number for number in range(1000)}
_new = object.__new__
_SIGNS = {"增加": "", "新增": "", "增": "", "减少": "-", "减": "-"}


def place_of(table: Table, cell: Cell | None = None, row: int | None = None) -> str:
    """Return where a cell, a row or a table stands, counted from 1."""
    if cell is not None:
        at, column = cell.row, cell.col
        if isinstance(table, View):
            at, column = table.printed[at, column]
        return f"table:{table.index}!r{at + 1}c{column + 1}"
    if row is None or (isinstance(table, View) and table.turned):
        return f"table:{table.index}"
    return f"table:{table.index}!r{row + 1}"


@lru_cache(maxsize=1024)
def places_of(table: int, row: int) -> list[str]:
    """Return the names of the places of one row: the same ones come in every report."""
    return [f"table:{table}!r{row + 1}c{column + 1}" for column in range(MOST_COLUMNS)]


@cache
def _usual_unit(indicator: str) -> str | None:
    """Return the unit of a figure that prints none; that of money is never a matter of course."""
    entry = indicators()[indicator]
    return None if entry.money else entry.unit


def value_of(indicator: str, text: str) -> Value:
    """Read a cell; where its indicator may be below 0, 增 and 减 are signs."""
    value = read_cell(text)
    if value.missing == "illegible" and indicators()[indicator].signed:
        plain = fold(text).strip()
        for word, sign in _SIGNS.items():
            if plain.startswith(word):
                value = read_cell(sign + plain[len(word) :].strip())
                break
    # No form asks for a share: where one stands, the count is not said.
    return Value(None, "illegible") if value.unit == "%" else value


def words_of(*texts: str) -> str:
    """Join printed labels, outermost first, to the words of a quote."""
    return " ".join([t for text in texts if (t := text.strip())])


@dataclass
class Reading:
    """Figures and findings in the making; ``seen`` are the ids that were met, read or not.

    ``row_begin`` is where the figures of the row read last begin; ``orphan`` says that the row
    before holds figures under words that the form does not know, ``again`` that an indicator was met
    twice, ``blank`` that a cell was; ``above`` are the heads of the row read last.
    """

    form: str
    table_form: TableForm
    figures: list[Figure] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    applicants: set[str] = field(default_factory=set)
    metadata: dict[str, str] = field(default_factory=dict)
    path: tuple[Node, ...] = ()
    row_begin: int | None = None
    orphan: bool = False
    again: bool = False
    blank: bool = False
    above: Sequence[Head] = ()

    def begin_row(self) -> None:
        """Remember that the figures added from here on are those of one printed row."""
        self.row_begin = len(self.figures)

    def take_back_blanks(self, where: str) -> None:
        """Abstain from the row read last where all of it was blank: its figures follow below."""
        last = self.figures[self.row_begin :] if self.row_begin is not None else []
        self.row_begin = None
        if last and all(f.missing == "blank" for f in last):
            del self.figures[-len(last) :]
            ids = dict.fromkeys(f.indicator for f in last)
            self.abstain(where, ids, last[0].quote, "label_detached")

    def figure(
        self,
        table: Table,
        cell: Cell,
        indicator: str,
        words: str,
        unit: str | None,
    ) -> None:
        """Add what one cell holds; ``words`` are the labels that it stands under, as printed."""
        self.row(table, indicator, words, [cell], [("total", " ", unit, False)])

    def row(
        self,
        table: Table,
        indicator: str,
        words: str,
        cells: Sequence[Cell],
        above: Sequence[Head],
    ) -> None:
        """Add what the cells of one row hold, each below its head; ``words`` are the row's label."""
        self.again = self.again or indicator in self.seen
        self.seen.add(indicator)
        scope, form, index = self.table_form.scope, self.form, table.index
        usual = _usual_unit(indicator)
        printed = table.printed if isinstance(table, View) else None
        add, number_of = self.figures.append, _NUMBERS.get
        if above is not self.above:
            # The rows below the same heads share them.
            self.above = above
            self.applicants.update([head[0] for head in above])
        row = -1
        places: list[str] = []
        for cell, (applicant, name, unit, cumulative) in zip(cells, above, strict=True):
            text, top, column = cell[0], cell[1], cell[2]
            figure = _new(OpenFigure)
            if (number := number_of(text)) is not None:
                figure.value, figure.missing, figure.approximate = number, None, False
            elif text.isdecimal() and len(text) <= _PLAIN:
                figure.value, figure.missing, figure.approximate = int(text), None, False
            else:
                value = value_of(indicator, text)
                figure.value, figure.missing = value.number, value.missing
                figure.approximate, unit = value.approximate, value.unit or unit
                text = text.strip()
                if not text:
                    name, self.blank = name.rstrip(), True
            if printed is not None:
                top, column = printed[top, column]
            if top != row:
                row, places = top, places_of(index, top)
            figure.indicator, figure.applicant = indicator, applicant
            figure.unit = unit or usual
            figure.category = figure.label = None
            figure.cumulative, figure.scope, figure.method = cumulative, scope, "table"
            figure.quote = f"{words}{name}{text}"
            figure.where = (
                places[column] if column < MOST_COLUMNS else f"{places[0][:-1]}{column + 1}"
            )
            figure.form = form
            figure.__class__ = Figure
            add(figure)
            if figure.missing == "illegible":
                self._unreadable(figure, text)

    def _unreadable(self, figure: Figure, text: str) -> None:
        self.findings.append(
            Finding(
                "unreadable_value", "warning",
                f"{figure.where} prints {text!r}, which is no figure: {figure.quote}",
                f"单元格“{text}”不是可读的数字：{figure.quote}",
                figure.indicator, figure.applicant, found=text, where=figure.where,
            )
        )  # fmt: skip

    def abstain(
        self, where: str, ids: Iterable[str], row: str, reason: str, applicant: str | None = None
    ) -> None:
        """Say that the figures ``ids`` of a printed row were not read."""
        words = {
            "cells_do_not_match_columns": (
                "the cells do not match the column heads", "单元格与表头不对应"
            ),
            "label_detached": ("the figures stand apart from their label", "数字与栏目名称分离"),
            "digits_run_together": ("the digits of several cells run together", "数字连写，无法拆分"),
        }  # fmt: skip
        english, chinese = words[reason]
        # A row of table 3 holds a figure for each applicant.
        if applicant is None and self.table_form.cells != "applicant":
            applicant = "total"
        for id_ in ids:
            self.seen.add(id_)
            self.findings.append(
                Finding(
                    "abstained", "warning",
                    f"{id_} was not read at {where} ({row.strip()}): {english}",
                    f"“{row.strip()}”未读取：{chinese}",
                    id_, applicant, found=reason, where=where,
                )
            )  # fmt: skip

    def two_reports(self, figure: Figure) -> None:
        """Say that a figure may be of another report on the same page."""
        self.findings.append(
            Finding(
                "abstained", "warning",
                f"{figure.indicator} was not read at {figure.where}: its table contradicts another",
                f"“{figure.quote}”未读取：同类表格另有一张，数字不同",
                figure.indicator, figure.applicant, found="two_candidates", where=figure.where,
            )
        )  # fmt: skip

    def shared(
        self, table: Table, row: int, indicator: str, label: str, applicant: str = "total"
    ) -> None:
        """Say that one cell stands for several columns, so that its figure is none of theirs."""
        self.applicants.add(applicant)
        where = place_of(table, row=row)
        self.abstain(where, [indicator], label, "cells_do_not_match_columns", applicant)

    def unmapped(self, table: Table, cell: Cell | None, text: str, why: str = "") -> None:
        """Say that a printed label is not one of the form."""
        where = place_of(table, cell)
        label = " ".join(text.split())
        if any(f.code == "unmapped_label" and f.found == label for f in self.findings):
            return
        self.findings.append(
            Finding(
                "unmapped_label", "warning",
                f"{where} prints the label {label!r}, which {self.form} does not know{why}",
                f"表中栏目“{label}”不在该表式之内",
                found=label, where=where,
            )
        )  # fmt: skip

    def close(self, where: str) -> None:
        """Add a finding for each row and column of the form that was not met."""
        form = self.table_form
        for id_ in form.required:
            if id_ in self.seen:
                continue
            self.findings.append(
                Finding(
                    "missing_row", form.missing,
                    f"{where} does not print {id_} ({indicators()[id_].zh})",
                    f"表中没有“{indicators()[id_].zh}”", id_, where=where,
                )
            )  # fmt: skip
        if form.cells != "applicant" or not self.applicants:
            return
        for node in form.columns.nodes:
            if node.key and node.key not in self.applicants:
                self.findings.append(
                    Finding(
                        "missing_row", form.missing,
                        f"{where} does not print the column {node.key} ({node.label})",
                        f"表中没有“{node.label}”一列", applicant=node.key, where=where,
                    )
                )  # fmt: skip
