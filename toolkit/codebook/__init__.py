"""The codebook: every indicator, category and series once; all else refers to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from toolkit.codebook.category import (
    ADDED,
    Category,
    as_printed,
    categories,
    category_of,
    is_listed,
    kept_as_printed,
)
from toolkit.codebook.files import LANGUAGES, check_language, load_yaml
from toolkit.errors import FormError, ParameterError

__all__ = [
    "APPLICANTS",
    "LANGUAGES",
    "Category",
    "Indicator",
    "as_printed",
    "categories",
    "category_of",
    "check_language",
    "indicator",
    "indicators",
    "is_listed",
    "kept_as_printed",
    "label_of",
    "load_yaml",
    "metrics",
    "series",
]

#: Columns of table 3 and of every frame, in two languages.
APPLICANTS: dict[str, dict[str, str]] = {
    "natural_person": {"zh": "自然人", "en": "Natural persons"},
    "business": {"zh": "商业企业", "en": "Businesses"},
    "research": {"zh": "科研机构", "en": "Research bodies"},
    "ngo": {"zh": "社会公益组织", "en": "Public-benefit organisations"},
    "legal_service": {"zh": "法律服务机构", "en": "Legal service bodies"},
    "other_organisation": {"zh": "其他", "en": "Other organisations"},
    "total": {"zh": "总计", "en": "Total"},
}


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


@cache
def series() -> Mapping[str, Any]:
    """Return the table of comparable series (see ``series.yml``)."""
    return load_yaml("series.yml")


@cache
def metrics() -> Mapping[str, Any]:
    """Return what the metrics, their denominators and columns mean (see ``metrics.yml``)."""
    return load_yaml("metrics.yml")


def label_of(id_: str, language: str = "zh") -> str:
    """Return the label of an indicator, category, applicant, series or metric in one language."""
    if id_ in ADDED:  # a project's own categories, which may change
        return ADDED[id_].label(language)
    return _shipped_label(id_, check_language(language))


@cache
def _shipped_label(id_: str, language: str) -> str:
    for entries in (indicators(), categories()):
        if id_ in entries:
            return entries[id_].label(language)
    for table in (APPLICANTS, series(), metrics()):
        if id_ in table:
            return str(table[id_][language])
    raise ParameterError(f"{id_!r} stands nowhere in the codebook")
