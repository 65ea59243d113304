"""Structured file: one YAML file as a Report."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from toolkit.codebook import APPLICANTS, categories, category_of, indicators
from toolkit.divisions import is_local
from toolkit.errors import FormError, SourceError
from toolkit.figure import ABSTAIN_REASONS, Figure, Finding
from toolkit.report import Report
from toolkit.values import MISSING_KINDS, parse_value

LEVELS = ("county", "department", "township", "prefecture", "province", "zone")
SCOPES = ("whole_county", "portal", "agency")
METHODS = ("table", "prose", "structured", "typed")

_TEXT = (
    "place", "publisher", "title", "address", "published", "transcribed", "form", "level",
)  # fmt: skip
_PARTS = ("figures", "table", "cumulative_table", "requests")
_REPORT_KEYS = (
    *_TEXT,
    "place_code",
    "year",
    "period",
    "synthetic",
    "notes",
    "documents",
    "abstained",
    *_PARTS,
)
_DOCUMENT_KEYS = ("form", "scope", "address", "published", "transcribed", *_PARTS)
_FIGURE_KEYS = (
    "indicator", "value", "unit", "applicant", "category", "label", "missing", "approximate",
    "cumulative", "scope", "method", "quote",
)  # fmt: skip


class _Place:
    """Where in a file the reading stands, for the one line of an error."""

    def __init__(self, path: Path, key: str = "") -> None:
        self.path, self.key = path, key

    def at(self, key: object) -> _Place:
        return _Place(self.path, f"{self.key}.{key}" if self.key else str(key))

    @property
    def where(self) -> str:
        """The place as a figure names it."""
        return f"key:{self.key}"

    def error(self, what: str) -> FormError:
        return FormError(f"{self.path}: {self.key or 'file'}: {what}")


@cache
def _form_ids() -> frozenset[str]:
    return frozenset(form for item in indicators().values() for form in item.forms)


def load_report_file(path: str | Path) -> Report:
    """Read one structured report.

    Raises
    ------
    SourceError
        Where the file cannot be opened.
    FormError
        Where it breaks the rules of structured reports; the line names the file and the key.
    """
    path = Path(path)
    return report_of(path, file_bytes(path))


def file_bytes(path: Path) -> bytes:
    """Return the bytes of ``path``, or raise SourceError."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror})") from None


def report_of(path: Path, content: bytes) -> Report:
    """Return the report that ``content``, the bytes of ``path``, holds."""
    here = _Place(path)
    try:
        data = yaml.load(content, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f" at line {mark.line + 1}" if mark else ""
        raise here.error(f"is not YAML{line}: see data/reports for examples") from None
    if not isinstance(data, dict):
        raise here.error("does not hold a mapping: see data/reports for examples")
    _known(here, data, _REPORT_KEYS)
    texts = {key: _text(here.at(key), data.get(key)) for key in _TEXT}
    year = data.get("year")
    if isinstance(year, bool) or not isinstance(year, int):
        raise here.at("year").error(f"{year!r} is not a year")
    if texts["level"] not in LEVELS:
        raise here.at("level").error(
            f"{texts['level']!r} is unknown: use one of {', '.join(LEVELS)}"
        )
    for key in ("place", "publisher"):
        if not texts[key]:
            raise here.at(key).error("is missing")
    code, synthetic = data.get("place_code"), data.get("synthetic", False)
    if code is not None and not (
        isinstance(code, str) and (re.fullmatch(r"\d{6}", code) or is_local(code))
    ):
        raise here.at("place_code").error(
            f"{code!r} is not six digits in quotes, nor a local code such as '421200Z01'"
        )
    if not isinstance(synthetic, bool):
        raise here.at("synthetic").error(f"{synthetic!r} is neither true nor false")
    if synthetic != (code or "").startswith("99"):
        raise here.at("place_code").error(
            "codes beginning with 99 belong to synthetic reports only"
        )
    if not synthetic and not texts["address"]:
        raise here.at("address").error("is missing: a real report is cited by its address")
    figures = _figures(here, data, texts["form"], None)
    metadata = {"transcribed": texts["transcribed"]} if texts["transcribed"] else {}
    for i, part in enumerate(_list(here.at("documents"), data.get("documents")), 1):
        there = here.at(f"documents[{i}]")
        if not isinstance(part, dict):
            raise there.error("is not a mapping")
        _known(there, part, _DOCUMENT_KEYS)
        form = _text(there.at("form"), part.get("form"))
        figures += _figures(there, part, form, _one_of(there, part, "scope", SCOPES))
        for key in ("address", "published", "transcribed"):
            if value := _text(there.at(key), part.get(key)):
                metadata[f"{form or i}_{key}"] = value
    notes = _list(here.at("notes"), data.get("notes"))
    return Report(
        source=str(path),
        sha256=hashlib.sha256(content).hexdigest(),
        address=texts["address"],
        title=texts["title"],
        publisher=texts["publisher"],
        place=texts["place"],
        place_code=code,
        level=texts["level"],
        year=year,
        form=texts["form"],
        published=texts["published"],
        period=_period(here.at("period"), data.get("period")),
        metadata=metadata,
        figures=tuple(figures),
        findings=(*_unmapped(figures, texts["place"], year), *_abstained(here, data)),
        notes=tuple(str(_text(here.at("notes"), note)) for note in notes),
        synthetic=synthetic,
    )


def _figures(
    here: _Place, data: Mapping[str, Any], form: str | None, scope: str | None
) -> list[Figure]:
    if form is not None and form not in _form_ids():
        known = ", ".join(sorted(_form_ids()))
        raise here.at("form").error(f"{form!r} is unknown: use one of {known}, or null")
    out = [
        _figure(here.at(f"figures[{i}]"), row, form, scope)
        for i, row in enumerate(_list(here.at("figures"), data.get("figures")), 1)
    ]
    for key, cumulative in (("table", False), ("cumulative_table", True)):
        for id_, printed in _mapping(here.at(key), data.get(key)).items():
            there = here.at(f"{key}.{id_}")
            out.append(_cell(there, id_, printed, "total", cumulative, scope, form))
    for id_, row in _mapping(here.at("requests"), data.get("requests")).items():
        there = here.at(f"requests.{id_}")
        if not isinstance(row, list) or len(row) != len(APPLICANTS):
            raise there.error(f"has not {len(APPLICANTS)} columns: {', '.join(APPLICANTS)}")
        out += [
            _cell(there.at(applicant), id_, cell, applicant, False, scope, form)
            for applicant, cell in zip(APPLICANTS, row, strict=True)
        ]
    return out


def _cell(
    here: _Place, id_: object, printed: object, applicant: str, cumulative: bool,
    scope: str | None, form: str | None,
) -> Figure:  # fmt: skip
    item = indicators().get(str(id_))
    if item is None:
        raise here.error("is no indicator: the ids stand in toolkit/codebook/indicators.yml")
    value: object = printed
    unit, missing, approximate = item.unit, None, False
    if isinstance(printed, str):
        read = parse_value(printed)
        missing = printed if printed in MISSING_KINDS else read.missing
        if missing == "illegible" and printed != "illegible":
            raise here.error(
                f"{printed!r} is neither a figure nor one of {', '.join(MISSING_KINDS)}"
            )
        value, unit, approximate = read.number, read.unit or item.unit, read.approximate
        value = None if missing else value
    elif isinstance(printed, bool) or not isinstance(printed, int | float):
        raise here.error(f"{printed!r} is neither a figure nor one of {', '.join(MISSING_KINDS)}")
    return Figure(
        item.id, value, unit, applicant,  # type: ignore[arg-type]
        missing=missing, approximate=approximate, cumulative=cumulative, scope=scope,
        method="table", where=here.where, form=form,
    )  # fmt: skip


def _figure(here: _Place, row: object, form: str | None, scope: str | None) -> Figure:
    if not isinstance(row, dict):
        raise here.error("is not a mapping")
    _known(here, row, _FIGURE_KEYS)
    id_ = row.get("indicator")
    if id_ not in indicators():
        raise here.error(f"indicator {id_!r} is unknown: see toolkit/codebook/indicators.yml")
    value, missing = row.get("value"), _one_of(here, row, "missing", MISSING_KINDS)
    if isinstance(value, bool) or not isinstance(value, int | float | None):
        raise here.at("value").error(f"{value!r} is not a number")
    if (value is None) != (missing is not None):
        raise here.at("value").error("give either a value or a kind of missing")
    label = _text(here.at("label"), row.get("label"))
    category = _one_of(here, row, "category", tuple(categories()))
    if category is None and label and indicators()[id_].breakdown == "category":
        category = category_of(label)
    for key in ("approximate", "cumulative"):
        if not isinstance(row.get(key), bool | None):
            raise here.at(key).error(f"{row[key]!r} is neither true nor false")
    method = _one_of(here, row, "method", METHODS) or "structured"
    return Figure(
        indicator=id_,
        value=value,
        unit=_text(here.at("unit"), row.get("unit")),
        applicant=_one_of(here, row, "applicant", tuple(APPLICANTS)) or "total",
        category=category,
        label=label,
        missing=missing,
        approximate=bool(row.get("approximate")),
        cumulative=row.get("cumulative", False),
        scope=_one_of(here, row, "scope", SCOPES) or scope,
        method=method,
        quote=_text(here.at("quote"), row.get("quote")) or "",
        where=here.where,
        form=form if method in ("table", "typed") else None,
    )


def _unmapped(figures: Iterable[Figure], place: str | None, year: int) -> list[Finding]:
    return [
        Finding(
            "unmapped_category",
            "note",
            f"category label {f.label!r} stands in no harmonised category",
            f"类别名目“{f.label}”未归入统一类别",
            indicator=f.indicator,
            found=f.label,
            place=place,
            year=year,
        )
        for f in figures
        if f.category is None and f.label and indicators()[f.indicator].breakdown == "category"
    ]


def _abstained(here: _Place, data: Mapping[str, Any]) -> Iterable[Finding]:
    """Yield what whoever wrote the file saw in the report and did not take, with the reason."""
    here = here.at("abstained")
    for id_, reason in _mapping(here, data.get("abstained")).items():
        if id_ not in indicators() or reason not in ABSTAIN_REASONS:
            known = ", ".join(ABSTAIN_REASONS)
            raise here.at(id_).error(f"give an indicator and one of {known}, not {reason!r}")
        yield Finding("abstained", "warning", "not read", "未读取", indicator=id_, found=reason)


def _known(here: _Place, data: Mapping[str, Any], keys: tuple[str, ...]) -> None:
    for key in data:
        if key not in keys:
            raise here.at(key).error(f"is no key: use {', '.join(keys)}")


def _one_of(
    here: _Place, data: Mapping[str, Any], key: str, allowed: tuple[str, ...]
) -> str | None:
    value = data.get(key)
    if value is not None and value not in allowed:
        raise here.at(key).error(f"{value!r} is unknown: use one of {', '.join(allowed)}")
    return value


def _text(here: _Place, value: object) -> str | None:
    if isinstance(value, date):
        return value.isoformat()[:10]
    if value is not None and not isinstance(value, str):
        raise here.error(f"{value!r} is not text: put it in quotes")
    return value or None


def _list(here: _Place, value: object) -> list[Any]:
    if value is not None and not isinstance(value, list):
        raise here.error("is not a list")
    return value or []


def _mapping(here: _Place, value: object) -> dict[Any, Any]:
    if value is not None and not isinstance(value, dict):
        raise here.error("is not a mapping of indicators")
    return value or {}


def _period(here: _Place, value: object) -> tuple[str, str] | None:
    if value is None:
        return None
    both = [_text(here, item) for item in _list(here, value)]
    if len(both) != 2 or not all(both):
        raise here.error("is not a pair of dates")
    return str(both[0]), str(both[1])
