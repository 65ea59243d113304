"""Words of a brief in Chinese and English, and the small phrases that are built from numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.resources import files

import yaml

from toolkit.codebook import LANGUAGES, check_language

_SAID: dict[str, dict[str, str]] = yaml.load(
    (files(__package__) / "words.yml").read_text(encoding="utf-8"),
    Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader),
)
#: Every phrase by language and key.
WORDS = {x: {key: said[x] for key, said in _SAID.items() if x in said} for x in LANGUAGES}


def words(language: str) -> dict[str, str]:
    """Return the words of one language."""
    return WORDS[check_language(language)]


def year_ranges(years: Iterable[int], language: str = "zh") -> str:
    """Return years as ranges.

    Examples
    --------
    >>> year_ranges([2013, 2011, 2012, 2015], "en")
    '2011–2013, 2015'
    """
    w = words(language)
    runs: list[list[int]] = []
    for year in sorted(set(years)):
        if runs and year == runs[-1][1] + 1:
            runs[-1][1] = year
        else:
            runs.append([year, year])
    return w["list"].join(str(a) if a == b else f"{a}{w['range']}{b}" for a, b in runs)


def listed(names: Sequence[str], language: str, most: int = 0) -> str:
    """Return names as one list; beyond ``most`` (0: no limit) the number of the others is given."""
    w = words(language)
    if most and len(names) > most:
        tail = w["and_more"].format(all=len(names), rest=len(names) - most)
        return w["list"].join(names[:most]) + tail
    return w["list"].join(names)
