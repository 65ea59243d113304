"""Ingest: folders of reports into a store.

The names below are loaded when they are first used: the command line imports this room to know its
command, and should start quickly.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from toolkit.ingest.run import Ingested as Ingested
    from toolkit.ingest.run import ingest as ingest
    from toolkit.ingest.run import read_file as read_file

__all__ = ["Ingested", "ingest", "read_file"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module("toolkit.ingest.run"), name)
