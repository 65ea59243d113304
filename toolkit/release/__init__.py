"""Release: the data as a versioned folder to cite, and what changed between two of them.

The names below are loaded when they are first used: the command line imports this room to know its
commands, and should start quickly.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from toolkit.release.content import Content as Content
    from toolkit.release.content import release_content as release_content
    from toolkit.release.diff import diff_releases as diff_releases
    from toolkit.release.earlier import Release as Release
    from toolkit.release.earlier import open_release as open_release
    from toolkit.release.write import write_release as write_release

_HOMES = {
    "Content": "content", "Release": "earlier", "diff_releases": "diff", "open_release": "earlier",
    "release_content": "content", "write_release": "write",
}  # fmt: skip

__all__ = [*_HOMES]  # noqa: PLE0604


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
