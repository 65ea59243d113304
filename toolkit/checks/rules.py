"""Rules: what holds across years and publishers, as declared in ``years.yml`` and in the forms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from toolkit.codebook import LANGUAGES, indicators
from toolkit.errors import FormError
from toolkit.forms import Continuity, forms

_NAME = "years.yml"
_KEYS = frozenset(("cumulative", "change_on_year", "children", "plausible", "exceeds"))


@dataclass(frozen=True)
class YearRules:
    """What ``years.yml`` declares.

    Attributes
    ----------
    cumulative_severity, change_severity : str
        Of a cumulative figure that falls, and of a printed change that does not follow.
    cumulative_words, change_words : mapping
        What these two rules say, in each language.
    levels : mapping
        Level of a place, and the levels of the publishers whose figures it adds up.
    additive : tuple of str
        Indicators that add up over publishers.
    plausible : tuple of str
        Indicators whose history is looked at.
    exceeds : tuple of pairs
        Indicator of a change, and of the stock that it changes.
    """

    cumulative_severity: str
    change_severity: str
    cumulative_words: Mapping[str, str]
    change_words: Mapping[str, str]
    levels: Mapping[str, tuple[str, ...]]
    additive: tuple[str, ...]
    plausible: tuple[str, ...]
    exceeds: tuple[tuple[str, str], ...]


@cache
def year_rules() -> YearRules:
    """Return the rules of ``years.yml``."""
    return load_year_rules((files(__package__) / _NAME).read_text(encoding="utf-8"))


def load_year_rules(text: str) -> YearRules:
    """Read rules from YAML text.

    Raises
    ------
    FormError
        A key is missing or unknown, or an indicator is none of the codebook.
    """
    data: Any = yaml.safe_load(text)
    if not isinstance(data, dict) or set(data) != _KEYS:
        raise FormError(f"{_NAME}: expected the keys {', '.join(sorted(_KEYS))}, all and no other")
    try:
        return YearRules(
            _severity(data["cumulative"]["severity"]), _severity(data["change_on_year"]["severity"]),
            _words(data, "cumulative"), _words(data, "change_on_year"),
            {level: tuple(below) for level, below in data["children"]["levels"].items()},
            _known(data["children"]["indicators"]), _known(data["plausible"]["indicators"]),
            tuple((c, s) for c, s in (_known((e["change"], e["stock"])) for e in data["exceeds"])),
        )  # fmt: skip
    except (KeyError, TypeError, AttributeError) as error:
        raise FormError(f"{_NAME}: an entry lacks or mistakes a key ({error})") from None


def _known(ids: Iterable[str]) -> tuple[str, ...]:
    for id_ in ids:
        if id_ not in indicators():
            raise FormError(f"{_NAME}: indicator {id_!r} is unknown: use one of the codebook")
    return tuple(ids)


def _words(data: Mapping[str, Any], rule: str) -> dict[str, str]:
    for language in LANGUAGES:
        if not data[rule].get(language):
            raise FormError(
                f"{_NAME}: {rule}: {language} is missing: say in a few words what holds"
            )
    return {language: str(data[rule][language]) for language in LANGUAGES}


def _severity(word: str) -> str:
    if word not in ("warning", "note"):
        raise FormError(f"{_NAME}: severity {word!r} is unknown: use warning or note")
    return word


@cache
def continuity_rules() -> tuple[tuple[Continuity, int, int], ...]:
    """Return each carry-over or stock rule of the forms once, with its first and last report year.

    A rule that several forms declare holds from the first year of the oldest to the last of the
    newest: also over the change from one form to the other.
    """
    return tuple(_merged())


@cache
def continuity_words() -> dict[str, dict[str, str]]:
    """Return what each rule of :func:`continuity_rules` says, by its id and language."""
    return {rule.id: {"zh": rule.zh, "en": rule.en} for rule, *_ in continuity_rules()}


def _merged() -> Iterator[tuple[Continuity, int, int]]:
    rules: dict[tuple[str, str], tuple[Continuity, int, int]] = {}
    for form in forms().values():
        for rule in form.continuity:
            known, first, last = rules.get((rule.later, rule.earlier), (rule, *form.years))
            rules[rule.later, rule.earlier] = (
                known, min(first, form.years[0]), max(last, form.years[1]),
            )  # fmt: skip
    yield from rules.values()
