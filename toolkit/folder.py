"""Folder: many files to reports, one after the other; a file that fails never stops the others."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from toolkit.checks import left_out
from toolkit.codebook.own import OWN_FILE
from toolkit.corrections import CORRECTIONS_FILE, Corrections, find_corrections, load_corrections
from toolkit.divisions import OVERLAY_FILE
from toolkit.errors import GongkaiError, ParameterError, ReadError, SourceError
from toolkit.reading import read_report
from toolkit.report import Report
from toolkit.review import is_review_list
from toolkit.store.layout import is_store

#: Notebooks quote the reports that they read.
_OWN_KINDS = (".ipynb",)
#: What a researcher's folder holds beside reports.
_BESIDE = (OWN_FILE, CORRECTIONS_FILE, OVERLAY_FILE, "datapackage.json")
#: How the index of a folder of structured reports begins.
_INDEX = b"file,place_code,place,publisher,level,year,"


@dataclass(frozen=True, slots=True)
class Summary:
    """One line on one report: what was read of it, what was left out, what does not add up.

    ``errors``, ``warnings`` and ``notes`` count its findings, those on what was left out aside.
    """

    file: str
    form: str | None
    year: int | None
    place: str | None
    figures: int
    abstained: int
    errors: int
    warnings: int
    notes: int


def summary(report: Report) -> Summary:
    """Return the line of one report in the list of many."""
    counts = [
        sum(f.severity == s and f.code != "abstained" for f in report.findings)
        for s in ("error", "warning", "note")
    ]
    abstained = sum(item.is_abstained for item in left_out(report))
    return Summary(
        report.source,
        report.form,
        report.year,
        report.place,
        len(report.figures),
        abstained,
        *counts,
    )


def report_files(paths: Iterable[str | Path], skip: Sequence[str | Path] = ()) -> list[str]:
    """Return the files to read: those named, and in their place all files of a folder named.

    Files of a folder come sorted by their path. Hidden ones, lock files of office programs
    (``~$…``), notebooks, review lists, indexes, files of corrections, of one's own categories
    and divisions and what stands in ``skip`` are left out. A folder that holds
    nothing, or may not be opened, stands for itself: reading it says so.

    Raises
    ------
    ParameterError
        A folder is a store: its reports have been read.
    """
    own = {Path(p).resolve() for p in skip}
    named = list(paths)
    out: list[str] = []
    for path in named:
        # An empty name would be the folder one stands in.
        if not os.fspath(path) or not Path(path).is_dir():
            # Named by a pattern such as *.yml, these lie among reports and are none.
            if Path(path).name not in _BESIDE or len(named) == 1:
                out.append(os.fspath(path))
            continue
        if is_store(path):
            raise ParameterError(
                f"{path} is a store of reports that were read: give it with --data"
            )
        found = [p for p in _walk(Path(path)) if _may_be_report(p) and p.resolve() not in own]
        out += [str(p) for p in sorted(found, key=lambda p: p.parts)] or [os.fspath(path)]
    return out


def corrections_of(
    paths: Iterable[str | Path], reports: Sequence[Report], corrections: str = ""
) -> list[Corrections]:
    """Return the corrections asked for, else those that lie beside the reports of each folder.

    Of files named one by one only the entries of their own places and years are judged.
    """
    named = [Path(p) for p in paths]
    if corrections:
        found = [load_corrections(corrections)]
    else:
        # Reports may stand in folders of their provinces.
        above = [p.absolute().parent for p in named if not p.is_dir()]
        above += [p.parent for p in above if p.parent.name == "reports"]
        folders = dict.fromkeys([*filter(Path.is_dir, named), *above])
        found = [said for p in folders if (said := find_corrections(p)) is not None]
    if all(p.is_dir() for p in named):
        return found
    places = {x for r in reports for x in (r.place_code, r.place, r.publisher) if x}
    years = {r.year for r in reports if r.year}
    return [said.within(places, years) for said in found]


def _walk(folder: Path) -> Iterator[Path]:
    closed: list[OSError] = []
    for parent, folders, files in os.walk(folder, onerror=closed.append):
        folders[:] = [f for f in folders if not f.startswith(".")]
        yield from (Path(parent) / f for f in files)
    yield from (Path(error.filename) for error in closed)


def _may_be_report(path: Path) -> bool:
    if path.name.startswith((".", "~$")) or path.suffix.lower() in _OWN_KINDS:
        return False
    if path.name in _BESIDE:
        return False
    return path.suffix.lower() != ".csv" or not (is_review_list(path) or _is_index(path))


def _is_index(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(_INDEX)) == _INDEX
    except OSError:
        return False


def read_many(files: Iterable[str | Path]) -> Iterator[Report | GongkaiError]:
    """Read files one after the other.

    Yields
    ------
    Report or GongkaiError
        For each file its report, or the error with the one line that says why there is none.
    """
    for file in files:
        yield read_one(file)


def read_one(
    file: str | Path, read: Callable[[str | Path], Report] | None = None
) -> Report | GongkaiError:
    """Return the report of a file, or the error with the one line that says why there is none."""
    if os.fspath(file) and Path(file).is_dir():
        return SourceError(
            f"{file}: a folder without a file to read, or one that may not be opened"
        )
    try:
        return (read or read_report)(file)
    except GongkaiError as error:
        return error
    except OSError as error:
        return SourceError(f"{file}: cannot be opened ({error.strerror or error})")
    except Exception as error:
        # Nothing that one file does to the reader may cost the thousand others.
        return ReadError(
            f"{file}: a fault of the reader ({type(error).__name__}: {error}); please report it"
        )


def read_all(files: Iterable[str | Path]) -> tuple[list[Report], list[GongkaiError]]:
    """Read files and return the reports, and the errors of those that could not be read."""
    reports: list[Report] = []
    errors: list[GongkaiError] = []
    for item in read_many(files):
        if isinstance(item, GongkaiError):
            errors.append(item)
        else:
            reports.append(item)
    return reports, errors
