"""The codebook: every indicator, category and series once; all else refers to it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from toolkit.errors import FormError, ParameterError
from toolkit.values import fold

LANGUAGES = ("zh", "en")

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

_TAIL = re.compile(r"(?:类信息|信息类|类|信息|公开)$")
_BLANK = re.compile(r"\s+")


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


@dataclass(frozen=True, slots=True)
class Category:
    """One harmonised category of disclosed items."""

    id: str
    zh: str
    en: str
    labels: tuple[str, ...]
    wider_than: str | None = None

    def label(self, language: str = "zh") -> str:
        """Return the label in ``zh`` or ``en``."""
        return str(getattr(self, check_language(language)))


def check_language(language: str) -> str:
    """Return ``language`` if it is known, else raise ParameterError."""
    if language not in LANGUAGES:
        raise ParameterError(f"language {language!r} is unknown: use one of {', '.join(LANGUAGES)}")
    return language


def load_yaml(name: str) -> Mapping[str, Any]:
    """Read a YAML file that is shipped beside this module."""
    text = (files(__package__) / name).read_text(encoding="utf-8")
    data = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    if not isinstance(data, dict):
        raise FormError(f"{name} does not hold a mapping: restore the file")
    return data


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
def categories() -> dict[str, Category]:
    """Return every harmonised category by id."""
    return {
        id_: Category(id_, c["zh"], c["en"], tuple(c["labels"]), c.get("wider_than"))
        for id_, c in load_yaml("categories.yml").items()
    }


@cache
def _category_index() -> dict[str, str]:
    index: dict[str, str] = {}
    for category in categories().values():
        for label in category.labels:
            for key in (_BLANK.sub("", fold(label)), _label_stem(label)):
                if index.setdefault(key, category.id) != category.id:
                    raise FormError(
                        f"categories.yml: label {label!r} stands in {index[key]!r} and {category.id!r}"
                    )
    return index


def _label_stem(label: str) -> str:
    stem = _BLANK.sub("", fold(label))
    while True:
        shorter = _TAIL.sub("", stem)
        if shorter == stem or len(shorter) < 2:
            return stem
        stem = shorter


def category_of(label: str) -> str | None:
    """Return the harmonised category of a printed label, or None where nobody has mapped it.

    Examples
    --------
    >>> category_of("政务动态类信息"), category_of("业务动态类"), category_of("旅游资讯")
    ('work_updates', 'business_updates', None)
    """
    index = _category_index()
    return index.get(_BLANK.sub("", fold(label))) or index.get(_label_stem(label))


@cache
def series() -> Mapping[str, Any]:
    """Return the table of comparable series (see ``series.yml``)."""
    return load_yaml("series.yml")


@cache
def label_of(id_: str, language: str = "zh") -> str:
    """Return the label of an indicator, category, applicant or series in one language."""
    check_language(language)
    if id_ in indicators():
        return indicators()[id_].label(language)
    if id_ in categories():
        return categories()[id_].label(language)
    if id_ in APPLICANTS:
        return APPLICANTS[id_][language]
    if id_ in series():
        return str(series()[id_][language])
    raise ParameterError(f"{id_!r} stands nowhere in the codebook")
