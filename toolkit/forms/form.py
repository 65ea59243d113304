"""Form: a printed form declared as data, with its labels, its identities and its years."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

import yaml

from toolkit.codebook import APPLICANTS, indicators
from toolkit.errors import FormError
from toolkit.forms.axis import Labels
from toolkit.forms.axis import Node as Node
from toolkit.forms.labels import label_of_text

FORM_IDS = ("stat2014", "fujian", "form2019", "form2021", "website2017")

#: What the cells of a table are told apart by, besides their row.
CELLS = ("applicant", "suffix", "measure", "indicator", "sheet")
MEASURES = ("unit", "value", "cumulative")

#: A label shorter than this means something only below its parent (其他, 总计, 名称).
_PLAIN = 4


@dataclass(frozen=True, eq=False)
class TableForm:
    """One table of a form: its rows, its columns and how a cell gets its indicator."""

    name: str
    cells: str
    rows: Labels
    columns: Labels
    skip: frozenset[str]
    least: int = 2
    missing: str = "warning"
    scope: str | None = None
    headless: bool = False
    ids: tuple[str, ...] = ()

    @cached_property
    def required(self) -> tuple[str, ...]:
        """The indicators that every report in this form holds."""
        optional = {n.key for n in (*self.rows.nodes, *self.columns.nodes) if n.optional}
        return tuple(i for i in self.ids if i not in optional)


@dataclass(frozen=True)
class Identity:
    """``left`` added up equals ``right`` added up (or is at least it), for each applicant or once.

    ``optional`` figures are added to the left side where the report prints them, and lack nowhere.
    """

    id: str
    kind: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    severity: str = "error"
    per_applicant: bool = False
    zh: str = ""
    en: str = ""
    optional: tuple[str, ...] = ()


@dataclass(frozen=True)
class Continuity:
    """``later`` in one year equals ``earlier`` of the year before, plus and less figures.

    ``plus`` and ``minus`` belong to the later year, ``plus_earlier`` to the year before.
    """

    id: str
    later: str
    earlier: str
    plus: tuple[str, ...] = ()
    minus: tuple[str, ...] = ()
    plus_earlier: tuple[str, ...] = ()
    severity: str = "error"
    per_applicant: bool = False
    zh: str = ""
    en: str = ""


@dataclass(frozen=True)
class Form:
    """A form with its validity range; ``years`` are the report years in which it was in force."""

    id: str
    zh: str
    en: str
    years: tuple[int, int]
    tables: Mapping[str, TableForm]
    identities: tuple[Identity, ...] = ()
    continuity: tuple[Continuity, ...] = ()
    source: str = field(default="", compare=False)


class _Loader:
    """Turns the data of one YAML file into a Form and names the place of what is wrong."""

    def __init__(self, name: str) -> None:
        self.name = name

    def fail(self, place: str, problem: str) -> FormError:
        return FormError(f"{self.name}: {place}: {problem}")

    def known(self, id_: str, place: str) -> str:
        if id_ not in indicators():
            raise self.fail(
                place, f"indicator {id_!r} is unknown: add it to codebook/indicators.yml"
            )
        return id_

    def keys(self, data: Any, allowed: set[str], place: str) -> dict[str, Any]:
        if not isinstance(data, dict):
            raise self.fail(place, "expected a mapping")
        for key in data:
            if key not in allowed:
                raise self.fail(place, f"key {key!r} is unknown, use one of {sorted(allowed)}")
        return data

    def nodes(self, data: Any, place: str) -> tuple[Node, ...]:
        out: list[Node] = []
        self._walk(data or [], place, None, 0, out)
        return tuple(out)

    def _walk(
        self, data: list[Any], place: str, parent: Node | None, depth: int, out: list[Node]
    ) -> None:
        if not isinstance(data, list):
            raise self.fail(place, "expected a list of rows")
        allowed = {"id", "label", "also", "parts", "columns", "optional", "meta", "strict"}
        for number, raw in enumerate(data, start=1):
            here = f"{place}[{number}]"
            entry = self.keys(raw, allowed, here)
            if not isinstance(entry.get("label"), str):
                raise self.fail(here, "a row or column needs a printed label")
            printed = [entry["label"], *entry.get("also", [])]
            keys = tuple(dict.fromkeys(label_of_text(p).key for p in printed))
            if not all(keys):
                raise self.fail(here, f"the label {entry['label']!r} holds nothing but numbering")
            node = Node(
                entry["label"], keys, entry.get("id"), parent, len(out), depth,
                tuple(entry.get("columns", ())), bool(entry.get("optional")), entry.get("meta"),
                bool(entry.get("strict", len(keys[0]) < _PLAIN and parent is not None)),
            )  # fmt: skip
            out.append(node)
            self._walk(entry.get("parts", []), f"{here}.parts", node, depth + 1, out)

    def table(self, name: str, data: Any) -> TableForm:
        place = f"tables.{name}"
        allowed = {
            "cells", "rows", "columns", "skip", "least", "missing", "scope", "headless",
        }  # fmt: skip
        entry = self.keys(data, allowed, place)
        cells = entry.get("cells")
        if cells not in CELLS:
            raise self.fail(place, f"cells is {cells!r}, use one of {', '.join(CELLS)}")
        rows = self.nodes(entry.get("rows"), f"{place}.rows")
        columns = self.nodes(entry.get("columns"), f"{place}.columns")
        ids = []
        for node in columns:
            where = f"{place}.columns, {node.label}"
            if cells == "applicant" and node.key and node.key not in APPLICANTS:
                raise self.fail(where, f"applicant {node.key!r} is unknown")
            if cells == "measure" and node.key not in MEASURES:
                raise self.fail(where, f"measure {node.key!r} is unknown")
            if cells == "indicator" and node.key:
                ids.append(self.known(node.key, where))
        suffixes = {c.key for c in columns}
        for node in rows:
            where = f"{place}.rows, {node.label}"
            if not node.key:
                continue
            if cells == "suffix":
                for suffix in node.columns:
                    if suffix not in suffixes:
                        raise self.fail(where, f"column {suffix!r} is not declared")
                    ids.append(self.known(f"{node.key}_{suffix}", where))
            else:
                ids.append(self.known(node.key, where))
        twice = {i for i in ids if ids.count(i) > 1}
        if twice:
            raise self.fail(place, f"indicator {sorted(twice)[0]!r} stands twice")
        return TableForm(
            name, cells, Labels(rows), Labels(columns),
            frozenset(label_of_text(s).key for s in entry.get("skip", ())),
            int(entry.get("least", 2)), str(entry.get("missing", "warning")), entry.get("scope"),
            bool(entry.get("headless")), tuple(ids),
        )  # fmt: skip

    def ids(self, value: Any, place: str) -> tuple[str, ...]:
        names = [value] if isinstance(value, str) else list(value or ())
        return tuple(self.known(n, place) for n in names)

    def identity(self, data: Any, number: int) -> Identity:
        place = f"identities[{number}]"
        allowed = {
            "id", "kind", "left", "right", "optional", "severity", "per_applicant", "zh", "en",
        }  # fmt: skip
        entry = self.keys(data, allowed, place)
        kind = entry.get("kind", "sum")
        if kind not in ("sum", "at_most", "applicants"):
            raise self.fail(place, f"kind {kind!r} is unknown, use sum, at_most or applicants")
        return Identity(
            str(entry.get("id", "")), kind, self.ids(entry.get("left"), place),
            self.ids(entry.get("right"), place), self.severity(entry, place),
            bool(entry.get("per_applicant")), *self.words(entry, place),
            self.ids(entry.get("optional"), place),
        )  # fmt: skip

    def words(self, entry: Mapping[str, Any], place: str) -> tuple[str, str]:
        for language in ("zh", "en"):
            if not isinstance(entry.get(language), str) or not entry[language].strip():
                raise self.fail(place, f"{language} is missing: say in a few words what holds")
        return entry["zh"], entry["en"]

    def severity(self, entry: Mapping[str, Any], place: str) -> str:
        severity = str(entry.get("severity", "error"))
        if severity not in ("error", "warning", "note"):
            raise self.fail(place, f"severity {severity!r} is unknown")
        return severity

    def continuity(self, data: Any, number: int) -> Continuity:
        place = f"continuity[{number}]"
        allowed = {
            "id", "later", "earlier", "plus", "minus", "plus_earlier", "severity", "per_applicant",
            "zh", "en",
        }  # fmt: skip
        entry = self.keys(data, allowed, place)
        return Continuity(
            str(entry.get("id", "")), self.known(str(entry.get("later")), place),
            self.known(str(entry.get("earlier")), place), self.ids(entry.get("plus"), place),
            self.ids(entry.get("minus"), place), self.ids(entry.get("plus_earlier"), place),
            self.severity(entry, place), bool(entry.get("per_applicant")),
            *self.words(entry, place),
        )  # fmt: skip


def load_form(text: str, name: str) -> Form:
    """Read one form from YAML text; ``name`` is the file named in messages.

    Raises
    ------
    FormError
        The text is no YAML, or a key, indicator or column in it is unknown.
    """
    loader = _Loader(name)
    try:
        data = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        line = getattr(getattr(error, "problem_mark", None), "line", None)
        place = "file" if line is None else f"line {line + 1}"
        raise loader.fail(place, "this is not YAML: mend the file") from None
    allowed = {"id", "zh", "en", "years", "tables", "identities", "continuity"}
    entry = loader.keys(data, allowed, "file")
    years = entry.get("years")
    if not (isinstance(years, list) and len(years) == 2 and all(isinstance(y, int) for y in years)):
        raise loader.fail("years", "expected the first and the last report year, as [2019, 2020]")
    tables = loader.keys(entry.get("tables"), set(entry.get("tables") or ()), "tables")
    return Form(
        str(entry.get("id")), str(entry.get("zh", "")), str(entry.get("en", "")),
        (years[0], years[1]),
        {table: loader.table(table, content) for table, content in tables.items()},
        tuple(loader.identity(d, n) for n, d in enumerate(entry.get("identities", []), 1)),
        tuple(loader.continuity(d, n) for n, d in enumerate(entry.get("continuity", []), 1)),
        name,
    )  # fmt: skip


@cache
def forms() -> dict[str, Form]:
    """Return every form by id, oldest first."""
    folder = files(__package__)
    names = [f"{i}.yml" for i in FORM_IDS]
    names += sorted(
        f.name for f in folder.iterdir() if f.name.endswith(".yml") and f.name not in names
    )
    out: dict[str, Form] = {}
    for name in names:
        form = load_form((folder / name).read_text(encoding="utf-8"), name)
        if f"{form.id}.yml" != name:
            raise FormError(f"{name}: id is {form.id!r}: name the file as the form")
        out[form.id] = form
    return out


@cache
def table_forms() -> tuple[tuple[Form, TableForm], ...]:
    """Return every table of every form."""
    return tuple((f, t) for f in forms().values() for t in f.tables.values())
