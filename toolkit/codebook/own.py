"""Own categories: a researcher's file of labels and categories, laid over the codebook."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from toolkit.codebook import APPLICANTS, categories, indicators, series
from toolkit.codebook.category import ADDED, Category, category_of, index_of, label_keys
from toolkit.errors import FormError, SourceError
from toolkit.figure import Figure
from toolkit.report import Report

#: The file beside the reports of a folder that is found without being named.
OWN_FILE = "categories.yml"

_KEYS = ("labels", "categories")
_ENTRY_KEYS = ("zh", "en", "wider_than")
_ID = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class OwnCategories:
    """What one file says: the category of some labels, None for a label that is to have none.

    Attributes
    ----------
    path : str
        The file.
    labels : mapping of str to str or None
        As they stand in the file.
    index : mapping of str to str or None
        The same by the keys that labels are compared by.
    """

    path: str
    labels: Mapping[str, str | None]
    index: Mapping[str, str | None]

    def has(self, label: str) -> bool:
        """Return whether the file says anything of a printed label."""
        return any(key in self.index for key in label_keys(label))

    def category_of(self, label: str) -> str | None:
        """Return the category of a printed label: this file's, else the codebook's."""
        for key in label_keys(label):
            if key in self.index:
                return self.index[key]
        return category_of(label)

    def over(self, report: Report) -> Report:
        """Return the report with its labels classed anew; labels and values stay as printed.

        A category that a report file states for a figure of its own, against the codebook, stays.
        """
        figures = tuple(self._classed(f) for f in report.figures)
        findings = tuple(
            f
            for f in report.findings
            if f.code != "unmapped_category" or self.category_of(str(f.found)) is None
        )
        if figures == report.figures and findings == report.findings:
            return report
        return replace(report, figures=figures, findings=findings)

    def _classed(self, figure: Figure) -> Figure:
        label = figure.label
        if label is None or not self.has(label):
            return figure
        by_class = figure.category or indicators()[figure.indicator].breakdown == "category"
        if not by_class or figure.category != category_of(label):
            return figure
        return replace(figure, category=self.category_of(label))

    def told(self, reports: Iterable[Report]) -> list[tuple[str, str | None]]:
        """Return the labels of ``reports`` that this file moved, with the categories that they got."""
        moved = {
            f.label: f.category
            for r in reports
            for f in r.figures
            if f.label and self.has(f.label) and f.category == self.category_of(f.label)
        }
        return sorted((x, c) for x, c in moved.items() if c != category_of(x))


def own_categories(path: str | Path) -> OwnCategories:
    """Read a file of one's own categories, and make the new ones known by their names.

    Parameters
    ----------
    path : str or pathlib.Path
        YAML with ``labels`` (printed label: category, or null for none) and, for categories that the
        codebook does not have, ``categories`` (id: ``zh``, ``en`` and, if need be, ``wider_than``).

    Raises
    ------
    SourceError
        The file cannot be opened.
    FormError
        A key or a category is unknown; the line names the file and the key.
    """
    data = _read(Path(path))
    for key in data:
        if key not in _KEYS:
            raise FormError(f"{path}: {key}: is no key: use {', '.join(_KEYS)}")
    added = {
        id_: _category(f"{path}: categories.{id_}", id_, entry)
        for id_, entry in _mapping(path, data, "categories").items()
    }
    known = {*categories(), *added}
    for id_, entry in added.items():
        if entry.wider_than and entry.wider_than not in known:
            raise FormError(
                f"{path}: categories.{id_}.wider_than: {entry.wider_than!r} is no category"
            )
    labels = _mapping(path, data, "labels")
    for label, id_ in labels.items():
        if not isinstance(label, str):
            raise FormError(f"{path}: labels.{label}: is not text: put it in quotes")
        if id_ is not None and id_ not in known:
            raise FormError(
                f"{path}: labels.{label}: {id_!r} is no category: name it under 'categories' with"
                f" zh and en, or use one of {', '.join(sorted(known))}"
            )
    index = index_of(labels.items(), str(path))
    ADDED.update(added)
    return OwnCategories(str(path), labels, index)


def own_file(reports: Path, name: str = OWN_FILE) -> Path | None:
    """Return the file ``name`` of one's own that lies beside reports, None where there is none.

    It lies in their folder, or beside a folder named ``reports``; for a single file in its folder.
    """
    folder = reports if reports.is_dir() else reports.parent
    beside = [folder, folder.parent] if folder.name == "reports" else [folder]
    return next((f / name for f in beside if (f / name).is_file()), None)


def _read(path: Path) -> Mapping[Any, Any]:
    try:
        data = yaml.load(path.read_bytes(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror})") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f" at line {mark.line + 1}" if mark else ""
        raise FormError(f"{path}: is not YAML{line}: see README, Your own reports") from None
    if not isinstance(data, dict):
        raise FormError(f"{path}: does not hold a mapping: see README, Your own reports")
    return data


def _mapping(path: str | Path, data: Mapping[Any, Any], key: str) -> dict[Any, Any]:
    value = data.get(key)
    if value is not None and not isinstance(value, dict):
        raise FormError(f"{path}: {key}: is not a mapping")
    return value or {}


def _category(where: str, id_: object, entry: object) -> Category:
    if not isinstance(id_, str) or not _ID.fullmatch(id_):
        raise FormError(f"{where}: is no id: use small letters, digits and _")
    if id_ in {*(categories().keys() - ADDED.keys()), *indicators(), *APPLICANTS, *series()}:
        raise FormError(f"{where}: stands in the codebook already: choose another id")
    if not isinstance(entry, dict):
        raise FormError(f"{where}: is not a mapping of zh and en")
    for key in entry:
        if key not in _ENTRY_KEYS:
            raise FormError(f"{where}.{key}: is no key: use {', '.join(_ENTRY_KEYS)}")
    for key in ("zh", "en"):
        if not isinstance(entry.get(key), str) or not entry[key].strip():
            raise FormError(f"{where}.{key}: is missing: give the name in both languages")
    return Category(id_, entry["zh"], entry["en"], wider_than=entry.get("wider_than"))
