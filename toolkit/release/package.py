"""Package: the data package of a release, with the type and meaning of every column of every table."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import toolkit
from toolkit.codebook import APPLICANTS
from toolkit.codebook.tables import column
from toolkit.divisions.register import LEVELS as DIVISIONS
from toolkit.figure import SEVERITIES
from toolkit.release.about import About
from toolkit.release.content import BOTH, Content
from toolkit.release.earlier import LAYOUT
from toolkit.release.tables import OUTCOMES, STATUSES
from toolkit.release.terms import of_divisions
from toolkit.structured.file import LEVELS, METHODS, SCOPES

if TYPE_CHECKING:
    import pandas as pd

#: Closed lists of words, by the name that ``columns.yml`` calls them.
_LISTS: Mapping[str, tuple[str, ...]] = {
    "applicants": tuple(APPLICANTS), "breaks": ("none", "same", "similar", "break"),
    "divisions": tuple(DIVISIONS.values()), "levels": LEVELS, "methods": METHODS,
    "outcomes": OUTCOMES, "scopes": SCOPES, "severities": SEVERITIES, "statuses": STATUSES,
}  # fmt: skip
_TYPES = {"Int64": "integer", "Float64": "number", "boolean": "boolean"}
_MEDIA = {
    "csv": "text/csv", "parquet": "application/vnd.apache.parquet", "yml": "application/yaml",
    "md": "text/markdown", "cff": "application/yaml",
}  # fmt: skip
#: Which column of which table refers to which other table.
_REFERS = {"report": "reports", "indicator": "indicators", "missing": "missing"}
_REFERRING = ("figures", "panel", "corrections")


def package_json(content: Content, files: Mapping[str, bytes], about: About) -> bytes:
    """Return ``datapackage.json`` for the files of a release.

    Parameters
    ----------
    content : Content
    files : mapping of str to bytes
        Every other file of the release by its path.
    about : About
    """
    import hashlib

    resources = []
    for path, data in sorted(files.items()):
        stem, _, suffix = path.rpartition(".")
        name = stem.rpartition("/")[2]
        known = {"hash": f"sha256:{hashlib.sha256(data).hexdigest()}", "bytes": len(data)}
        entry: dict[str, Any] = {"path": path}
        if suffix == "csv":
            frame = {**content.tables, **content.codebook}[name]
            entry = {"name": name, "type": "table", **entry, **_named(name, content, about)}
            entry |= {"scheme": "file", "format": "csv", "mediatype": "text/csv"}
            entry |= {
                "description": about.text("text_rule", "en"),
                "description_zh": about.text("text_rule", "zh"),
            }
            entry |= {"encoding": "utf-8", "schema": _schema(name, frame, about)}
            entry |= of_divisions() if name == "divisions" and not content.synthetic else {}
        else:
            own = stem.replace("/", "-").replace(".", "-").lower()
            entry = {"name": f"{own}-{suffix.lower()}", "type": "file", **entry}
            entry |= _named(name, content, about) if suffix == "parquet" else {}
            entry |= {"format": suffix.lower()}
            if suffix in _MEDIA:
                entry |= {"mediatype": _MEDIA[suffix]}
        resources.append(entry | known)
    out = {
        "name": about.folder.lower(),
        "title": about.title("en"),
        "title_zh": about.title("zh"),
        "description": about.text("description", "en"),
        "description_zh": about.text("description", "zh"),
        "version": about.version,
        "created": f"{about.date}T00:00:00Z",
        "synthetic": content.synthetic,
        "licenses": about.terms.licenses,
        "sources": about.sources,
        "contributors": about.terms.contributors,
        "gongkai": {"layout": LAYOUT, "toolkit": toolkit.__version__},
        "resources": resources,
    }
    kept = {k: v for k, v in out.items() if v not in ([], "")}
    return (json.dumps(kept, ensure_ascii=False, indent=2) + "\n").encode()


def _named(table: str, content: Content, about: About) -> dict[str, str]:
    # The codebook is a real one, whatever the data are.
    synthetic = about.synthetic and table in content.tables
    said = {
        x: (about.text("synthetic_mark", x) if synthetic else "") + about.tables[table][x]
        for x in ("zh", "en")
    }
    return {"title": said["en"], "title_zh": said["zh"]}


def _schema(table: str, frame: pd.DataFrame, about: About) -> dict[str, Any]:
    fields = []
    for name, kind in frame.dtypes.items():
        said = column(str(name), table)
        field: dict[str, Any] = {"name": name, "type": _TYPES.get(str(kind), "string")}
        if said:
            field |= {"description": said["en"], "description_zh": said["zh"]}
        if "unit" in said:
            field["unit"] = said["unit"]
        if constraints := dict(said.get("constraints", {})):
            if "enum" in constraints:
                constraints["enum"] = list(_LISTS[constraints["enum"]])
            field["constraints"] = constraints
        elif field["type"] == "string" and table in BOTH and said:
            field["description"] += about.text("free_text", "en")
            field["description_zh"] += about.text("free_text", "zh")
        fields.append(field)
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    key = next((k for k in ("report", "id") if k in frame and table not in _REFERRING), None)
    if key:
        schema["primaryKey"] = [key]
    if table in _REFERRING:
        schema["foreignKeys"] = [
            {"fields": [name], "reference": {"resource": there, "fields": [_key_of(there)]}}
            for name, there in _REFERS.items()
            if name in frame
        ]
    return schema


def _key_of(table: str) -> str:
    return "report" if table == "reports" else "id"
