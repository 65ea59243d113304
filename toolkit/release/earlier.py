"""Earlier: a release that lies in a folder, and what of it is no longer in the data."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.errors import SourceError
from toolkit.release.identity import same_reports

if TYPE_CHECKING:
    import pandas as pd

#: How the folder of a release is laid out; a change that old tools would misread raises it.
LAYOUT = 1
PACKAGE, SUMS = "datapackage.json", "SHA256SUMS"
#: What of a report's rows goes over into the next release, beside the report itself.
_OF_REPORT = ("place_code", "publisher", "year")


@dataclass(frozen=True)
class Release:
    """A release in a folder.

    Attributes
    ----------
    path : pathlib.Path
    version, title, date, title_zh : str
        As its data package states them.
    altered : tuple of str
        Files that are missing or not as their checksum says.
    """

    path: Path
    version: str
    title: str
    date: str
    altered: tuple[str, ...] = ()
    title_zh: str = ""

    def table(self, name: str, needed: Iterable[str] = ()) -> pd.DataFrame:
        """Return a table of the release, with the types that it was written with.

        ``needed`` are columns that it must have.

        Raises
        ------
        SourceError
            Where its Parquet file is missing, damaged or lacks a column.
        """
        import pyarrow.parquet as pq

        file = self.path / f"{name}.parquet"
        try:
            frame = pq.read_table(file).to_pandas(types_mapper=_kind)
            if missing := [c for c in needed if c not in frame]:
                raise ValueError(f"it lacks the column {missing[0]}")
            return frame
        except (OSError, ValueError) as error:
            line = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise SourceError(
                f"{file}: cannot be read ({line}): take the release from its source again"
            ) from None

    @property
    def warnings(self) -> tuple[str, ...]:
        """One line for each file that is not as the release was made."""
        return tuple(
            f"{self.path / name}: is not the file that {SUMS} names: it was altered or is missing"
            for name in self.altered
        )


def open_release(folder: str | Path) -> Release:
    """Open the folder of a release and check its files against their checksums.

    Parameters
    ----------
    folder : str or pathlib.Path
        As written by :func:`toolkit.release.write_release`.

    Returns
    -------
    Release
        ``altered`` names the files that are not as they were.

    Raises
    ------
    SourceError
        It is no release, or one of another layout.
    """
    path = Path(folder)
    try:
        about = json.loads((path / PACKAGE).read_text(encoding="utf-8"))
        layout = about["gongkai"]["layout"]
        said = about["version"], about["title"], about["created"][:10]
        title_zh = about.get("title_zh", about["title"])
    except OSError:
        raise SourceError(
            f"{path}: is no release, it has no {PACKAGE}: give a folder made by gongkai release"
        ) from None
    except (ValueError, KeyError, TypeError):
        raise SourceError(
            f"{path / PACKAGE}: describes no release: give a folder made by gongkai release"
        ) from None
    if layout != LAYOUT:
        raise SourceError(
            f"{path}: has layout {layout}, this version of gongkai reads layout {LAYOUT}:"
            " use the one that made it, or a newer one"
        )
    return Release(path, *said, _altered(path), title_zh)


def _altered(path: Path) -> tuple[str, ...]:
    try:
        lines = (path / SUMS).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return (SUMS,)
    out = []
    for line in lines:
        digest, _, name = line.partition("  ")
        file = path / name
        inside = name and ".." not in Path(name).parts and not Path(name).is_absolute()
        if not inside or not file.is_file() or file_hash(file) != digest:
            out.append(name or line)
    return tuple(out)


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _kind(kind: Any) -> Any:
    """Return the type of a column of Parquet as all frames of the toolkit have it."""
    import pandas as pd
    import pyarrow.types as is_

    if is_.is_boolean(kind):
        return pd.BooleanDtype()
    if is_.is_integer(kind):
        return pd.Int64Dtype()
    return pd.Float64Dtype() if is_.is_floating(kind) else pd.StringDtype()


def gone(earlier: Release, reports: pd.DataFrame, codes: Iterable[str] | None,
         years: Iterable[int] | None) -> dict[str, pd.DataFrame]:  # fmt: skip
    """Return what an earlier release has of reports that are no longer in the data.

    Parameters
    ----------
    earlier : Release
    reports : pandas.DataFrame
        The table of the reports that are in the data.
    codes, years : iterable or None
        What was asked for; reports of other places and years are not missed.

    Returns
    -------
    dict of str to pandas.DataFrame
        ``reports`` with status ``not_in_data`` and the release that last had them in its data,
        ``figures`` as published, and ``findings``.
    """
    before = earlier.table("reports", reports.columns)
    known = set(same_reports(before, reports).values())
    kept = ~before["report"].isin(known)
    for column, asked in (("place_code", codes), ("year", years)):
        if asked is not None:
            kept &= before[column].isin(list(asked)).fillna(False)
    left = before[kept.astype(bool)]
    stays = (left["status"] == "not_in_data").astype(bool)
    left = left.assign(
        last_release=left["last_release"].where(stays, earlier.version).astype("string"),
        status="not_in_data",
    ).astype({"status": "string"})
    out: dict[str, Any] = {"reports": left}
    figures = earlier.table("figures", ("report",))
    out["figures"] = figures[figures["report"].isin(left["report"]).to_numpy(dtype=bool)]
    findings = earlier.table("findings", _OF_REPORT)
    mine = findings.merge(left[list(_OF_REPORT)].drop_duplicates(), on=list(_OF_REPORT))
    out["findings"] = mine[findings.columns]
    return out
