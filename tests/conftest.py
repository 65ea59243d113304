"""Fixtures for every room's tests."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parents[1]

# A busy machine is not a failure, and the same tests run everywhere.
settings.register_profile("gongkai", deadline=None, derandomize=True)
settings.load_profile("gongkai")


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of real pages that lies beside the checkout on some machines."""
    folder = ROOT.parent / "shared"
    if not (folder / "real").is_dir():
        pytest.skip("the folder of real pages is not beside this checkout")
    return folder


@pytest.fixture(scope="session")
def module() -> Callable[[Path], ModuleType]:
    """Return what imports a script of ``data/``, which is no package, from its path."""

    def load(path: Path) -> ModuleType:
        spec = importlib.util.spec_from_file_location(path.stem, path)
        assert spec is not None and spec.loader is not None
        out = importlib.util.module_from_spec(spec)
        sys.modules[path.stem] = out
        spec.loader.exec_module(out)
        return out

    return load
