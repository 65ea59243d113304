"""Terms: who made the data, from what, and under which terms, as the data's own package says."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from toolkit.datadir import data_dir
from toolkit.errors import FormError
from toolkit.release.earlier import PACKAGE

_KEYS = ("licenses", "sources", "contributors")
Entries = list[dict[str, Any]]


@dataclass(frozen=True)
class Terms:
    """What a data package says of itself; each list is empty where it says nothing.

    ``bundled``: it is the package of the data that come with the toolkit.
    """

    title: str = ""
    licenses: Entries = field(default_factory=list)
    sources: Entries = field(default_factory=list)
    contributors: Entries = field(default_factory=list)
    bundled: bool = False

    @property
    def authors(self) -> list[str]:
        """Those who made the data."""
        return [str(c.get("title") or c.get("path") or "") for c in self.contributors]


def terms_of(folder: Path) -> Terms:
    """Return the terms of a folder of reports, from the ``datapackage.json`` in it or above it.

    Only the folder above one that is named ``reports`` is looked into; for the bundled data it is
    ``data/datapackage.json``. Without such a file nothing is known, and nothing is made up.

    Raises
    ------
    FormError
        The file is no JSON object, or its lists are none.
    """
    folder = folder.resolve()
    bundled = data_dir().resolve()
    if folder.is_relative_to(bundled):
        return replace(_read(bundled / PACKAGE), bundled=True)
    places = [folder, *([folder.parent] if folder.name == "reports" else [])]
    return next((_read(p / PACKAGE) for p in places if (p / PACKAGE).is_file()), Terms())


def of_divisions() -> dict[str, Any]:
    """Return licenses and sources of the list of divisions that comes with the toolkit."""
    about = _json(data_dir() / PACKAGE)
    found: dict[str, Any] = next(
        (r for r in about.get("resources", ()) if r.get("name") == "divisions"), {}
    )
    return {key: found[key] for key in ("licenses", "sources") if key in found}


def _read(path: Path) -> Terms:
    about = _json(path)
    for key in _KEYS:
        value = about.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
            raise FormError(f"{path}: {key}: is no list of objects: see frictionlessdata.io")
    said = {key: list(about.get(key, [])) for key in _KEYS}
    return Terms(
        str(about.get("title", "")), said["licenses"], said["sources"], said["contributors"]
    )


def _json(path: Path) -> Mapping[str, Any]:
    try:
        about = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise FormError(f"{path}: is not JSON ({error}): mend it or take it away") from None
    if not isinstance(about, dict):
        raise FormError(f"{path}: holds no object: see frictionlessdata.io")
    return about
