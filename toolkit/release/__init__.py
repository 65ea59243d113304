"""Release: the data as a versioned folder to cite, and what changed between two of them."""

from __future__ import annotations

from toolkit.release.content import Content, release_content
from toolkit.release.earlier import Release, open_release
from toolkit.release.write import write_release

__all__ = [
    "Content",
    "Release",
    "open_release",
    "release_content",
    "write_release",
]
