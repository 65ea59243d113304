"""Looks: what of a run's print alters what is read from it: hidden, struck out, raised, signs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from xml.etree.ElementTree import Element

from toolkit.readers.word.names import RUN_PROPERTIES, VAL, W, is_on, number

#: Fonts that show signs in place of the letters and digits of the text.
_SIGNS = ("wingdings", "webdings", "zapfdingbats", "zapf dingbats", "marlett", "bookshelf symbol")
#: Half points from which on a lifted character is raised beside the line, not set into its middle.
_LIFTED = 6
_KINDS = {
    W + "rStyle": "style",
    W + "vanish": "hidden",
    W + "specVanish": "hidden",
    W + "strike": "struck",
    W + "dstrike": "struck",
    W + "vertAlign": "align",
    W + "position": "position",
    W + "rFonts": "fonts",
    W + "color": "color",
}
#: Words of a style sheet without which all of its styles are plain.
TELLING = (
    b":vanish", b":specVanish", b"strike", b":vertAlign", b":position", b"ings", b"FFFFFF", b"ffffff",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Look:
    """How a run is printed, as far as it changes what a reader takes from it."""

    hidden: bool = False
    struck: bool = False
    raised: bool = False
    signs: bool = False
    white: bool = False

    def under(self, properties: Element, styles: Mapping[str, Look]) -> Look:
        """Return the look where the properties of a run or style are laid over this one."""
        look = self
        for child in properties:
            kind = _KINDS.get(child.tag)
            if kind is None:
                continue
            if kind == "style":
                look = look.joined(styles.get(child.get(VAL, ""), PLAIN))
            elif kind == "fonts":
                # Nearly every run names its fonts.
                signs = _draws_signs(child.get(W + "ascii", ""), child.get(W + "hAnsi", ""))
                look = look if signs == look.signs else replace(look, signs=signs)
            elif kind == "color":
                white = child.get(VAL, "").lower() == "ffffff"
                look = look if white == look.white else replace(look, white=white)
            elif kind == "hidden":
                look = replace(look, hidden=is_on(child))
            elif kind == "struck":
                look = replace(look, struck=is_on(child))
            elif kind == "align":
                look = replace(look, raised=child.get(VAL) in ("superscript", "subscript"))
            else:
                look = replace(look, raised=look.raised or number(child.get(VAL)) >= _LIFTED)
        return look

    def joined(self, other: Look) -> Look:
        """Return what is printed where both looks hold."""
        return Look(
            self.hidden or other.hidden,
            self.struck or other.struck,
            self.raised or other.raised,
            self.signs or other.signs,
            self.white or other.white,
        )


PLAIN = Look()


@lru_cache(maxsize=1000)
def _draws_signs(*fonts: str) -> bool:
    return any(font.lower().startswith(_SIGNS) for font in fonts)


def read_styles(root: Element) -> dict[str, Look]:
    """Return the styles that are not printed plainly, by their id."""
    own = {s.get(W + "styleId", ""): s for s in root.iter(W + "style")}
    looks: dict[str, Look] = {}
    for name in own:
        chain: list[str] = []
        at = name
        while at in own and at not in chain:
            chain.append(at)
            based = own[at].find(W + "basedOn")
            at = "" if based is None else based.get(VAL, "")
        look = PLAIN
        for one in reversed(chain):
            properties = own[one].find(RUN_PROPERTIES)
            if properties is not None:
                look = look.under(properties, {})
        if look != PLAIN:
            looks[name] = look
    return looks
