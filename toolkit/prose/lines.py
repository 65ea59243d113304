"""Lines of a document as they were before they were wrapped: the paragraphs that sentences stand in."""

from __future__ import annotations

import re

from toolkit.document import Document, Paragraph

_HEADING = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|\([一二三四五六七八九十]{1,3}\)"
    r"|\d{1,2}[.、．]|[（(]\d{1,2}[)）]|[一二三四五六七八九十]是|附件|附表|第[一二三四五六七八九十]+部分)"
)
#: Lists that stand a line an item: the line that opens one, and its items.
_OPENS_LIST = re.compile(
    r"\d\s*[余多]?(?:条|件|篇|份)\s*[：:]\s*$|(?:其中|如下|包括|分别为|分别是|情况)\s*[：:]\s*$|其中[，,]?\s*$"
)
_MAY_OPEN = frozenset("：:中下括为是况，,")
_LIST_ITEM = re.compile(
    r"\s*(?:\d{1,2}[.、．]|[（(]\d{1,2}[)）])?\s*[^\d。]{2,30}\d[\d,.]*\s*(?:条|件|篇|份)[^。]{0,30}[；;，,。、]?\s*$"
)
_PAGE_NUMBER = re.compile(r"\s*[-—－]\s*\d{1,3}\s*[-—－]\s*")
_ENDS = "。！？；：!?;:…”"
#: Blanks: a line may end, or begin, with one.
BLANKS = frozenset(filter(str.isspace, map(chr, range(0x3001))))
#: No other line opens a list.
_MAY_OPEN_OR_BLANK = _MAY_OPEN | BLANKS


def logical_lines(document: Document) -> list[Paragraph]:
    """Return the paragraphs of a document; lines that were only wrapped are joined by line feeds.

    A line is joined to the next where it is long, does not end a sentence and the next one starts
    no heading or list item: so hard-wrapped text files read like the page they came from.
    """
    lines = document.paragraphs
    if document.media == "text":
        out: list[Paragraph] = []
        _join(lines, 0, out, wrapped=True)
        return out
    # Only behind a line that opens a list anything is joined: all others are taken as they are.
    opening = [n for n, (text, _) in enumerate(lines) if text[-1:] in _MAY_OPEN_OR_BLANK]
    out, at = [], 0
    for n in opening:
        if n >= at:
            out += lines[at:n]
            at = _join(lines, n, out, wrapped=False)
    out += lines[at:]
    return out


def _join(lines: tuple[Paragraph, ...], first: int, out: list[Paragraph], *, wrapped: bool) -> int:
    """Add lines to ``out``, joined, up to one that does not go on; return the number of the next.

    Where lines may be wrapped, each may go on: all are added.
    """
    wraps = listing = parted = False
    end, n = -1, first
    # Put together at once: a text file may hold a hundred thousand lines that each go on.
    held: list[str] = []
    for n in range(first, len(lines)):
        text, start = lines[n]
        item = joins = None
        # A table in between parts two paragraphs: only neighbours are ever joined.
        if start == end and (listing or wraps):
            if wraps and _PAGE_NUMBER.fullmatch(text):
                # The number of a page stands between two halves of a sentence: it is passed over.
                held.append(text)
                end += len(text) + 1
                continue
            item = listing and _LIST_ITEM.match(text)
            joins = item or (wraps and not _HEADING.match(text))
        if not joins:
            _close(out, held)
            out.append(lines[n])
            held, parted = [], False
        held.append(text)
        end = start + len(text) + 1
        tail = text[-1:]
        if tail.isspace():
            tail = text.rstrip()[-1:]
        opens = tail in _MAY_OPEN and bool(_OPENS_LIST.search(text))
        listing = tail != "。" if item else opens
        if wrapped:
            parted = parted or "，" in text or "," in text or "。" in text
            wraps = _is_wrapped(text, tail, parted)
        elif not listing:
            break
    _close(out, held)
    return n + 1


def _close(out: list[Paragraph], held: list[str]) -> None:
    """Make the last paragraph one of the lines that it holds."""
    if len(held) > 1:
        out[-1] = Paragraph("\n".join(held), out[-1].start)


def _is_wrapped(text: str, tail: str, parted: bool) -> bool:
    """Whether a line of a text file goes on in the next: it is long, or holds a part of a sentence.

    ``parted`` says that it holds a comma or a stop, or the lines do that it goes on from.
    """
    if tail in _ENDS or not (len(text) >= 25 or parted):
        return False
    heading = _HEADING.match(text)
    if heading and len(text) < 40 and tail not in "，、,":
        return False
    return not (heading and heading.end() == len(text))
