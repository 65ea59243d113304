"""Marks: one stretch of Markdown to the text that it shows, never gluing digits that it keeps apart."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from toolkit.readers.line import join_breaks

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_MARKED = re.compile(r"[*_`\[\]!<\\&]")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_LINES = frozenset("br p div li ul ol tr h1 h2 h3 h4 h5 h6 center section".split())  # noqa: SIM905
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
#: Bold that the rules of Markdown leave as it is, because a bracket or quote stands inside it.
_PAIR = re.compile(r"(?<![\d*])\*\*(?=[^\s*])([^*\n]{1,300}?)(?<=[^\s*])\*\*(?![\d*])")
_LOOSE = re.compile(r"^\s*\*\*(?=[^\d*\s])|(?<=[^\d*\s])\*\*\s*$", re.MULTILINE)

_MAX_BRACKETS = 500


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark")


def plain(text: str) -> str:
    r"""Return what a stretch of Markdown shows; line feeds for its line breaks.

    Examples
    --------
    >>> plain(r"**1\. 属于** [国家秘密](https://www.example.org)")
    '1. 属于 国家秘密'
    >>> plain("74<sup>2</sup>, 12*34*56")
    '74², 12*34*56'
    """
    if not _MARKED.search(text):
        return join_breaks(text) if "\n" in text else text
    shown = text
    # Each open bracket is looked for its end: a text of brackets only would take forever.
    if text.count("[") <= _MAX_BRACKETS:
        (token,) = _parser().parseInline(text)
        shown = join_breaks(_Shown(token.children or []).text()).replace("\v", "\n")
    if "**" in shown:
        shown = _LOOSE.sub("", _PAIR.sub(r"\1", shown))
    return shown


class _Shown:
    """The text of inline tokens."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._parts: list[str] = []
        self._raised = False
        self._mark = ""

    def text(self) -> str:
        """Return the text shown, with a vertical tab for a line break that is meant."""
        for token in self._tokens:
            if token.type in ("text", "code_inline", "text_special"):
                self._add(token.content)
            elif token.type == "softbreak":
                self._add("\n")
            elif token.type == "hardbreak":
                self._add("\v")
            elif token.type == "image":
                # A picture between digits may be a digit.
                self._add(" ")
            elif token.type == "html_inline":
                self._tag(token.content)
            elif token.type.startswith(("em_", "strong_")):
                self._mark += token.markup
        return "".join(self._parts)

    def _add(self, text: str) -> None:
        if not text:
            return
        # Marks between digits are not only marks: 12*34*56 is no number.
        if self._mark and text[0].isdigit() and self._parts and self._parts[-1][-1].isdigit():
            self._parts.append(self._mark)
        self._mark = ""
        self._parts.append(text.translate(_RAISED) if self._raised else text)

    def _tag(self, tag: str) -> None:
        found = _TAG.match(tag)
        name = found[2].lower() if found else ""
        if name == "sup":
            self._raised = bool(found and not found[1])
        elif name in _LINES:
            self._add("\v")
        elif name in ("del", "s", "strike"):
            # What is struck out is not to be read as part of a number.
            self._add("~")
