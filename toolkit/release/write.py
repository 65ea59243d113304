"""Write: a release as a folder that appears at one stroke, the same bytes for the same data."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import ParameterError, SourceError
from toolkit.output import hidden_folder, unwritable
from toolkit.release.about import About, citation_cff, licence_text, readme
from toolkit.release.content import BOTH, Content
from toolkit.release.earlier import PACKAGE, SUMS
from toolkit.release.package import package_json
from toolkit.release.terms import Terms
from toolkit.spreadsheet import csv_bytes

if TYPE_CHECKING:
    import pandas as pd

_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z._+-]{0,39}")
_YAML = ("indicators.yml", "categories.yml", "series.yml", "metrics.yml", "missing.yml")
#: So many rows are one part of a Parquet file: readers skip whole parts by their places.
_PART = 1_000_000


def write_release(
    content: Content,
    output: str | Path,
    version: str,
    *,
    date: str = "",
    terms: Terms | None = None,
    own: bytes | None = None,
) -> Path:
    """Write a release into a folder of its own below ``output``.

    Parameters
    ----------
    content : Content
        As made by :func:`toolkit.release.release_content`.
    output : str or pathlib.Path
        The folder in which that of the release appears: ``gongkai-VERSION``, for synthetic data
        ``gongkai-synthetic-VERSION``.
    version : str
        Letters, digits, dots, hyphens: ``2026.1``.
    date : str
        ISO date of the release. Without it, that of the release of this version which is already
        there, else today: no clock but this one is looked at.
    terms : Terms, optional
        Of the data, see :func:`toolkit.release.terms.terms_of`.
    own : bytes, optional
        A researcher's own categories that were laid over the codebook.

    Returns
    -------
    pathlib.Path
        The folder. One of the same version that is equal is left as it is.

    Raises
    ------
    ParameterError
        The version or the date cannot be used.
    SourceError
        The folder cannot be written, or one of the same version with other content is there.
    """
    if not _VERSION.fullmatch(version):
        raise ParameterError(f"version {version!r} cannot name a folder: give one such as 2026.1")
    flags = content.tables["reports"]["synthetic"]
    folder = f"gongkai-{'synthetic-' if content.synthetic else ''}{version}"
    target = Path(output) / folder
    about = About(
        folder, version, _date(date, target), terms or Terms(), bool(flags.all()) and len(flags) > 0,
        content.synthetic,
    )  # fmt: skip
    made = release_files(content, about, own)
    if target.exists():
        return _same(target, made)
    with hidden_folder(Path(output)) as hidden:
        try:
            for name, data in made.items():
                path = Path(hidden) / folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
            (Path(hidden) / folder).rename(target)
        except OSError as error:
            raise unwritable(target, error) from error
    return target


def release_files(content: Content, about: About, own: bytes | None = None) -> dict[str, bytes]:
    """Return the files of a release by their paths in it."""
    import hashlib

    out: dict[str, bytes] = {}
    for name, frame in content.tables.items():
        out[f"{name}.csv"] = csv_bytes(frame)
        if name in BOTH:
            out[f"{name}.parquet"] = parquet_bytes(frame)
    for name, frame in content.codebook.items():
        out[f"codebook/{name}.csv"] = csv_bytes(frame)
    for name in _YAML:
        out[f"codebook/{name}"] = (files("toolkit.codebook") / name).read_bytes()
    if own is not None:
        out["codebook/own_categories.yml"] = own
    out["README.md"] = readme(content, about, "en")
    out["README.zh.md"] = readme(content, about, "zh")
    out["CITATION.cff"] = citation_cff(about)
    out["LICENSE.md"] = licence_text(about)
    out[PACKAGE] = package_json(content, out, about)
    sums = (f"{hashlib.sha256(out[n]).hexdigest()}  {n}\n" for n in sorted(out))
    return out | {SUMS: "".join(sums).encode()}


def parquet_bytes(frame: pd.DataFrame) -> bytes:
    """Return a frame as Parquet, without an index and without what differs from run to run."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    out = io.BytesIO()
    made = pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata(None)
    pq.write_table(made, out, compression="zstd", row_group_size=_PART)
    return out.getvalue()


def _date(date: str, target: Path) -> str:
    if not date:
        try:
            there = json.loads((target / PACKAGE).read_text(encoding="utf-8"))["created"]
            date = str(there)[:10]
        except (OSError, ValueError, KeyError, TypeError):
            return dt.date.today().isoformat()
    try:
        return dt.date.fromisoformat(date).isoformat()
    except ValueError:
        raise ParameterError(f"date {date!r} is no day: write 2026-03-01") from None


def _same(target: Path, made: Mapping[str, bytes]) -> Path:
    """Return a folder that holds just these files, or say what differs."""
    there = {p.relative_to(target).as_posix(): p for p in target.rglob("*") if p.is_file()}
    differ = sorted(
        n
        for n in {*there, *made}
        if n not in made or n not in there or there[n].read_bytes() != made[n]
    )
    if differ:
        named = ", ".join(differ[:4]) + (", …" if len(differ) > 4 else "")
        raise SourceError(
            f"{target}: a release of this version is there and differs ({named}): give another"
            " --version, or move it away"
        )
    return target
