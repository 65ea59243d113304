"""Indicator: every figure that a form or a sentence can state, with its labels, unit and forms."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from toolkit.codebook.files import check_language, load_yaml
from toolkit.errors import FormError, ParameterError


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator: its labels, its usual unit, its group and the forms that hold it."""

    id: str
    zh: str
    en: str
    unit: str
    group: str
    forms: tuple[str, ...]
    breakdown: str | None = None
    parent: str | None = None
    signed: bool = False
    money: bool = False

    def label(self, language: str = "zh") -> str:
        """Return the label in ``zh`` or ``en``."""
        return str(getattr(self, check_language(language)))


@cache
def indicators() -> dict[str, Indicator]:
    """Return every indicator by id, in the order of the file."""
    out = {}
    for id_, entry in load_yaml("indicators.yml").items():
        entry = dict(entry)
        out[id_] = Indicator(id=id_, forms=tuple(entry.pop("forms")), **entry)
    for item in out.values():
        if item.parent and item.parent not in out:
            raise FormError(f"indicators.yml: parent {item.parent!r} of {item.id!r} is unknown")
    return out


def indicator(id_: str) -> Indicator:
    """Return one indicator, or raise ParameterError for an unknown id."""
    try:
        return indicators()[id_]
    except KeyError:
        raise ParameterError(
            f"indicator {id_!r} is unknown: the ids stand in toolkit/codebook/indicators.yml"
        ) from None
