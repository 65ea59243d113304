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
# A line break in the source beside a Chinese character is no space: Chinese is set without them.
_CHINESE = re.compile("[\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’—…·]")
_BREAK = re.compile(r"([\r\n][ \t\r\n]*)")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_FLAT = re.compile(r"[\t\r\n\f]")


def unescape(text: str) -> str:
    """Resolve HTML entities that are closed by a semicolon, as saved pages leave them in text."""
    return _ENTITY.sub(lambda m: html.unescape(m[0]), text) if "&" in text else text


def join_breaks(text: str) -> str:
    """Remove the line breaks of one stretch of source that stand beside Chinese characters."""
    if not ("\n" in text or "\r" in text):
        return text
    out, *rest = _BREAK.split(text)
    parts = [out]
    for gap, after in zip(rest[::2], rest[1::2], strict=True):
        before = parts[-1].rstrip(" \t")
        sides = before[-1:], after[:1]
        if all(sides) and not any(map(str.isspace, sides)) and any(map(_CHINESE.match, sides)):
            parts[-1] = before
        else:
            parts.append(gap)
        parts.append(after)
    return "".join(parts)


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
    plain = text.isprintable()
    if "  " in text or (not plain and _FLAT.search(text)):
        text = _SPACES.sub(" ", text)
    if not plain:
        text = text.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2007", " ")
        if not text.isprintable():
            text = _INVISIBLE.sub("", text)
    return text.strip()
