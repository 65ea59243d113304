"""Names of the XML of Word files, and the children of an element as they stand on paper."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_HINT = "{http://schemas.microsoft.com/office/word/2003/auxHint}"
_AML = "{http://schemas.microsoft.com/aml/2001/core}"

VAL = W + "val"
TEXT = W + "t"
RUN_PROPERTIES = W + "rPr"
#: Other names of the same: of the strict variant of the format, and of Word 2003.
ALIASES = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
    (
        b"http://schemas.microsoft.com/office/word/2003/wordml",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
)

#: Wrappers whose content stands in their place: kept insertions, controls, links, sections of 2003.
_THROUGH = {
    *(W + n for n in (
        "ins", "moveTo", "sdt", "sdtContent", "customXml", "smartTag", "hyperlink", "hlink",
        "fldSimple", "dir", "bdo",
    )),
    _HINT + "sect", _HINT + "sub-section", _HINT + "pBdrGroup", _AML + "content",
}  # fmt: skip
ALTERNATE = _COMPATIBILITY + "AlternateContent"
_BRANCHES = (_COMPATIBILITY + "Choice", _COMPATIBILITY + "Fallback")
_ANNOTATION = _AML + "annotation"
_OFF = ("0", "false", "off", "none")


def flat(element: Element) -> Iterator[Element]:
    """Yield the children of an element, those of wrappers in their place, without what is deleted."""
    for child in element:
        tag = child.tag
        if tag in _THROUGH:
            yield from flat(child)
        elif tag == ALTERNATE:
            branch = _branch(child)
            if branch is not None:
                yield from flat(branch)
        elif tag == _ANNOTATION:
            if "Deletion" not in child.get(W + "type", ""):
                yield from flat(child)
        else:
            yield child


def _branch(alternate: Element) -> Element | None:
    """Return the one of several renderings that holds text; each holds the same."""
    branches = [b for b in alternate if b.tag in _BRANCHES]
    for branch in branches:
        if branch.find(f".//{TEXT}") is not None:
            return branch
    return branches[0] if branches else None


def is_on(element: Element, attribute: str = VAL) -> bool:
    """Whether a switch such as ``<w:vanish/>`` is on; without a value it is."""
    return element.get(attribute, "1").lower() not in _OFF


def number(text: str | None) -> int:
    """Return a whole number of an attribute, 0 for none and for a damaged one."""
    try:
        return int(text or 0)
    except ValueError:
        return 0
