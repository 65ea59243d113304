"""Elements: what each element of a page means for its lines and tables, and what each may hold."""

from __future__ import annotations


def names(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())


#: What a tag does: the first five only end a line and count as open elements, the last six are
#: not read. Plain numbers: they are compared once for every tag of a page.
(
    INLINE, OPEN, OPEN_ONCE, CLOSE, BREAK, CELL, CELL_END, ROW, TABLE, TABLE_END, GROUP, WHOLE_ROW, PART,
    PART_END, RAISED, RAISED_END, PICTURE, FIELD, DECLARED, SKIPPED, DRAWN, HIDDEN, CLOAKED, STRUCK, PALE,
) = range(25)  # fmt: skip

#: What a tag does, and the name of its element.
Meaning = tuple[int, str]

BLOCKS = names(
    "address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption"
    " figure footer form h1 h2 h3 h4 h5 h6 header hgroup legend li main menu nav ol p section"
    " summary ul"
)
VOID = names(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source track"
    " wbr !doctype"
)
#: Elements whose content is no part of the text; a browser draws the second kind.
_SKIPPED = names("noscript template audio map datalist option")
_DRAWN = names("object applet svg math canvas video select button meter bdo")
_STRUCK = names("del s strike")
#: Notes on what stands beside them, in smaller print.
_PALE = names("small rt rp")
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
ORDINARY = (VOID - PECULIAR) | names(
    "a abbr acronym b basefont bdi bdo big body cite code content data dfn em font head html i ins"
    " kbd label mark marquee o:p output progress q rb rp rt rtc ruby samp small span strong style"
    " time tt u ucapcontent ucaptitle var wbr x zoom noscript template audio map datalist option"
    " object applet svg math canvas video select button meter del s strike"
)
#: Elements that end where the next of their kind begins, and what the search for it passes.
_ENDING = {"li": names("li"), "dd": names("dd dt"), "dt": names("dd dt")}
_HEADINGS = names("h1 h2 h3 h4 h5 h6")
_PASSED = names("address div p")
#: Where one of these is open, the next block may end it.
ENDED = _HEADINGS | _PASSED | names("li dd dt") | TABLE_PARTS
_FOREIGN_END = BLOCKS | names(
    "b big body br code em embed font foreignobject head hr i img meta nobr pre ruby s small span"
    " strong strike sub sup table tt u var svg math"
)


def _body() -> dict[str, Meaning]:
    known: dict[str, Meaning] = {}
    for name in names("a b big em font html head body i span strong u o:p"):
        known[name] = known["/" + name] = (INLINE, name)
    for name in BLOCKS:
        once = name in _ENDING or name in _HEADINGS or name == "form"
        known[name] = (OPEN_ONCE if once else OPEN, name)
        known["/" + name] = (CLOSE, name)
    for name in ("sup", "sub"):
        known[name], known["/" + name] = (RAISED, name), (RAISED_END, name)
    known["pre"], known["/pre"] = (PART, "pre"), (PART_END, "pre")
    known["table"], known["/caption"] = (TABLE, "table"), (PART_END, "caption")
    known["/td"], known["/th"] = (CELL_END, "td"), (CELL_END, "th")
    known["img"] = known["embed"] = (PICTURE, "img")
    known["input"] = (FIELD, "input")
    known["meta"], known["link"] = (DECLARED, "meta"), (DECLARED, "link")
    for name in ("br", "br/", "br /", "hr", "hr/", "hr /", "/br"):
        known[name] = (BREAK, "br")
    for group, kind in (
        (_SKIPPED, SKIPPED), (_DRAWN, DRAWN), (_STRUCK, STRUCK), (_PALE, PALE)
    ):  # fmt: skip
        known |= {name: (kind, name) for name in group}
    return _upper(known)


def _upper(known: dict[str, Meaning]) -> dict[str, Meaning]:
    return known | {tag.upper(): meaning for tag, meaning in known.items()}


def _inside(name: str) -> dict[str, Meaning]:
    """Return what may stand directly in a part of a table."""
    kinds = {"tr": ROW, "td": CELL, "th": CELL, "col": INLINE}
    kinds |= {"caption": PART, "colgroup": PART}
    known: dict[str, Meaning] = {
        inner: (kinds.get(inner, GROUP), inner)
        for inner, parents in PARENTS.items()
        if name in parents
    }
    known["/" + name] = (TABLE_END if name == "table" else PART_END, name)
    return _upper(known)


BODY = _body()
#: What stands directly in each part of a table; everything else belongs into a cell.
INSIDE = {name: _inside(name) for name in TABLE_PARTS}


def misplaced(name: str, stack: list[str]) -> bool:
    """Whether a parser puts an element elsewhere, or ends another before it."""
    top = stack[-1]
    if top in TABLE_PARTS:
        return top not in PARENTS.get(name, ())
    if name in PECULIAR:
        return True
    if name in _HEADINGS:
        return top in _HEADINGS
    if name in ("form", "button", "option", "a", "nobr"):
        return name in stack
    ending = _ENDING.get(name)
    if ending:
        for other in reversed(stack):
            if other in ending:
                return True
            if other not in _PASSED:
                break
    return False


def unsure(name: str, stack: list[str]) -> bool:
    """Whether an element that ends others may do so here; soon told for most."""
    return (name == "form" or stack[-1] in ENDED) and misplaced(name, stack)


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
