"""File: a YAML file of corrections as entries; whatever is wrong in it is one line with its number."""

from __future__ import annotations

import datetime as dt
import hashlib
import math
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from toolkit.codebook import APPLICANTS, categories, indicators
from toolkit.corrections.entry import VERDICTS, Entry
from toolkit.divisions import find_place
from toolkit.errors import FormError, SourceError
from toolkit.figure import FINDING_CODES
from toolkit.values import MISSING_KINDS

#: The file beside the reports of a folder that is found without being named.
CORRECTIONS_FILE = "corrections.yml"

_SEE = "see docs/corrections.md"
_SAID = ("reason", "source", "by")
_FIGURE_KEYS = ("category", "label", "scope", "method", "cumulative", "use")
_VERDICT_KEYS = ("verdict", "finding", "against")
_KEYS = (
    "place", "year", "publisher", "indicator", "applicant", "expect", *_FIGURE_KEYS, *_VERDICT_KEYS,
    *_SAID,
)  # fmt: skip
_CHOICES = {
    "applicant": tuple(APPLICANTS),
    "scope": ("whole_county", "portal", "agency"),
    "method": ("table", "prose", "structured", "typed"),
    "verdict": VERDICTS,
    "finding": tuple(FINDING_CODES),
}
#: A number as a person writes it; YAML would take 050 for 40 and 1:50 for 110.
_PLAIN_NUMBER = re.compile(r"[-+]?(?:0|[1-9]\d{0,14})(?:\.\d+)?")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_entries(path: str | Path) -> tuple[tuple[Entry, ...], str]:
    """Read the entries of a file, in its order, and return them with the SHA-256 of its bytes.

    Raises
    ------
    SourceError
        The file cannot be opened.
    FormError
        It is no YAML list, or an entry breaks the rules; the line names the file and the line.
    """
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror})") from None
    try:
        loader = _LOADER(content)
        root = loader.get_single_node()
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        raise FormError(f"{path}{line}: is not YAML: {_SEE}") from None
    digest = hashlib.sha256(content).hexdigest()
    if root is None or root.tag == "tag:yaml.org,2002:null":
        return (), digest
    if not isinstance(root, yaml.SequenceNode):
        raise FormError(f"{path}:{_line(root)}: does not hold a list of corrections: {_SEE}")
    return tuple(_Reading(str(path), loader, node).entry() for node in root.value), digest


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


class _Reading:
    """The reading of one entry: its values and the lines that they stand in."""

    def __init__(self, path: str, loader: Any, node: yaml.Node) -> None:
        self.path, self.line = path, _line(node)
        self.lines: dict[str, int] = {}
        self.values: dict[str, Any] = {}
        self.printed: dict[str, str] = {}
        if not isinstance(node, yaml.MappingNode):
            raise self.error("is not a mapping of keys to values")
        for key, value in node.value:
            name = str(key.value)
            self.lines[name] = _line(key)
            if name not in _KEYS:
                raise self.error(f"is no key: use {', '.join(_KEYS)}", name)
            if name in self.values:
                raise self.error("stands twice in one entry", name)
            if not isinstance(value, yaml.ScalarNode):
                raise self.error("is not a single value", name)
            self.printed[name] = value.value
            try:
                self.values[name] = loader.construct_object(value)
            except (yaml.YAMLError, ValueError):
                raise self.error(
                    f"{value.value!r} cannot be read: put it in quotes", name
                ) from None

    def error(self, what: str, key: str = "") -> FormError:
        """Return the error that names the file, the line and, where there is one, the key."""
        name = f"{key}: " if key else ""
        return FormError(f"{self.path}:{self.lines.get(key, self.line)}: {name}{what}")

    def entry(self) -> Entry:
        """Return the entry, or raise the first thing that is wrong in it."""
        v = self.values
        if ("use" in v) == ("verdict" in v):
            both = "has both 'use' and 'verdict'" if "use" in v else "has no 'use' and no 'verdict'"
            raise self.error(f"{both}: give one of them")
        other = _VERDICT_KEYS if "use" in v else _FIGURE_KEYS
        for key in other:
            if key in v:
                raise self.error(f"does not go with {'use' if 'use' in v else 'verdict'!r}", key)
        wanted = ("indicator",) if "use" in v else ("finding",)
        for key in ("place", "year", *wanted, "expect", *_SAID):
            if v.get(key) is None or not str(v[key]).strip():
                raise self.error(f"{key!r} is missing: {_SEE}", key if key in v else "")
        texts = {k: self._text(k) for k in (*_SAID, "publisher", "category", "label")}
        for key, allowed in _CHOICES.items():
            texts[key] = self._text(key)
            if texts[key] is not None and texts[key] not in allowed:
                raise self.error(f"{v[key]!r} is unknown: use one of {', '.join(allowed)}", key)
        year = v["year"]
        if isinstance(year, bool) or not isinstance(year, int) or not 2000 <= year <= 2099:
            raise self.error(f"{year!r} is not a report year", "year")
        place, code = self._place(year)
        cumulative = v.get("cumulative", False)
        if not isinstance(cumulative, bool):
            raise self.error(f"{cumulative!r} is neither true nor false", "cumulative")
        indicator = self._indicator(texts)
        if "use" in v and texts["applicant"] is None:
            texts["applicant"] = "total"
        return Entry(
            self.path, self.line, place, code, year,
            expect=self._value("expect"),
            use=self._use(indicator) if "use" in v else None,
            against=self._value("against") if "against" in v else None,
            indicator=indicator, cumulative=cumulative,
            **texts,  # type: ignore[arg-type]
        )  # fmt: skip

    def _text(self, key: str) -> str | None:
        value = self.values.get(key)
        if value is None:
            return None
        if isinstance(value, dt.date):
            value = value.isoformat()
        if not isinstance(value, str):
            raise self.error(f"{value!r} is not text: put it in quotes", key)
        return " ".join(value.split()) or None

    def _place(self, year: int) -> tuple[str, str | None]:
        name = str(self.values["place"]).strip()
        found = find_place(name, year) or find_place(name)
        codes = {d.code: d.name for d in found}
        if len(codes) > 1:
            listed = ", ".join(f"{d.full_name} {d.code}" for d in found[:6])
            raise self.error(f"{name!r} is ambiguous: use the code: {listed}", "place")
        if codes:
            code, known = next(iter(codes.items()))
            return known, code
        if name.isdecimal():
            raise self.error(f"{name!r} is no code of the list of divisions", "place")
        return name, None  # a functional zone has no code: its name stands for it

    def _indicator(self, texts: Mapping[str, str | None]) -> str | None:
        id_ = self._text("indicator")
        if id_ is None:
            return None
        if id_ not in indicators():
            raise self.error(
                f"{id_!r} is unknown: the ids stand in toolkit/codebook/indicators.yml", "indicator"
            )
        if texts["category"] and texts["category"] not in categories():
            raise self.error(f"{texts['category']!r} is no category", "category")
        parted = indicators()[id_].breakdown and "use" in self.values
        if parted and not (texts["label"] or texts["category"]):
            raise self.error(f"{id_} is of several labels: name the one as printed in 'label'")
        return id_

    def _value(self, key: str) -> int | float | str:
        """Return a number, or text: a kind of missing, or whatever a finding may have found."""
        value = self.values[key]
        if isinstance(value, dt.date):
            return value.isoformat()
        if isinstance(value, int | float) and not isinstance(value, bool):
            return self._number(key)
        if isinstance(value, str) and (value in MISSING_KINDS or "verdict" in self.values):
            return value
        raise self.error(
            f"{value!r} is neither a number nor a kind of missing ({', '.join(MISSING_KINDS)})", key
        )

    def _number(self, key: str) -> int | float:
        value: int | float = self.values[key]
        if not math.isfinite(value) or not _PLAIN_NUMBER.fullmatch(self.printed[key]):
            raise self.error(f"{self.printed[key]!r} is no plain number such as 50 or 12.5", key)
        return value

    def _use(self, id_: str | None) -> int | float:
        value = self.values["use"]
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.error(f"{value!r} is not a number", "use")
        value = self._number("use")
        if value == self.values["expect"]:
            raise self.error(f"{value} is what is expected already", "use")
        known = indicators()[id_ or ""]
        if value < 0 and not known.signed:
            raise self.error(f"{value} is below 0", "use")
        if value != int(value) and not known.money and known.unit != "%":
            raise self.error(f"{value} is not a whole number", "use")
        return value
