"""One line of text as it is printed: spaces as a browser shows them, without editors' residue."""

from __future__ import annotations

import html
import re

_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad\x00-\x08\x0e-\x1f\x7f]+")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,10}\d{0,2});")
# Word's conditional comments, where an editor escaped them into text or lost half of them.
_RESIDUE = re.compile(
    r"<!--\[if [^\]]*\]>(?!\s*-->).*?<!\[endif\]-->"
    r"|<!-*\[(?:if [^\]]*|endif)\]-*>"
    r"|\[(?:if !?(?:support|mso|gte|lte|vml)[^\]]*|endif)\](?:-*>)?"
    r"|<\?xml:namespace[^>]*>"
    r"|</?o:p\s*/?>",
    re.IGNORECASE | re.DOTALL,
)
_CJK = "\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’—…·"
# A line break in the source beside a Chinese character is no space: Chinese is set without them.
_BREAK = re.compile(
    rf"(?<=[{_CJK}])[ \t]*[\r\n][ \t\r\n]*(?=\S)|(?<=\S)[ \t]*[\r\n][ \t\r\n]*(?=[{_CJK}])"
)
_SPACES = re.compile(r"[ \t\r\n\f]+")
_BLANKS = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2007": " "})


def unescape(text: str) -> str:
    """Resolve HTML entities that are closed by a semicolon, as saved pages leave them in text."""
    return _ENTITY.sub(lambda m: html.unescape(m[0]), text) if "&" in text else text


def join_breaks(text: str) -> str:
    """Remove the line breaks of one stretch of source that stand beside Chinese characters."""
    return _BREAK.sub("", text) if "\n" in text or "\r" in text else text


def decoded(text: str, as_written: bool) -> str:
    """Return text without entities, as written or as a parser prints it."""
    text = text.replace("&nbsp;", "\u00a0")
    if as_written:
        return html.unescape(text) if "&" in text else text
    # A parser prints these and no others.
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def is_clean(line: str) -> bool:
    """Whether a line without white space around it is sure to stay as it is."""
    return line.isprintable() and line != "" and not ("&" in line or "[" in line or "  " in line)


def clean(text: str) -> str:
    """Return a line without residue and invisible characters, its white space collapsed.

    No-break spaces become plain spaces and are kept; indents, also full-width ones, are stripped.
    """
    text = text.strip()
    if "&" in text:
        text = unescape(text)
    if "<" in text or "[if" in text or "[endif" in text:
        text = _RESIDUE.sub("", text)
    # Most lines have nothing but printable characters and plain spaces: no need to look closer.
    if not text.isprintable():
        text = _INVISIBLE.sub("", _SPACES.sub(" ", text).translate(_BLANKS))
    elif "  " in text:
        text = _SPACES.sub(" ", text)
    return text.strip()
