"""Gongkai: counties' open-government annual reports as figures, charts and comparative briefs.

The names below are loaded when they are first used, so that ``import toolkit`` stays quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from toolkit.codebook.own import own_categories as own_categories
    from toolkit.corrections import load_corrections as load_corrections
    from toolkit.datadir import data_dir as data_dir
    from toolkit.datadir import notebooks_dir as notebooks_dir
    from toolkit.divisions import find_place as find_place
    from toolkit.divisions import resolve_place as resolve_place
    from toolkit.document import Document as Document
    from toolkit.errors import GongkaiError as GongkaiError
    from toolkit.figure import Figure as Figure
    from toolkit.figure import Finding as Finding
    from toolkit.reading import read_report as read_report
    from toolkit.report import Report as Report
    from toolkit.report import figures_frame as figures_frame
    from toolkit.store import open_store as open_store
    from toolkit.structured import load_reports as load_reports
    from toolkit.values import parse_value as parse_value

#: Each public name and the module that it lives in.
_HOMES = {
    "Document": "toolkit.document",
    "Figure": "toolkit.figure",
    "Finding": "toolkit.figure",
    "GongkaiError": "toolkit.errors",
    "Report": "toolkit.report",
    "data_dir": "toolkit.datadir",
    "figures_frame": "toolkit.report",
    "find_place": "toolkit.divisions",
    "load_corrections": "toolkit.corrections",
    "load_reports": "toolkit.structured",
    "notebooks_dir": "toolkit.datadir",
    "open_store": "toolkit.store",
    "own_categories": "toolkit.codebook.own",
    "parse_value": "toolkit.values",
    "read_report": "toolkit.reading",
    "resolve_place": "toolkit.divisions",
}

__all__ = ["__version__", *_HOMES]  # noqa: PLE0604


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
