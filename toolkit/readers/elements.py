"""Elements: what each element of a page means for its lines and tables, and what each may hold."""

from __future__ import annotations


def names(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())


BLOCKS = names(
    "address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption"
    " figure footer form h1 h2 h3 h4 h5 h6 header hgroup legend li main menu nav ol p section"
    " summary ul"
)
VOID = names(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source track"
    " wbr !doctype"
)
HEADINGS = names("h1 h2 h3 h4 h5 h6")
#: Elements whose content is no part of the text; a browser draws the second kind.
SKIPPED = names("noscript template audio map datalist option")
DRAWN = names("object applet svg math canvas video select button meter bdo")
STRUCK = names("del s strike")
#: Notes on what stands beside them, in smaller print.
PALE = names("small rt rp")
TABLE_PARTS = names("table thead tbody tfoot tr colgroup")
#: Elements that stand in these only; a parser moves or drops them elsewhere.
PARENTS = {
    "thead": names("table"), "tbody": names("table"), "tfoot": names("table"),
    "caption": names("table"), "colgroup": names("table"), "col": names("table colgroup"),
    "tr": names("table thead tbody tfoot"), "td": names("tr"), "th": names("tr"),
}  # fmt: skip
#: Elements that a parser treats in ways of its own.
PECULIAR = names(
    "frame frameset xmp plaintext listing image isindex noframes noembed iframe script style title"
    " textarea optgroup"
) | frozenset(PARENTS)
#: Elements without a meaning of their own that a parser treats in no way of its own either.
ORDINARY = (VOID - PECULIAR) | SKIPPED | DRAWN | STRUCK | PALE | names(
    "a abbr acronym b basefont bdi big body cite code content data dfn em font head html i ins kbd"
    " label mark marquee o:p output progress q rb rtc ruby samp span strong style time tt u"
    " ucapcontent ucaptitle var wbr x zoom"
)  # fmt: skip
#: Elements that end where the next of their kind begins, and what the search for it passes.
_ENDING = {"li": names("li"), "dd": names("dd dt"), "dt": names("dd dt")}
_PASSED = names("address div p")
_FOREIGN_END = BLOCKS | names(
    "b big body br code em embed font foreignobject head hr i img meta nobr pre ruby s small span"
    " strong strike sub sup table tt u var svg math"
)


def misplaced(name: str, stack: list[str]) -> bool:
    """Whether a parser puts an element elsewhere, or ends another before it."""
    top = stack[-1]
    if top in TABLE_PARTS:
        return top not in PARENTS.get(name, ())
    if name in PECULIAR:
        return True
    if name in HEADINGS:
        return top in HEADINGS
    if name in ("form", "button", "option", "a", "nobr"):
        return name in stack
    ending = _ENDING.get(name)
    if ending:
        for other in reversed(stack):
            if other in ending:
                return True
            if other not in _PASSED and (other in BLOCKS or other in PARENTS):
                return False
        return True
    return False


def misplaced_inside(outer: str, name: str, stack: list[str], *, in_p: bool) -> bool:
    """Whether an element inside one that is left out may be moved out of it by a parser.

    ``stack`` are the open elements from ``outer`` on; ``in_p`` says that a paragraph is open around.
    """
    if outer in ("svg", "math"):
        return name in _FOREIGN_END
    if outer == "select":
        return name not in ("option", "hr")
    if name in BLOCKS or name == "table" or name == "pre":
        around = in_p and outer not in BLOCKS and outer not in PARENTS
        if around or "p" in stack:
            return True
    return misplaced(name, stack)
