"""Output: a file written at one stroke, so that a reader sees the old one or the new, never half."""

from __future__ import annotations

import tempfile
from pathlib import Path

from toolkit.errors import SourceError


def hidden_folder(folder: Path) -> tempfile.TemporaryDirectory[str]:
    """Return a hidden folder for the time of the work; ``folder`` is made if need be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return tempfile.TemporaryDirectory(prefix=".gongkai-", dir=folder)
    except OSError as error:
        raise unwritable(folder, error) from error


def write_bytes(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path`` at one stroke.

    Raises
    ------
    SourceError
        The file or its folder cannot be written; what was there before is untouched.
    """
    with hidden_folder(path.parent) as hidden:
        made = Path(hidden) / path.name
        try:
            made.write_bytes(data)
            made.replace(path)
        except OSError as error:
            raise unwritable(path, error) from error


def unwritable(path: Path, error: OSError) -> SourceError:
    """Return the one line that says why ``path`` cannot be written."""
    why = error.strerror or error
    return SourceError(f"{path} cannot be written to ({why}): choose another output folder")
