"""Build hook: an installed package carries the data and the notebooks; a checkout has its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CarryData(BuildHookInterface):  # type: ignore[type-arg]
    """Put ``data/`` into the wheel as ``toolkit/_data``, and the notebooks likewise."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the two folders, except to an editable install, where copies would grow stale."""
        if version == "editable":
            return
        for name in ("data", "notebooks"):
            folder = Path(self.root) / name
            if folder.is_dir():
                build_data["force_include"][str(folder)] = f"toolkit/_{name}"
