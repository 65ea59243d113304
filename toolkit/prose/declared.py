"""Declared: a number whose words are declared to mean one indicator."""

from __future__ import annotations

import re

from toolkit.figure import Figure
from toolkit.prose.around import Around
from toolkit.prose.context import Context
from toolkit.prose.counted import read_counted
from toolkit.prose.counts import Count
from toolkit.prose.requests import read_request
from toolkit.prose.roles import UNITS, Role
from toolkit.prose.state import State

#: What may be counted between two classes of a list.
_AMONG_CLASSES = ("documents", "explanations")


#: What tells that a number is a part of the one before.
_PART_OF = re.compile("其中|（|：|包括|包含|含")


def _of_account(around: Around, c: Count, state: State) -> bool:
    """Whether items are a part of what one account or other channel has published."""
    owner = state.owner
    return (
        c.unit == "条" and owner.figure is not None
        and owner.figure.indicator.startswith("disclosed_channel_")
        and bool(_PART_OF.search(around.clean, owner.end, c.begin + 4))
    )  # fmt: skip


def read_declared(
    around: Around, c: Count, words: str, role: Role, state: State, context: Context
) -> Figure | None:
    """Read a number whose words are declared to mean one indicator."""
    listing = state.listing
    if role.topic == "visits":
        # Clicks on what was published part no list.
        return read_counted(around, c, words, role, context)
    if role.topic == "explanations" and c.start < listing.nested:
        # A part of a class.
        return None
    if role.topic == "explanations" and _of_account(around, c, state):
        context.abstain(role.indicator, "scope_unclear", around.line, c.begin, c.end)
        return None
    opened = listing.open
    if not (opened and listing.known_only and role.topic in _AMONG_CLASSES):
        # What follows with 其中 are its parts, not those of what was disclosed.
        listing.open, listing.closed = False, True
    listing.end = c.end
    if role.topic == "boards":
        board = read_counted(around, c, words, role, context)
        if board is not None and opened:
            listing.go_on(board, c)
        return board
    if role.needs and state.topic not in role.needs:
        return None
    last = state.owner.figure.indicator if state.owner.figure else ""
    if last.startswith("disclosed_") and role.indicator.startswith("requests_channel_"):
        # Under a heading on requests too, what was published has channels of its own.
        return None
    if role.topic == "requests":
        if c.unit is not None and c.unit not in UNITS[role.units]:
            return None
        figure, stated = read_request(around, c, words, role, state.topic, context)
        state.topic = "requests" if stated else state.topic
        if figure is None and role.indicator == "requests_received":
            # What follows is said of the same requests: of another body, of another year.
            state.topic, state.aside = "", True
        state.case = ""
        return figure
    if role.topic == "appeals":
        if not (state.case or state.topic == "appeals" or around.speaks(c.start, ("appeals",))):
            return None
        state.topic, state.case = "appeals", role.indicator.removesuffix("_total")
        return context.count(around.line, c, role.indicator)
    if role.topic and role.topic != "staff":
        state.topic = role.topic
    return read_counted(around, c, words, role, context)
