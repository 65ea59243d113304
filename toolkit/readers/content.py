"""Content: what a reader finds in one file, before it becomes a Document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from toolkit.document import Paragraph, Table


@dataclass(frozen=True)
class Content:
    """Blocks in reading order, and what the file says about itself."""

    blocks: tuple[Paragraph | Table, ...]
    encoding: str | None = None
    title: str | None = None
    address: str | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)
    pictures: tuple[str, ...] = ()
