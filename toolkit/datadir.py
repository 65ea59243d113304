"""Datadir: where the data and the notebooks lie, in a checkout or in an installed package."""

from __future__ import annotations

from pathlib import Path

from toolkit.errors import SourceError

_PACKAGE = Path(__file__).resolve().parent


def data_dir() -> Path:
    """Return the folder of the data that comes with the package.

    Returns
    -------
    pathlib.Path
        ``data/`` beside the package in a checkout, else the copy inside the installed package.

    Raises
    ------
    SourceError
        Where neither is there.
    """
    return _find("data")


def notebooks_dir() -> Path:
    """Return the folder of the notebooks that come with the package.

    Returns
    -------
    pathlib.Path
        ``notebooks/`` beside the package in a checkout, else the copy inside the installed package.

    Raises
    ------
    SourceError
        Where neither is there.
    """
    return _find("notebooks")


def _find(name: str) -> Path:
    root = _PACKAGE.parent
    # Installed, the parent is site-packages, where any package may have left a folder `data`.
    if (root / "pyproject.toml").is_file() and (root / name).is_dir():
        return root / name
    installed = _PACKAGE / f"_{name}"
    if installed.is_dir():
        return installed
    raise SourceError(
        f"no {name} folder at {root / name} or {installed}: install gongkai again, or run it from"
        " a checkout"
    )
