"""Sections of a report by kind, and the numbered problems and measures as items of text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise, zip_longest

import yaml

from toolkit.document import Paragraph
from toolkit.prose.lines import BLANKS
from toolkit.prose.text import without_glosses
from toolkit.report import Section

_TOP = re.compile(r"^\s*(?:第?([一二三四五六七八九十]{1,3})(?:、|部分[、：:]?|[.．]))\s*(.{2,45})$")
_SUB = re.compile(r"^\s*[（(]([一二三四五六七八九十]{1,3})[）)]\s*(.{2,40}?)(?:[。：:]|$)")
#: A class of first characters is looked for quicker than one of two ways to begin; so is that of the
#: words that turn from problems to measures.
_ITEM = re.compile("[一二三四五六七八九十第](?:(?<!第)是|(?<=第)[一二三四五六七八九十][，,、])")
#: What stands before an item, where anything does.
_BEFORE_ITEM = frozenset("。；;：:，,\n \t\u3000\u00a0\r")
_NUMBERED = [
    re.compile(rf"{mark}\s*")
    for mark in (
        r"[（(][一二三四五六七八九十]{1,2}[)）]",
        # Not {1,2}: a single class of characters at its beginning is looked for quicker.
        r"[0-9][0-9]?[.、．](?!\d)",
        r"[（(]\d{1,2}[)）]",
    )
]
#: What stands before a number of such a list, where anything does.
_BEFORE_NUMBER = frozenset("\n。；：")
#: The first characters of headings, asked for before more is: of those that divide a report, and of
#: those below them.
_TENS = frozenset("一二三四五六七八九十")
_NUMBERS = _TENS | frozenset("（(0123456789")
_FIRSTS, _BRACKETS = _TENS | {"第"}, frozenset("（(")
#: What a line begins with that is a heading or opens with one; no other line holds any unless it is long.
_TELLING = _FIRSTS | _BRACKETS | BLANKS | {""}
_TURN = re.compile(
    r"[改主下今针将采以如\d](?:(?<=改)进措施|(?<=主)要措施|(?<=下)一?步|(?<=今)后|(?<=针)对(?:上述|以上|存在)"
    r"|(?<=将)采取(?:以下|如下)|(?<=采)取(?:以下|如下)|(?<=[以如])下\S{0,10}(?:方面|措施)"
    r"|(?<=\d)\d{3}年，?.{0,14}(?:将|要))"
)
# A heading glued to its sentence in a flattened page: number, stop, a known heading up to 情况 or 概述.
_GLUED = re.compile(
    r"[一二三四五六七八九十](?<=[。；！）)\s][一二三四五六七八九十])[一二三四五六七八九十]?、\s*"
    r"(?:概述|总体情况|基本情况|[^，。；、\s]{0,22}?(?:主动公开|依申请公开|公开申请|复议|诉讼|收费|问题|措施|其他需要)"
    r"[^，。；]{0,26}?(?:情况统计表|情况|措施|事项|规划|打算|方面))"
)
_FLAT = 100
_SHORT = 32
# A heading that begins its paragraph: "二、主动公开的情况。主动公开…".
_LEADING = re.compile(r"\s*([一二三四五六七八九十]{1,2}、[^，。；：:\d]{2,32})[。：:]\s*(?=\S)")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the text under one heading: its lines and the kind of the heading."""

    kind: str
    title: str
    lines: tuple[Paragraph, ...]
    parent: str | None = None


@cache
def _kinds() -> dict[str, re.Pattern[str]]:
    text = (files(__package__) / "sections.yml").read_text(encoding="utf-8")
    return {k: re.compile(v) for k, v in yaml.safe_load(text).items()}


@lru_cache(maxsize=4096)
def section_kind(title: str) -> str:
    """Return the kind of a heading, ``unknown`` where no word of it is known."""
    bare = re.sub(r"\s+", "", without_glosses(title))
    for kind, pattern in _kinds().items():
        if pattern.search(bare):
            return kind
    return "unknown"


_SUB_HEADING = re.compile(
    r"(?:[（(][一二三四五六七八九十]{1,2}[)）]|[一二三四五六七八九十]{1,2}、|\d{1,2}[.、])([^，。；：:\d]{2,18})[。：:]"
)


def kind_of_line(text: str, kind: str) -> str:
    """Return the kind of a line under a heading of ``kind``: a heading of its own goes before."""
    # Numbered lines only: others have no heading of their own.
    found = _SUB_HEADING.match(text) if text[:1] in _NUMBERS else None
    own = section_kind(found[1]) if found else "unknown"
    return kind if own == "unknown" else own


#: A sub-heading that has its line to itself, and the kinds of which the lines under it are then.
_SUB_LINE = re.compile(
    r"(?:[（(][一二三四五六七八九十]{1,2}[)）]|\d{1,2}[.、．])\s*([^，。；：:\d]{2,18})[：:。]?"
)
_TOLD_BELOW = frozenset(("requests", "appeals", "spending_and_fees"))


def stretches(part: Part) -> Iterator[tuple[str, tuple[Paragraph, ...]]]:
    """Yield the lines of a part by the kinds of the headings that they stand under.

    Under a sub-heading on requests, appeals or fees that is a line of its own they are of its kind,
    to the next one.
    """
    kind, begin = part.kind, 0
    for n, (text, _) in enumerate(part.lines):
        first = text[:1]
        if len(text) < _SHORT and (first in "（(" or first.isdigit() or first.isspace()):
            found = _SUB_LINE.fullmatch(text.strip())
            own = section_kind(found[1]) if found else ""
            now = (own if own in _TOLD_BELOW else part.kind) if found else kind
            if now != kind:
                if n > begin:
                    yield kind, part.lines[begin:n]
                kind, begin = now, n
    yield kind, part.lines[begin:]


def _unglued(line: Paragraph) -> list[Paragraph]:
    """Part the headings of a line that a flattened page glued to their sentences; offsets are kept."""
    text, offset = line
    out: list[Paragraph] = []
    leading = _LEADING.match(text)
    if leading and section_kind(leading[1]) != "unknown":
        out.append(Paragraph(leading[1], offset + leading.start(1)))
        offset, text = offset + leading.end(), text[leading.end() :]
    if len(text) < _FLAT or not (text.isspace() or _GLUED.search(text)):
        return [*out, Paragraph(text, offset)]
    cuts = [place for m in _GLUED.finditer(text) for place in m.span()]
    for a, b in pairwise((0, *cuts, len(text))):
        if text[a:b].strip():
            out.append(Paragraph(text[a:b], offset + a))
    return out


def parts(lines: list[Paragraph]) -> list[Part]:
    """Divide lines into parts by their headings, also by those that are glued to their sentences.

    What stands before the first is ``preamble``.
    """
    out: list[Part] = []
    kind, title, parent = "preamble", "", None
    held: list[Paragraph] = []
    top: tuple[str, str] | None = None

    def close() -> None:
        if held or title:
            out.append(Part(kind, title, tuple(held), parent))

    # Most lines of a page are short words of its menus: they are held without being looked at.
    telling = [
        n
        for n, (text, _) in enumerate(lines)
        if text[:1] in _TELLING or (len(text) >= _FLAT and _GLUED.search(text))
    ]
    at = 0
    for n in telling:
        held += lines[at:n]
        at = n + 1
        text, _ = line = lines[n]
        if not text:
            continue
        glued = _LEADING.match(text) or (
            len(text) >= _FLAT and (text.isspace() or _GLUED.search(text))
        )
        for part in _unglued(line) if glued else (line,):
            text, offset = part
            flat = text.strip()
            first = flat[:1]
            head = sub = None
            if first in _FIRSTS:
                if len(flat) <= 45 and "。" not in flat and "；" not in flat:
                    head = _TOP.match(flat)
            elif top and first in _BRACKETS:
                sub = _SUB.match(flat)
            if head:
                close()
                kind, title, parent, held = section_kind(head[2]), flat, None, []
                top = (kind, title)
            elif sub and top and section_kind(sub[2]) in ("problems", "measures"):
                # Only the sub-headings that part problems from measures make sections of their own.
                close()
                kind, title, parent, held = section_kind(sub[2]), flat[: sub.end()], top[1], []
                if flat[sub.end() :].strip():
                    cut = text.index(flat) + sub.end()
                    held.append(Paragraph(text[cut:], offset + cut))
            else:
                held.append(part)
    held += lines[at:]
    close()
    return out


def _numbers(pattern: re.Pattern[str], text: str) -> list[re.Match[str]]:
    """Return the numbers of one style that begin an item: at a line's start, or after a stop."""
    return [m for m in pattern.finditer(text) if _begins(text, m.start())]


def _begins(text: str, at: int) -> bool:
    while at and text[at - 1].isspace() and text[at - 1] != "\n":
        at -= 1
    return not at or text[at - 1] in _BEFORE_NUMBER


def _items(text: str) -> tuple[str, ...]:
    marks = [
        m for m in _ITEM.finditer(text) if not m.start() or text[m.start() - 1] in _BEFORE_ITEM
    ]
    if not marks:
        # The outermost numbering: the one that comes first.
        styles = [found for p in _NUMBERED if (found := _numbers(p, text))]
        marks = min(styles, key=lambda found: found[0].start(), default=[])
    items = []
    for m, following in zip_longest(marks, marks[1:]):
        body = text[m.end() : following.start() if following else len(text)]
        if following is None:
            # The last item ends with its paragraph: what follows is another thought.
            body = body.split("\n")[0]
        items.append("".join(body.split()).strip("；;。，,、"))
    return tuple(i for i in items if i)


def sections(found: list[Part]) -> tuple[Section, ...]:
    """Return the parts as sections; a part of problems and measures is divided in two."""
    out: list[Section] = []
    for part in found:
        if part.kind == "preamble":
            continue
        text = "\n".join([t.strip() for t, _ in part.lines])
        if part.kind == "problems_and_measures":
            # Where sub-headings follow, they are parts of their own and this one is only a head.
            if not text:
                continue
            turn = _TURN.search(text)
            first, second = (text[: turn.start()], text[turn.start() :]) if turn else (text, "")
            out.append(Section("problems", part.title, first.strip(), _items(first)))
            if second:
                out.append(Section("measures", part.title, second.strip(), _items(second)))
        elif part.kind in ("problems", "measures"):
            out.append(Section(part.kind, part.title, text, _items(text)))
        else:
            out.append(Section(part.kind, part.title, text))
    return tuple(out)
