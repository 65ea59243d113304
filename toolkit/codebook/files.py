"""Files: the YAML files beside this module, and the two languages that all of them are written in."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from typing import Any

import yaml

from toolkit.errors import FormError, ParameterError

LANGUAGES = ("zh", "en")


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
