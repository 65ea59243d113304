"""The codebook: every indicator, category and series once; all else refers to it."""

from __future__ import annotations

from collections.abc import Mapping
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
from toolkit.codebook.definitions import definitions
from toolkit.codebook.files import LANGUAGES, check_language, load_yaml
from toolkit.codebook.indicator import Indicator, indicator, indicators
from toolkit.codebook.joins import apart, join_between, series, series_of
from toolkit.errors import ParameterError

__all__ = [
    "APPLICANTS",
    "LANGUAGES",
    "Category",
    "Indicator",
    "apart",
    "as_printed",
    "categories",
    "category_of",
    "check_language",
    "definitions",
    "indicator",
    "indicators",
    "is_listed",
    "join_between",
    "kept_as_printed",
    "label_of",
    "load_yaml",
    "metrics",
    "series",
    "series_of",
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
