"""Ask: from the words of the command line to a release in a folder, and to what changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from toolkit.brief.choice import data_folder
from toolkit.errors import ParameterError, SourceError
from toolkit.output import write_bytes
from toolkit.release.content import release_content
from toolkit.release.diff import COLUMNS, diff_releases
from toolkit.release.earlier import open_release
from toolkit.release.terms import terms_of
from toolkit.release.told import diff_text
from toolkit.release.write import write_release
from toolkit.selection import choose
from toolkit.spreadsheet import csv_bytes

Tell = Callable[[str], object]


def make_release(
    output: str, version: str, date: str, previous: str, *, places: str, years: str, language: str,
    data: str, categories: str, corrections: str, values: str, tell: Tell,
) -> str:  # fmt: skip
    """Write the release that the words ask for and return its folder; ``tell`` is given warnings."""
    if values != "published":
        raise ParameterError("a release holds published and corrected values: leave out --values")
    earlier = open_release(previous) if previous else None
    for line in earlier.warnings if earlier else ():
        tell(line)
    chosen = choose(places, years, language, data, categories, corrections, tell=tell)
    folder = data_folder(data)
    if Path(output).resolve().is_relative_to(folder.resolve()):
        # Its codebook is YAML, and would be read as reports the next time.
        raise ParameterError(f"{output} lies among the reports: give a folder outside {folder}")
    content = release_content(chosen, folder, earlier, some=bool(places))
    own = Path(chosen.own.path).read_bytes() if chosen.own else None
    terms = terms_of(folder)
    return str(write_release(content, output, version, date=date, terms=terms, own=own))


def compare(one: str, other: str, csv_file: str, language: str, tell: Tell) -> str:
    """Return what differs between two releases as text, and write all of it to ``csv_file``."""
    old, new = open_release(one), open_release(other)
    for line in (*old.warnings, *new.warnings):
        tell(line)
    if csv_file:
        _check_earlier(Path(csv_file))
    frame = diff_releases(old, new)
    if csv_file:
        write_bytes(Path(csv_file), csv_bytes(frame))
    return diff_text(frame, old, new, language)


def _check_earlier(path: Path) -> None:
    """Refuse a name that something else than an earlier list of changes bears."""
    try:
        with path.open("rb") as file:
            found = file.read(200).removeprefix(b"\xef\xbb\xbf")
    except FileNotFoundError:
        return
    if found and not found.startswith(",".join(COLUMNS[:3]).encode()):
        raise SourceError(f"{path}: exists already and is no list of changes; give another file")
