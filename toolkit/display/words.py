"""Words: what is said around the figures of a report, in Chinese or English, kept as data."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from toolkit.codebook import APPLICANTS


@cache
def words() -> dict[str, Any]:
    """Return all of ``words.yml``."""
    text = (files(__package__) / "words.yml").read_text(encoding="utf-8")
    return dict(yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))


def say(group: str, name: str, language: str, **values: object) -> str:
    """Return one phrase; a name that stands nowhere is returned as it is."""
    entry = words()[group].get(name)
    return str(entry[language]).format(**values) if entry else name


def applicant_head(id_: str, language: str) -> str:
    """Return the head of a column of table 3, short enough for a terminal."""
    short = words()["applicants"].get(id_) if language == "en" else None
    return str(short or APPLICANTS[id_][language])


def form_label(label: str, language: str) -> str:
    """Return the label of a group or head of a form."""
    return label if language == "zh" else str(words()["labels"].get(label, label))
