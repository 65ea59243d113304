"""Running: tables of a form whose cells run together as text: found, and read where that is sure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter

from toolkit.document import Document
from toolkit.figure import Finding
from toolkit.forms.chains import squeeze
from toolkit.forms.form import Form, Node, TableForm, table_forms
from toolkit.forms.glued import Parted, read_glued
from toolkit.forms.labels import label_of_text, remembered

_DROPPED = (
    " \t\n\r\f\v\u200b\u200c\u200d\ufeff\u00ad\u2028\u2029\u205f\u1680\x85"
    "“”\"'‘’「」『』《》〈〉<>、,，。;；:：/·_"
)
_DELETED = frozenset(_DROPPED)
_BLANKS = f"[{re.escape(''.join(sorted(_DELETED)))}]*"
_DELETED_RUN = re.compile(f"{_BLANKS[:-1]}+")
_APPEALS_HEADS = re.compile(r"(?:结果维持|结果纠正|其他结果|尚未审结|总计){5}")
_PENDING = re.compile(_BLANKS.join("尚未审结"))

#: A table in text is no longer; so much before its first label and behind its last is looked at.
_LONGEST = 20_000
_BEFORE = 400
_BEHIND = 200
_CHINESE = re.compile("[\u4e00-\u9fff]")
_UNITS = ("", "条", "件", "次", "个", "人次", "人", "篇", "期", "项", "天", "元", "万元")
#: What may stand between a label and its figure ends in one of these.
_HIDING = frozenset((*[unit[-1] for unit in _UNITS if unit], ")"))
#: So much of a label's end tells whether it may be one.
_ENDING = 6
#: The same with a unit behind it.
_NEAR = 8
#: A label with its unit and a remark in brackets is no longer; blanks may stand between.
_LABEL = 80
_SPACED = (100, 400)
_REMARK = 40

#: Rows that must be found in the text before it is taken for the table.
_LEAST = {"requests": 8, "proactive": 4, "statistics": 5, "website": 6}


@dataclass(frozen=True)
class Glued:
    """One table found in running text: its form and where each indicator's label stands."""

    form: Form
    table: TableForm
    places: dict[str, tuple[int, int]]


def glued_tables(document: Document, roles: Collection[str]) -> list[Glued]:
    """Return the tables found in the paragraphs, of other roles than those already read."""
    text = document.folded
    wanted = {n: (f, t) for n, (f, t) in enumerate(table_forms()) if t.name not in roles}
    rows = _rows(text, {n: _least(t) for n, (_, t) in wanted.items() if t.cells != "indicator"})
    best: dict[str, Glued] = {}
    for number, (form, table) in wanted.items():
        if table.cells == "indicator":
            places = _heads(table, text)
        else:
            nodes = rows.get(number, {})
            if len(nodes) < _least(table):
                continue
            squeezed = _squeeze(text)
            spans = {n: (_place(text, at, size), end) for n, (at, size, end) in nodes.items()}
            places = {i: span for n, span in spans.items() for i in _ids(table, n, squeezed)}
        found = Glued(form, table, places)
        known = best.get(table.name)
        if places and (known is None or _rank(found) > _rank(known)):
            best[table.name] = found
    return list(best.values())


def _least(table: TableForm) -> int:
    return _LEAST.get(table.name, 5)


def _rank(found: Glued) -> tuple[int, int]:
    return len(found.places), -len(found.table.ids)


def _squeeze(text: str) -> str:
    """Return folded text without blanks, quotes and stops, in which labels are looked for."""
    # A few passes for what is frequent are five times faster than one for all.
    for character in ",。;:、 \n“”":
        text = text.replace(character, "")
    return _DELETED_RUN.sub("", text).replace("其它", "其他")


@cache
def _labels() -> dict[str, list[tuple[str, int, Node]]]:
    """Return the labels of rows by their last characters, each with its table's number and node."""
    out: dict[str, list[tuple[str, int, Node]]] = {}
    for number, (_, table) in enumerate(table_forms()):
        for node in table.rows.nodes:
            for key in node.keys if node.key else ():
                out.setdefault(key[-_ENDING:], []).append((key, number, node))
    return out


def _ending_as(words: str) -> list[tuple[str, int, Node]]:
    """Return the labels that end as words do."""
    return [label for end in _endings(words) for label in _labels().get(end, ())]


@cache
def _ends() -> tuple[dict[str, set[int]], dict[str, set[int]]]:
    """Return the tables in which a label ends in some characters, and in which it is no longer."""
    ends: dict[str, set[int]] = {}
    short: dict[str, set[int]] = {}
    for labels in _labels().values():
        for key, number, _ in labels:
            for size in range(1, _ENDING + 1):
                ends.setdefault(key[-size:], set()).add(number)
            if len(key) < _ENDING:
                short.setdefault(key, set()).add(number)
    return ends, short


@remembered
def _may_end(near: str) -> frozenset[int]:
    """Return the tables of which a label and its unit may end as a few characters do: mostly none."""
    ends, short = _ends()
    near = near.replace("其它", "其他")
    out: set[int] = set()
    for unit in _UNITS if near[-1] in _HIDING else ("",):
        if near.endswith(unit):
            words = near.removesuffix(unit).rstrip(_DROPPED)[-_ENDING:]
            if not _DELETED.isdisjoint(words):
                words = _DELETED_RUN.split(words)[-1]
            if not words or words[-1] == ")":
                return frozenset(range(len(table_forms())))
            if words[-2:] in ends:
                out |= ends.get(words, out)
                out.update(*[short[e] for e in _endings(words) if e in short])
    return frozenset(out)


def _endings(words: str) -> list[str]:
    return [words[-size:] for size in range(2, _ENDING + 1)]


@cache
def _tail() -> re.Pattern[str]:
    """Return what a label, its unit or its remark ends in right before a figure."""
    ends = "".join(sorted({tail[-1] for tail in _labels()} | _HIDING))
    return re.compile(rf"[{ends}]([-+{_BLANKS[1:-1]}*)[0-9]")


def _rows(text: str, least: Mapping[int, int]) -> dict[int, dict[Node, tuple[int, int, int]]]:
    """Return for each table the rows whose label stands with a figure glued to it.

    For each row that is where its label with all behind it ends, how many characters before that it
    begins, and where the sign of the figure ends. Where labels of several rows of a table end at one
    figure, it is that of the longest. Nothing is returned where no table can have as many rows as it
    must have at ``least``.
    """
    may: Counter[int] = Counter()
    figures: list[tuple[int, str]] = []
    for found in _tail().finditer(text):
        at, gap = found.start(1), found[1]
        if tables := _may_end(text[max(0, at - _NEAR) : at]):
            may.update(tables)
            figures.append((at, gap))
    if not any(may[number] >= rows for number, rows in least.items()):
        return {}
    ends: dict[tuple[int, int], tuple[int, int, Node, int, int]] = {}
    for at, gap in figures:
        if gap.count("-") + gap.count("+") > 1:
            continue
        words = _words(text, at)
        for stop in _stops(words):
            for key, number, node in _ending_as(words[:stop]):
                start = stop - len(key)
                if words.endswith(key, 0, stop) and _begins(words, start, node):
                    end = at + max(gap.find("-"), gap.find("+")) + 1
                    label = start, node.order, node, at, len(words) - start
                    ends[number, end] = min(
                        label, ends.get((number, end), label), key=itemgetter(0, 1)
                    )
    out: dict[int, dict[Node, tuple[int, int, int]]] = {}
    for (number, end), (_, _, node, at, size) in sorted(
        ends.items(), key=lambda e: (e[1][1], e[0])
    ):
        out.setdefault(number, {}).setdefault(node, (at, size, end))
    return out


def _place(text: str, at: int, size: int) -> int:
    """Return where so many characters before a place begin, without those that are left out."""
    while size:
        at -= 1
        size -= text[at] not in _DELETED
    return at


def _words(text: str, at: int) -> str:
    """Return the words before a place."""
    near = _squeeze(text[max(0, at - _SPACED[0]) : at])
    return near if len(near) >= _LABEL else _squeeze(text[max(0, at - _SPACED[1]) : at])


def _begins(words: str, start: int, node: Node) -> bool:
    """Tell whether a label may begin here: a short one only behind its number, 3.其他, (七)总计."""
    short = len(node.keys[0]) < 4 and node.parent
    return not short or (start > 0 and (words[start - 1] in ".)" or words[start - 1].isdecimal()))


def _stops(words: str) -> list[int]:
    """Return where a label may end before its unit and a remark in brackets."""
    out = [len(words) - len(u) for u in _UNITS if words.endswith(u)]
    for stop in out.copy():
        if words[stop - 1 : stop] == ")":
            opening = words.rfind("(", max(0, stop - _REMARK - 2), stop - 1)
            if opening >= 0 and ")" not in words[opening : stop - 1]:
                out.append(opening)
    return out


def _ids(table: TableForm, node: Node, text: str) -> list[str]:
    if table.cells != "suffix":
        return [str(node.key)]
    heads = {c.key for c in table.columns.nodes if any(k in text for k in c.keys)}
    return [f"{node.key}_{c}" for c in node.columns if c in heads]


def _heads(table: TableForm, text: str) -> dict[str, tuple[int, int]]:
    """Return where the heads of table 4 stand, printed twice and a figure behind them."""
    if len(_PENDING.findall(text)) < 2:
        return {}
    words = _squeeze(text)
    matches = list(_APPEALS_HEADS.finditer(words))
    if len(matches) < 2 or not re.match(r"[\u4e00-\u9fff]{0,8}\d", words[matches[-1].end() :]):
        return {}
    kept = [i for i, c in enumerate(text) if c not in _DELETED]
    return dict.fromkeys(table.ids, (kept[matches[0].start()], kept[matches[-1].end() - 1] + 1))


def read_running(found: Sequence[Glued], document: Document) -> list[tuple[Glued, Parted]]:
    """Read the glued tables of a document; what is not read has an ``abstained`` finding each."""
    out: list[tuple[Glued, Parted]] = []
    # Table 4 last: whether the others leave cells blank tells how far its sums are to be trusted.
    for one in sorted(found, key=lambda g: g.table.cells == "indicator"):
        first = min(a for a, _ in one.places.values())
        last = max(b for _, b in one.places.values())
        parted = Parted()
        end = _end(document.text, last)
        if last - first <= _LONGEST and end:
            text = squeeze(document.text, max(0, first - _BEFORE), end)
            full = any(p.full for _, p in out)
            parted = read_glued(one.form, one.table, text, full=full)
        read = {f.indicator for f in parted.figures}
        places = {k: v for k, v in (one.places | parted.unread).items() if k not in read}
        parted.findings += _abstained(one.table, places, document.text)
        out.append((one, parted))
    return out


def _end(text: str, last: int) -> int:
    """Return where to stop looking behind ``last``, never within a number; 0 where there is none."""
    found = _CHINESE.search(text, last + _BEHIND, last + _BEHIND + _LONGEST)
    if found:
        return found.end()
    return len(text) if last + _BEHIND + _LONGEST >= len(text) else 0


def _abstained(table: TableForm, places: Mapping[str, tuple[int, int]], text: str) -> list[Finding]:
    """Return one ``abstained`` finding for each indicator whose figure is in the glued text."""
    out = []
    applicant = None if table.cells == "applicant" else "total"
    for id_, (start, end) in places.items():
        words = label_of_text(text[start:end]).key or text[start:end]
        out.append(
            Finding(
                "abstained", "warning",
                f"{id_} was not read: the digits of several cells run together after {words!r}",
                f"“{words}”之后数字连写，无法拆分", id_, applicant,
                found="digits_run_together", where=f"text:{start}-{end}",
            )
        )  # fmt: skip
    return out
