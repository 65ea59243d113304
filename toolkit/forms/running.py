"""Running: tables of a form whose cells run together as text: found, and read where that is sure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
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
#: So much of a label's end tells whether it may be one; the same with a unit behind it.
_ENDING = 6
_NEAR = 8
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
    may = _most_rows(text)
    words = ""
    rows: dict[int, dict[Node, tuple[int, int]]] = {}
    best: dict[str, Glued] = {}
    kept: list[int] = []
    for number, (form, table) in wanted.items():
        places: dict[str, tuple[int, int]] = {}
        if table.cells == "indicator":
            places = _heads(table, text)
        elif may[number] < _least(table):
            continue
        else:
            words = words or _squeeze(text)
            rows = rows or _rows(words)
            nodes = rows.get(number, {})
            if len(nodes) < _least(table):
                continue
            kept = kept or [i for i, c in enumerate(text) if c not in _DELETED]
            for node, (start, end) in nodes.items():
                place = kept[start], kept[end - 1] + 1
                places |= dict.fromkeys(_ids(table, node, words), place)
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
def _ends() -> dict[str, set[tuple[int, str]]]:
    """Return the tables in which a label ends in some characters, with the label if it is no longer."""
    ends: dict[str, set[tuple[int, str]]] = {}
    for labels in _labels().values():
        for key, number, _ in labels:
            for size in range(1, _ENDING + 1):
                ends.setdefault(key[-size:], set()).add((number, key if len(key) <= size else ""))
    return ends


@remembered
def _may_end(near: str) -> frozenset[tuple[int, str]]:
    """Return the tables of which a label and its unit may end as a few characters do: mostly none.

    A label that is known in full stands beside the number of its table.
    """
    ends = _ends()
    near = near.replace("其它", "其他")
    out: set[tuple[int, str]] = set()
    for unit in _UNITS if near[-1] in _HIDING else ("",):
        if near.endswith(unit):
            words = near.removesuffix(unit).rstrip(_DROPPED)[-_ENDING:]
            if not _DELETED.isdisjoint(words):
                words = _DELETED_RUN.split(words)[-1]
            if not words or words[-1] == ")":
                return frozenset((number, "") for number in range(len(table_forms())))
            out |= ends.get(words, set())
            for end in _endings(words):
                out.update([found for found in ends.get(end, ()) if found[1]])
    return frozenset(out)


def _endings(words: str) -> list[str]:
    return [words[-size:] for size in range(2, _ENDING + 1)]


@cache
def _tail() -> re.Pattern[str]:
    """Return what a label, its unit or its remark ends in right before a figure."""
    ends = "".join(sorted({tail[-1] for tail in _labels()} | _HIDING))
    return re.compile(rf"[{ends}]([-+{_BLANKS[1:-1]}*)[0-9]")


def _most_rows(text: str) -> Counter[int]:
    """Return how many rows of each table may have their label in a text, at most."""
    ends = [found.start(1) for found in _tail().finditer(text)]
    nears = [text[max(0, at - _NEAR) : at] for at in ends]
    may: Counter[int] = Counter()
    for (number, label), times in Counter(chain.from_iterable(map(_may_end, nears))).items():
        may[number] += 1 if label else times
    return may


def _rows(words: str) -> dict[int, dict[Node, tuple[int, int]]]:
    """Return for each table the rows whose label stands in squeezed text with a figure glued to it.

    Where labels of several rows of a table end at one figure, it is
    that of the longest.
    """
    ends: dict[tuple[int, int], tuple[int, int, Node]] = {}
    for found in _tail().finditer(words):
        if len(found[1]) > 1:
            continue
        for stop in _stops(words, found.start(1)):
            for key, number, node in _ending_as(words[max(0, stop - _ENDING) : stop]):
                label = stop - len(key), node.order, node
                if words.endswith(key, 0, stop) and _begins(words, label[0], node):
                    at = number, found.end(1)
                    ends[at] = min(label, ends.get(at, label), key=itemgetter(0, 1))
    out: dict[int, dict[Node, tuple[int, int]]] = {}
    for (number, end), (start, _, node) in sorted(ends.items(), key=lambda e: (e[1][1], e[0])):
        out.setdefault(number, {}).setdefault(node, (start, end))
    return out


def _begins(words: str, start: int, node: Node) -> bool:
    """Tell whether a label may begin here: a short one only behind its number, 3.其他, (七)总计."""
    short = len(node.keys[0]) < 4 and node.parent
    return not short or (start > 0 and (words[start - 1] in ".)" or words[start - 1].isdecimal()))


def _stops(words: str, at: int) -> list[int]:
    """Return where a label may end whose unit and remark in brackets end at a place."""
    out = [at - len(u) for u in _UNITS if words.endswith(u, 0, at)]
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
