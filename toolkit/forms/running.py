"""Running: tables of a form whose cells run together as text: found, and read where that is sure."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from toolkit.document import Document
from toolkit.figure import Finding
from toolkit.forms.chains import squeeze
from toolkit.forms.form import Form, Node, TableForm, table_forms
from toolkit.forms.glued import Parted, read_glued
from toolkit.forms.labels import label_of_text
from toolkit.values import fold

_DROPPED = frozenset(
    "“”\"'‘’「」『』《》〈〉<>、,，。;；:：/·_\u200b\u200c\u200d\ufeff\u00ad\u2028\u2029\u205f\u1680\x85"
)
_APPEALS_HEADS = re.compile(r"(?:结果维持|结果纠正|其他结果|尚未审结|总计){5}")

#: A table in text is no longer; so much before its first label and behind its last is looked at.
_LONGEST = 20_000
_BEFORE = 400
_BEHIND = 200
_CHINESE = re.compile("[\u4e00-\u9fff]")
_FIGURE = re.compile(r"\d+")
_UNITS = "条|件|次|个|人次|人|篇|期|项|天|元|万元"

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
    text = _squeeze(document.text)
    offsets: list[int] = []
    best: dict[str, Glued] = {}
    wanted = [(f, t) for f, t in table_forms() if t.name not in roles]
    glued = _glued_labels(text)
    for form, table in wanted:
        if table.cells == "indicator":
            places = _heads(table, text)
        elif glued < _LEAST.get(table.name, 5):
            continue
        else:
            places = _rows(form.id, table, text)
        if not places:
            continue
        offsets = offsets or _offsets(document.text)
        spans = {k: (offsets[a], offsets[b - 1] + 1) for k, (a, b) in places.items()}
        found = Glued(form, table, spans)
        known = best.get(table.name)
        if known is None or _rank(found) > _rank(known):
            best[table.name] = found
    return list(best.values())


def _rank(found: Glued) -> tuple[int, int]:
    return len(found.places), -len(found.table.ids)


_DELETED = frozenset((*_DROPPED, *" \t\n\r\f\v"))
_DELETED_RUN = re.compile(f"[{re.escape(''.join(sorted(_DELETED)))}]+")


def _squeeze(text: str) -> str:
    """Return text without blanks, quotes and stops, in which labels are looked for."""
    text = fold(text)
    # A few passes for what is frequent are five times faster than one for all.
    for character in ",。;:、 \n“”":
        text = text.replace(character, "")
    return _DELETED_RUN.sub("", text).replace("其它", "其他")


def _offsets(text: str) -> list[int]:
    """Return the place in ``text`` of each character that :func:`_squeeze` keeps."""
    return [i for i, c in enumerate(fold(text)) if c not in _DELETED]


@cache
def _tails() -> dict[str, tuple[str, ...]]:
    """Return what may stand before a figure glued to a row's label, by its last character."""
    tails: dict[str, set[str]] = {c: {c} for c in f"){_UNITS.replace('|', '')}"}
    for key in {k for _, t in table_forms() for n in t.rows.nodes if n.key for k in n.keys}:
        tails.setdefault(key[-1], set()).add(key)
    return {last: tuple(keys) for last, keys in tails.items()}


def _glued_labels(text: str) -> int:
    """Return how many figures may stand right behind a row's label: never less than there are.

    Most text has none or few, and looking for each label of each form takes much longer.
    """
    tails, count = _tails(), 0
    for found in _FIGURE.finditer(text):
        end = found.start()
        last = text[end - 1 : end]
        if last in ("-", "+"):
            end -= 1
            last = text[end - 1 : end]
        if last in tails:
            count += text.endswith(tails[last], 0, end)
    return count


@cache
def _pattern(form_id: str, name: str, order: int) -> re.Pattern[str]:
    """Return what the label of one row looks like when a figure is glued to it."""
    from toolkit.forms.form import forms

    table = forms()[form_id].tables[name]
    node = table.rows.nodes[order]
    keys = "|".join(re.escape(k) for k in sorted(node.keys, key=len, reverse=True))
    # A short label is only one with its number before it: 3.其他, (七)总计.
    before = r"(?<=[.)、\d])" if len(node.keys[0]) < 4 and node.parent else ""
    return re.compile(rf"{before}(?:{keys})(?:\([^()]{{0,40}}\))?(?:{_UNITS})?[-+]?(?=\d)")


def _rows(form_id: str, table: TableForm, text: str) -> dict[str, tuple[int, int]]:
    """Return where each row's label stands with a figure glued to it, longest label first."""
    ends: dict[int, tuple[int, Node]] = {}
    nodes_there = [n for n in table.rows.nodes if n.key and any(k in text for k in n.keys)]
    if len(nodes_there) < _LEAST.get(table.name, 5):
        return {}
    for node in nodes_there:
        for match in _pattern(form_id, table.name, node.order).finditer(text):
            if match.start() < ends.get(match.end(), (len(text), node))[0]:
                ends[match.end()] = (match.start(), node)
    nodes: dict[Node, tuple[int, int]] = {}
    for end, (start, node) in ends.items():
        nodes.setdefault(node, (start, end))
    if len(nodes) < _LEAST.get(table.name, 5):
        return {}
    return {id_: place for n, place in nodes.items() for id_ in _ids(table, n, text)}


def _ids(table: TableForm, node: Node, text: str) -> list[str]:
    if table.cells != "suffix":
        return [str(node.key)]
    heads = {c.key for c in table.columns.nodes if any(k in text for k in c.keys)}
    return [f"{node.key}_{c}" for c in node.columns if c in heads]


def _heads(table: TableForm, text: str) -> dict[str, tuple[int, int]]:
    if text.count("尚未审结") < 2:
        return {}
    matches = list(_APPEALS_HEADS.finditer(text))
    if len(matches) < 2 or not re.match(r"[\u4e00-\u9fff]{0,8}\d", text[matches[-1].end() :]):
        return {}
    return dict.fromkeys(table.ids, (matches[0].start(), matches[-1].end()))


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
