"""Fixtures for every room's tests."""

from __future__ import annotations

from pathlib import Path

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
