"""Chains: stretches of flattened text that hold nothing but a form's labels, units and figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from toolkit.forms.axis import Node
from toolkit.forms.form import TableForm
from toolkit.forms.heads import ASIDE
from toolkit.forms.labels import label_of_text
from toolkit.values import fold

_BLANKS = " \t\n\r\f\v\u200b\u200c\u200d\ufeff\u00ad\u2028\u2029\u205f\u1680\x85"
_DELETED = str.maketrans("", "", _BLANKS)
#: What may be printed between the characters of a label, and is no part of it.
_BETWEEN = "[“”\"'‘’「」『』《》〈〉<>、,;:·_/]{0,2}"
_UNITS = "万元|亿元|人次|元|条|件|个|次|人|篇|项|天|期|份"
_HEADING = re.compile(r"[一二三四五六七八九十]、|\([一二三四五六七八九十]|[。;]")
_TOKEN = (
    r"(?P<year>20\d\d年度?)(?=[\u4e00-\u9fff])"
    r"|(?P<value>[+-]?\d[\d/—-]*(?:\.\d+)?|[/—]+)(?P<cut>[.、)])?"
    r"|(?P<article>第[一二三四五六七八九十]{{1,3}}条第\([一二三四五六七八九十]{{1,2}}\)项)"
    r"|(?P<word>{words})(?P<note>[”\"’」』》〉>]?(?:\([^()]{{0,80}}\))?)"
    r"|(?P<number>[一二三四五六七八九十]{{1,3}}、|\([一二三四五六七八九十\d]{{1,3}}\)|[①-⑳])"
    r"|(?P<unit>{units})|(?P<noise>其中|[、,:;])"
)


@dataclass(frozen=True, slots=True)
class Squeezed:
    """Text without blanks, folded, and the place of each of its characters in the original."""

    text: str
    places: tuple[int, ...]

    def gaps(self, start: int, end: int) -> set[int]:
        """Return how many characters after ``start`` the original has blanks, up to ``end``."""
        at = self.places
        return {i - start for i in range(start + 1, end) if at[i] != at[i - 1] + 1}

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch stands in the original."""
        return self.places[start], self.places[end - 1] + 1

    def ends_line(self, end: int) -> bool:
        """Tell whether the original has blanks after ``end``, or ends there."""
        return end >= len(self.text) or self.places[end] != self.places[end - 1] + 1


def squeeze(text: str, start: int = 0, end: int | None = None) -> Squeezed:
    """Return a stretch of text without its blanks."""
    part = fold(text[start:end]).replace("其它", "其他")
    places = tuple(start + i for i, c in enumerate(part) if ord(c) not in _DELETED)
    return Squeezed(part.translate(_DELETED), places)


@dataclass(frozen=True, slots=True)
class Row:
    """A row's label, its unit and what is printed behind it up to the next label.

    ``heads`` are the labels of the columns printed last before it; ``sure`` says that the figures
    end where they seem to.
    """

    node: Node
    start: int
    unit: str | None
    value: str
    at: int
    heads: tuple[str, ...]
    units: tuple[str | None, ...]
    sure: bool


@dataclass(frozen=True, slots=True)
class Line:
    """The figures of a table without labels of rows, behind the heads of all its columns."""

    start: int
    value: str
    at: int
    sure: bool


@cache
def _pattern(table: TableForm) -> re.Pattern[str]:
    keys = {k for n in (*table.rows.nodes, *table.columns.nodes) for k in n.keys}
    keys |= {k for k in (table.skip | ASIDE) if k and "条第" not in k}
    ordered = sorted(keys, key=len, reverse=True)
    words = "|".join(_BETWEEN.join(map(re.escape, k)) for k in ordered)
    return re.compile(_TOKEN.format(words=words, units=_UNITS))


def _chains(table: TableForm, text: str) -> Iterator[list[re.Match[str]]]:
    """Yield the stretches of squeezed text that are nothing but tokens of the table."""
    chain: list[re.Match[str]] = []
    for token in _pattern(table).finditer(text):
        if chain and chain[-1].end() != token.start():
            yield chain
            chain = []
        chain.append(token)
    if chain:
        yield chain


class _Walk:
    """Reads one chain token by token."""

    def __init__(self, table: TableForm, text: Squeezed, chain: list[re.Match[str]]) -> None:
        self.table = table
        self.chain = chain
        self.text = text
        self.rows: list[Row] = []
        self.heads: list[str] = []
        self.units: list[str | None] = []
        self.last: Node | None = None
        self.met: set[Node] = set()
        self.in_heads = True
        self.aside = False

    def read(self) -> list[Row]:
        """Return the rows of the chain."""
        chain = self.chain
        at = 0
        while at < len(chain):
            token = chain[at]
            if token["article"]:
                self._begin_heads()
            elif token["year"]:
                if not self.in_heads:
                    self._begin_heads()
                self._head("本年度", None)
            elif token["word"]:
                at = self._word(at)
                continue
            elif token["value"] and self.in_heads and (self.heads or self.rows):
                # Figures among the heads: numbers of rows, or a column that is not known.
                self.aside = self.aside or not (token["cut"] and len(token["value"]) == 1)
            at += 1
        return [] if self.aside else self.rows

    def _begin_heads(self) -> None:
        self.heads, self.units, self.in_heads = [], [], True

    def _head(self, key: str, unit: str | None) -> None:
        self.heads.append(key)
        self.units.append(unit)

    def _word(self, at: int) -> int:
        chain = self.chain
        token = chain[at]
        key = label_of_text(token["word"]).key
        column = any(key in n.keys for n in self.table.columns.nodes)
        nodes = [n for n in self.table.rows.nodes if key in n.keys]
        if key in ASIDE:
            self.aside = True
        elif column and (self.in_heads or not nodes) and not (nodes and self._has_heads()):
            if not self.in_heads:
                self._begin_heads()
            self._head(key, label_of_text(token["word"] + token["note"]).unit)
        elif key in self.table.skip and not nodes:
            if not self.in_heads:
                self._begin_heads()
        elif nodes:
            self.in_heads = False
            return self._row(at, nodes)
        return at + 1

    def _has_heads(self) -> bool:
        """Tell whether the heads are complete, so that a word that is a row too is one."""
        return in_level_order(self.table, self.heads)

    def _row(self, at: int, nodes: list[Node]) -> int:
        chain = self.chain
        token = chain[at]
        unit = label_of_text(token["word"] + token["note"]).unit
        at += 1
        if at < len(chain) and chain[at]["unit"]:
            unit = chain[at]["unit"]
            at += 1
        figures = chain[at] if at < len(chain) and chain[at]["value"] else None
        value = figures["value"] if figures else ""
        start = figures.start() if figures else token.end()
        at += bool(figures)
        node = self._find(nodes)
        if node is not None:
            self.last = node
            self.met.add(node)
        follows = chain[at] if at < len(chain) else None
        sure = self.ends(figures, follows)
        if figures and figures["cut"]:
            # The last digit is the number of the next row: 0000000|2.其他
            value = value[:-1]
        if figures and follows is not None and follows["unit"]:
            sure = sure and unit is None
            unit = unit or follows["unit"]
            at += 1
        if node is None:
            return at
        if node.key is None:
            self.aside = self.aside or bool(value.strip("/—"))
            return at
        heads, units = tuple(self.heads), tuple(self.units)
        self.rows.append(Row(node, token.start(), unit, value, start, heads, units, sure))
        return at

    def ends(
        self,
        figures: re.Match[str] | None,
        follows: re.Match[str] | None,
    ) -> bool:
        """Tell whether it is sure where the figures of a row end."""
        if figures is None:
            return follows is not None
        value, end = figures["value"], figures.end("value")
        if figures["cut"]:
            return follows is not None and int(value[-1]) in self._numbers(follows)
        if follows is None:
            return self._stops(end)
        if follows["unit"] and follows is self.chain[-1]:
            return self._stops(follows.end())
        if follows["word"]:
            # 752传真 may be 75 and the row 2传真.
            return not any(value.endswith(str(n)) for n in self._numbers(follows))
        if follows["number"] and (found := re.search(r"\d+", follows["number"])):
            # 3(24) may be two figures: only a row of that number on a new line begins so.
            after = self.chain[self.chain.index(follows) + 1 :][:1]
            numbers = self._numbers(after[0]) if after else []
            return self.text.ends_line(end) and int(found[0]) in numbers
        return not follows["value"] and follows["noise"] in (None, "其中")

    def _stops(self, end: int) -> bool:
        """Tell whether the text shows that something ends here."""
        after = self.text.text[end : end + 2]
        # What begins with a figure on the next line may be the rest of this one.
        return not after[:1].isdigit() and (self.text.ends_line(end) or bool(_HEADING.match(after)))

    def _find(self, nodes: list[Node]) -> Node | None:
        """Return the row that a label means where it stands; None where it can be several."""
        path = [] if self.last is None else [self.last, *self.last.ancestors]
        if len(nodes) == 1 and not nodes[0].strict:
            return nodes[0]
        fits = [n for n in nodes if n.parent is None or n.parent in path]
        if len(fits) > 1:
            ranks = [path.index(n.parent) if n.parent else len(path) for n in fits]
            nearest = min(ranks)
            fits = [n for n, rank in zip(fits, ranks, strict=True) if rank == nearest]
        return fits[0] if len(fits) == 1 else None

    def _numbers(self, token: re.Match[str]) -> list[int]:
        """Return the numbers that the row of a label can bear among its like."""
        if not token["word"]:
            return []
        key = label_of_text(token["word"]).key
        out = []
        for node in self.table.rows.nodes:
            if key in node.keys and node.parent is not None:
                like = [n for n in self.table.rows.nodes if n.parent is node.parent]
                printed = {n for n in like if n in self.met and n is not node}
                out += [like.index(node) + 1, len(printed) + 1]
        return out


def rows_of(table: TableForm, text: Squeezed) -> list[list[Row]]:
    """Return the rows of each chain that has any."""
    found = (_Walk(table, text, chain).read() for chain in _chains(table, text.text))
    return [rows for rows in found if rows]


def lines_of(table: TableForm, text: Squeezed) -> list[Line]:
    """Return the figures that stand straight behind the heads of all columns."""
    out = []
    for chain in _chains(table, text.text):
        words = [label_of_text(t["word"]).key if t["word"] else "" for t in chain]
        for at, token in enumerate(chain):
            heads = words[max(0, at - len(table.columns.nodes)) : at]
            if token["value"] and in_level_order(table, heads):
                follows = chain[at + 1] if at + 1 < len(chain) else None
                sure = _Walk(table, text, chain).ends(token, follows) and not token["cut"]
                start = chain[at - len(heads)].start()
                out.append(Line(start, token["value"], token.start(), sure))
    return out


def in_level_order(table: TableForm, heads: Sequence[str]) -> bool:
    """Tell whether heads are those of the form as a flattened table prints them, line by line."""
    nodes = sorted(table.columns.nodes, key=lambda n: (n.depth, n.order))
    return len(heads) == len(nodes) and all(
        key in node.keys for key, node in zip(heads, nodes, strict=True)
    )
