"""About: what a release says of itself: README in two languages, citation and terms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import yaml

from toolkit.codebook.tables import missing_kinds
from toolkit.release.content import BOTH, Content
from toolkit.release.terms import Entries, Terms, of_divisions

if TYPE_CHECKING:
    import pandas as pd


@cache
def _words() -> Mapping[str, Any]:
    text = (files(__package__) / "about.yml").read_text(encoding="utf-8")
    return dict(yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))


def words(part: str, language: str) -> dict[str, str]:
    """Return the words of one part of ``about.yml`` in one language."""
    return {key: str(said[language]) for key, said in _words()[part].items()}


@dataclass(frozen=True)
class About:
    """The name of a release, its day, and the terms of its data.

    ``date`` is an ISO date; ``folder`` the name of its folder.
    """

    folder: str
    version: str
    date: str
    terms: Terms
    synthetic: bool
    mixed: bool = False

    def title(self, language: str) -> str:
        """Return the title, with the version."""
        if self.synthetic:
            return f"{self.text('title_synthetic', language)} {self.version}"
        own = self.terms.title if not self.terms.bundled else ""
        return f"{own or self.text('title', language)} {self.version}"

    def text(self, key: str, language: str) -> str:
        """Return one of the words of ``about.yml``."""
        return str(_words()["words"][key][language])

    @property
    def tables(self) -> Mapping[str, Mapping[str, str]]:
        """What each table holds, in two languages."""
        return dict(_words()["tables"])

    @property
    def sources(self) -> Entries:
        """Where the data come from; synthetic data come from nowhere."""
        if self.synthetic:
            return [self._source("synthetic_source")]
        # The package of the bundled data names sources of what is in no release, such as the census.
        own = [] if self.terms.bundled else self.terms.sources
        return [self._source("reports_source"), *own]

    def _source(self, key: str) -> dict[str, Any]:
        return {"title": " / ".join(self.text(key, x) for x in ("en", "zh"))}


def readme(content: Content, about: About, language: str) -> bytes:
    """Return the README of a release in ``zh`` or ``en``."""
    reports, corrections = content.tables["reports"], content.tables["corrections"]
    years = reports["year"].dropna()
    warning = "synthetic_warning" if about.synthetic else "mixed_warning" if about.mixed else ""
    applied = int((corrections["outcome"] == "applied").sum())
    text = _words()["readme"][language].format(
        title=about.title(language),
        version=about.version,
        date=about.date,
        warning=about.text(warning, language) + "\n\n" if warning else "",
        description=about.text("description", language),
        reports=len(reports),
        places=reports["place_code"].fillna(reports["place"]).nunique(),
        first=years.min() if len(years) else "",
        last=years.max() if len(years) else "",
        figures=int(content.tables["figures"]["value"].notna().sum()),
        levels=", ".join(f"{k} {n}" for k, n in _counted(reports["level"]).items()),
        files=_files(content, about, language),
        text_rule=about.text("text_rule", language),
        missing=_missing(content, about, language),
        statuses=_statuses(reports["status"], about, language),
        applied=applied,
        not_applied=len(corrections) - applied,
        citation=citation_text(about, language),
        cite_reports=about.text("cite_reports", language),
        terms=_terms(about, language),
    )
    return str(text).encode()


def _table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(str(c) for c in line) + " |" for line in lines)


def _files(content: Content, about: About, language: str) -> str:
    rows = []
    for name, frame in content.tables.items():
        file = f"`{name}.csv`" + (f", `{name}.parquet`" if name in BOTH else "")
        rows.append((file, len(frame), about.tables[name][language]))
    for name, frame in content.codebook.items():
        rows.append((f"`codebook/{name}.csv`", len(frame), about.tables[name][language]))
    return _table([about.text(k, language) for k in ("file", "rows", "what")], rows)


def _missing(content: Content, about: About, language: str) -> str:
    counts = [_counted(content.tables[t]["missing"]) for t in ("figures", "panel")]
    rows = [
        (f"`{kind}`", *(c.get(kind, 0) for c in counts), said[language])
        for kind, said in missing_kinds().items()
        if any(kind in c for c in counts)
    ]
    heads = ("kind", "in_figures", "in_panel", "says")
    none = about.text("none_missing", language)
    return _table([about.text(k, language) for k in heads], rows) if rows else none


def _counted(column: pd.Series) -> dict[str, int]:
    return {str(k): int(n) for k, n in column.value_counts(sort=False).sort_index().items()}


def _statuses(column: pd.Series, about: About, language: str) -> str:
    counts = _counted(column)
    unit = about.text("reports_word", language)
    return "\n".join(
        f"- `{status}`: {counts.get(status, 0)} {unit}, {said[language]}"
        if language == "en"
        else f"- `{status}`：{counts.get(status, 0)} {unit}，{said[language]}"
        for status, said in _words()["statuses"].items()
    )


def citation_text(about: About, language: str) -> str:
    """Return the one line that the release is cited by."""
    authors = ", ".join(about.terms.authors) or about.text("no_authors", language)
    year = about.date[:4]
    if language == "zh":
        return f"{authors}（{year}）：《{about.title(language)}》，{about.date}。"
    return f"{authors} ({year}). {about.title(language)} [Data set]. {about.date}."


def _terms(about: About, *languages: str) -> str:
    lines = [_entry(x, "name") for x in about.terms.licenses]
    lines = lines or [about.text("no_terms", x) for x in languages]
    lines += [_entry(x, "title") for x in about.sources]
    if not about.synthetic:
        name = " / ".join(about.text("divisions_source", x) for x in languages)
        for entries in of_divisions().values():
            lines += [f"{name}: {_entry(x, 'title')}" for x in entries]
    return "\n".join(f"- {x}" for x in lines)


def _entry(entry: Mapping[str, Any], key: str) -> str:
    name = entry.get("title") or entry.get(key) or ""
    return " ".join(str(x) for x in (name, f"<{entry['path']}>" if "path" in entry else "") if x)


def citation_cff(about: About) -> bytes:
    """Return CITATION.cff of the release: a data set with version and date."""
    out: dict[str, Any] = {
        "cff-version": "1.2.0",
        "title": about.title("en").removesuffix(f" {about.version}"),
        "message": "If you use these data, please cite them as below, and the published reports.",
        "type": "dataset",
        "authors": [{"name": a} for a in about.terms.authors or [about.text("no_authors", "en")]],
        "version": about.version,
        "date-released": about.date,
    }
    names = [str(x["name"]) for x in about.terms.licenses if "name" in x]
    out |= {"license": names[0] if len(names) == 1 else names} if names else {}
    out["abstract"] = about.text("description", "en")
    if about.synthetic:
        out["abstract"] = about.text("synthetic_warning", "en").strip("*")
    text: str = yaml.safe_dump(out, allow_unicode=True, sort_keys=False, width=100)
    return text.encode()


def licence_text(about: About) -> bytes:
    """Return the terms of the data: what the data's own package states, and the list of divisions."""
    titles = " / ".join(about.title(x) for x in ("zh", "en"))
    return f"# {titles}\n\n{_terms(about, 'zh', 'en')}\n".encode()
