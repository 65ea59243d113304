"""Layout: which files a store has, of which version, and the one pointer that says which are in use."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from toolkit.errors import SourceError
from toolkit.output import write_bytes

#: Version of the layout; a store of another one is not read.
LAYOUT = 1
#: The file that makes a folder a store; replaced last, so that a store is the old one or the new.
POINTER = "gongkai-store.json"
#: Batches that have been read and do not stand in the tables yet.
PENDING = "pending"
LOCK = ".lock"
_KEY = "gongkai_store"

#: Columns of the figures that are kept as integer ids of the table of words.
WORD_COLUMNS = (
    "indicator", "applicant", "category", "label", "unit", "missing", "scope", "method", "form",
)  # fmt: skip
#: Rows of a row group: a county's rows lie in one or two of them.
ROWS = 131_072


@dataclass(frozen=True, slots=True)
class Pointer:
    """What the pointer says: the tables in use, the last batch that they hold, and how much there is."""

    generation: int = 0
    merged: int = 0
    reports: int = 0
    figures: int = 0
    findings: int = 0

    def folder(self, store: Path) -> Path:
        """Return the folder of the tables in use."""
        return store / f"tables-{self.generation:06d}"


def is_store(path: str | Path) -> bool:
    """Return whether a folder is a store, of whatever version."""
    return (Path(path) / POINTER).is_file()


def read_pointer(store: Path) -> Pointer:
    """Return what the pointer of a store says.

    Raises
    ------
    SourceError
        The folder is no store, or one of another layout.
    """
    path = store / POINTER
    try:
        said = json.loads(path.read_bytes())
        version = said.pop(_KEY)
    except FileNotFoundError:
        raise SourceError(
            f"{store} is no store: make one with gongkai ingest FOLDER --store {store}"
        ) from None
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror})") from None
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        raise damaged(path, error) from None
    if version != LAYOUT:
        raise SourceError(
            f"{store} is a store of layout {version}, and this version of gongkai reads layout "
            f"{LAYOUT}: use the version that made it, or fill a new store from the reports"
        )
    try:
        pointer = Pointer(**said)
        if not all(type(n) is int and n >= 0 for n in said.values()):
            raise TypeError("it counts in something else than whole numbers")
        return pointer
    except TypeError as error:
        raise damaged(path, error) from None


def damaged(path: Path, error: Exception) -> SourceError:
    """Return the one line that says why a store, or a file of it, cannot be read."""
    why = str(error).partition("\n")[0]
    return SourceError(f"{path} is damaged ({why}): fill a new store from the reports")


def write_pointer(store: Path, pointer: Pointer) -> None:
    """Put other tables in use, at one stroke."""
    text = json.dumps({_KEY: LAYOUT} | asdict(pointer), indent=1) + "\n"
    write_bytes(store / POINTER, text.encode())


def settle(folder: Path) -> None:
    """Wait until the files of a folder are on the disk, so that no pointer leads to half of one."""
    for path in folder.iterdir():
        with path.open("rb+") as file:
            os.fsync(file.fileno())
