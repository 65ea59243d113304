"""Runs: the text of a paragraph as printed: results of fields, no instructions, no note marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from toolkit.readers.encoding import spoiled
from toolkit.readers.line import clean
from toolkit.readers.word.looks import PLAIN, Look
from toolkit.readers.word.names import (
    ALTERNATE,
    MATH,
    RUN_PROPERTIES,
    TEXT,
    VAL,
    W,
    flat,
    is_on,
    number,
)

#: Stands for what is printed but cannot be known from the file.
UNREADABLE = "\ufffd"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_ENDS = str.maketrans("\r\n\v\f\x85\u2028\u2029", "       ")
#: What else may stand in a run: the text that it prints, or what is done with it.
_IN_RUN = {
    W + "tab": "\u3000", W + "ptab": "\u3000",  # a plain blank could part thousands
    W + "br": "\n", W + "cr": "\n",
    W + "noBreakHyphen": "-", W + "sym": UNREADABLE,
    W + "footnoteReference": "note", W + "endnoteReference": "note",
    W + "fldChar": "field", W + "instrText": "instruction", W + "ruby": "ruby",
    W + "drawing": "picture", W + "pict": "picture", W + "object": "picture",
}  # fmt: skip
#: Characters that a font of signs draws as something else.
_DRAWN = re.compile("[!-~\uf000-\uf0ff]+")
#: Fields that show something though the file holds no result of theirs.
_SHOWN = ("SYMBOL", "=", "EQ", "QUOTE")
#: Parts of a formula that only follow one another.
_IN_LINE = {MATH + name for name in ("oMath", "oMathPara", "r", "t")}


@dataclass(slots=True)
class _Field:
    """An open field: its instruction is not printed, its result is."""

    instruction: str = ""
    chosen: str = ""
    result: bool = False


@dataclass(slots=True)
class Runs:
    """Collects the text of runs until a line ends.

    Parameters
    ----------
    styles : mapping of str to Look
        Styles that are not printed plainly.
    preserve : bool
        Whether white space at the ends of a text counts without being asked for.
    fields : bool
        Whether the instructions of fields are told from their results.
    """

    styles: Mapping[str, Look]
    preserve: bool = False
    fields: bool = True
    #: Text boxes of this line, to be read after it.
    boxes: list[Element] = field(default_factory=list)
    pictures: int = 0
    _parts: list[str] = field(default_factory=list)
    _open: list[_Field] = field(default_factory=list)
    #: How many of the open fields have not come to their result.
    _untold: int = 0

    @property
    def unfinished(self) -> bool:
        """Whether text is left out as the instruction of a field that has not ended."""
        return self._untold > 0 and self.fields

    def lines(self) -> list[str]:
        """Return the lines collected since the last call, none of them blank."""
        if not self._parts:
            return []
        text = spoiled("".join(self._parts))
        self._parts.clear()
        return [line for line in map(clean, text.split("\n")) if line]

    def add(self, run: Element, look: Look) -> None:
        """Add one run; ``look`` is that of its paragraph."""
        for child in run if run.find(ALTERNATE) is None else flat(run):
            tag = child.tag
            if tag == TEXT:
                self._text(child, look)
            elif tag == RUN_PROPERTIES:
                look = look.under(child, self.styles)
            elif tag in _IN_RUN:
                kind = _IN_RUN[tag]
                if len(kind) == 1:
                    self._say(kind, look)
                elif kind == "note":
                    # A mark of one's own choice follows as text: it is no digit of the text.
                    own = W + "customMarkFollows"
                    if child.get(own) is not None and is_on(child, own):
                        return
                else:
                    self._other(kind, child, look)

    def formula(self, element: Element) -> None:
        """Add a formula: its text where all of it stands in one line, else it cannot be read."""
        parts = [part for part in element.iter() if part.tag.startswith(MATH)]
        text = "".join(part.text or "" for part in parts if part.tag == MATH + "t")
        # Over and under a line, raised, below a root: one after the other they say something else.
        built = {part.tag for part in parts if len(part) and not part.tag.endswith("Pr")}
        self._say(text if built <= _IN_LINE else UNREADABLE, PLAIN)

    def _text(self, element: Element, look: Look) -> None:
        text = element.text or ""
        if not text.isprintable():
            text = text.translate(_ENDS)
        space = element.get(_SPACE)
        if space != "preserve" and (space or not self.preserve):
            text = text.strip()
        self._say(text, look)

    def _other(self, kind: str, child: Element, look: Look) -> None:
        if kind == "field":
            self._field(child, look)
        elif kind == "instruction":
            if self._open:
                self._open[-1].instruction += child.text or ""
        elif kind == "ruby":
            for base in child.iter(W + "rubyBase"):
                for run in flat(base):
                    self.add(run, look)
        elif not (look.hidden or self.unfinished):
            found = list(_boxes(child))
            self.boxes += found
            self.pictures += not found

    def _say(self, text: str, look: Look) -> None:
        if not text or look.hidden or self.unfinished:
            return
        if text != "\n":
            if look.raised:
                # A raised 2 is a note or a square: joined to the digits before, it alters them.
                text = text.translate(_RAISED)
            # White words may stand on a dark head; of a white number nobody knows who sees it.
            if (look.struck and not text.isspace()) or (look.white and text.strip().isdigit()):
                text = UNREADABLE
            if look.signs:
                text = _DRAWN.sub(UNREADABLE, text)
        self._parts.append(text)

    def _field(self, mark: Element, look: Look) -> None:
        kind = mark.get(W + "fldCharType")
        if kind == "begin":
            self._open.append(_Field(chosen=_chosen(mark)))
            self._untold += 1
        elif kind == "separate" and self._open:
            self._untold -= not self._open[-1].result
            self._open[-1].result = True
        elif kind == "end" and self._open:
            ended = self._open.pop()
            self._untold -= not ended.result
            instruction = ended.instruction.strip().upper()
            if ended.chosen:
                self._say(ended.chosen, look)
            # A character drawn into a circle (EQ \o) numbers a list or a note, it is no count.
            elif not ended.result and instruction.startswith(_SHOWN) and "\\O" not in instruction:
                self._say(UNREADABLE, look)


def _boxes(element: Element) -> Iterator[Element]:
    """Yield the text boxes of a drawing, each once, those that are not shown left out."""
    for child in flat(element):
        if child.tag.endswith("}docPr") and child.get("hidden", "0").lower() in ("1", "true"):
            return
        if child.tag == W + "txbxContent":
            yield child
        elif len(child):
            yield from _boxes(child)


def _chosen(begin: Element) -> str:
    """Return the entry that a drop-down field shows; it stands in no run."""
    choices = begin.find(f".//{W}ddList")
    if choices is None:
        return ""
    entries = [e.get(VAL, "") for e in choices.iter(W + "listEntry")]
    given = [e for name in ("result", "default") for e in choices.iter(W + name)]
    index = number(given[0].get(VAL)) if given else 0
    return entries[index] if 0 <= index < len(entries) else UNREADABLE
