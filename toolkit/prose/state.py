"""State: where the reading of a line stands between two of its numbers."""

from __future__ import annotations

import re

from toolkit.prose.changes import Owner
from toolkit.prose.continued import ASKED_BY, goes_on
from toolkit.prose.listing import Listing
from toolkit.prose.text import Line

_MORE_CASES = re.compile("(?:被)?(?:提起)?(?:行政)?(?:诉讼|复议)|未经(?:行政)?复议|其中")
#: The topic of a sentence under a heading of that kind.
TOPICS = {"requests": "requests", "appeals": "appeals"}


class State:
    """Where the reading of a line stands.

    ``topic`` is what the sentence is about, ``case`` the kind of review whose results may follow;
    ``end`` and ``words`` are those of the number before.
    """

    #: What the sentence before was about.
    before: str = ""
    case: str = ""
    #: Whether cases were counted behind requests, on what is not said.
    doubted: bool = False
    #: The kind of cases that were counted whatever they were about.
    wide: str = ""
    end: int = 0
    words: str = ""
    #: What a change was printed of that stands before its count, and where its words begin.
    changed: tuple[int, str] = (0, "")
    #: Whether the sentence has come to speak of all years.
    ever: bool = False
    #: Channel and name of a heading before the line's first number, until it is used.
    head: tuple[str, str] | None = None
    #: How many requests a part of them has that the sentence speaks of: one body's, one kind's.
    part: float = 0
    #: Whether a number of rules was named in the line.
    rules: bool = False

    def __init__(self, topic: str, clean: str) -> None:
        self.topic = topic
        #: Whether the line names anywhere what a count includes.
        self.includes = "（含" in clean
        #: Whether the sentence has counted what the office was asked for, in words that mean no figure.
        self.aside = clean.startswith(ASKED_BY)
        self.owner, self.listing = Owner(), Listing()

    def turn(self, line: Line, stop: int) -> None:
        """Forget what the sentence before was about, unless this one goes on about it."""
        self.before = topic = self.topic
        if topic == "consultations" and line.clean.startswith("其中", stop):
            return
        if topic == "appeals" and _MORE_CASES.match(line.clean, stop):
            return
        goes = topic == "requests" and goes_on(line.clean[stop : stop + 120])
        self.topic = "requests" if goes else TOPICS.get(line.section, "")
        self.case = self.wide = ""
        self.part = 0
        self.aside = self.aside and line.clean.startswith("其中", stop)
        self.ever = False
