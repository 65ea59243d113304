"""Divisions: provinces, prefectures, counties and zones by name, code and year; what became of them.

Names give candidates, never a guess. ``data/divisions.csv`` is the official list; zones have local
codes, which are unofficial; a researcher's own ``divisions.csv`` adds what is missing.
"""

from __future__ import annotations

from toolkit.divisions.frame import places_frame
from toolkit.divisions.lookup import (
    division,
    division_of,
    divisions,
    find_place,
    publishers,
    resolve_place,
)
from toolkit.divisions.register import (
    FIRST_LISTED_YEAR,
    LAST_LISTED_YEAR,
    OVERLAY_FILE,
    Division,
    Publisher,
    Source,
    Table,
    carried_forward,
    is_local,
    local_code,
    table,
)
from toolkit.divisions.succession import (
    CHAINS,
    Change,
    Link,
    Succession,
    chain_of,
    changes_of,
    check_chain,
    parts_in,
    renamed,
    sources_of,
    succession_of,
    successions,
    unit_of,
)

__all__ = [
    "CHAINS",
    "FIRST_LISTED_YEAR",
    "LAST_LISTED_YEAR",
    "OVERLAY_FILE",
    "Change",
    "Division",
    "Link",
    "Publisher",
    "Source",
    "Succession",
    "Table",
    "carried_forward",
    "chain_of",
    "changes_of",
    "check_chain",
    "division",
    "division_of",
    "divisions",
    "find_place",
    "is_local",
    "local_code",
    "parts_in",
    "places_frame",
    "publishers",
    "renamed",
    "resolve_place",
    "sources_of",
    "succession_of",
    "successions",
    "table",
    "unit_of",
]
