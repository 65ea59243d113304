"""Counted: numbers whose words are declared to mean one indicator (``counts`` of phrases.yml)."""

from __future__ import annotations

import re

from toolkit.codebook import indicators
from toolkit.figure import Figure
from toolkit.prose.around import Around
from toolkit.prose.capacity import unread_capacity
from toolkit.prose.context import Context, year_next
from toolkit.prose.counts import MONEY, Count
from toolkit.prose.documents import documents_named, named_by_verb
from toolkit.prose.enquiries import (
    bare_complaint,
    other_letters,
    plain_complaint,
    plain_enquiry,
    unread_enquiries,
)
from toolkit.prose.events import unread_events
from toolkit.prose.fees import no_fee, of_applicants, one_of_fees, plain_fee
from toolkit.prose.period import period_of
from toolkit.prose.requests import read_request
from toolkit.prose.roles import UNITS, Role
from toolkit.prose.state import State

_AND_FULL_TIME = re.compile("(?<![名人位\\d])专(?:职(?:人员)?)?[、和及与]?兼?$")
_BOTH_STAFF = re.compile("专职(?:人员)?[与和、及]兼职")
_OF_WHICH = re.compile("其中[，：]?[^，。；]*$")
#: One bureau, named before the verb.
_BUREAU = re.compile(
    r"[^，。；]{0,8}?[县市区旗州省][^，。；]{1,10}?(?:局|委|办公室|中心)(?:全年|共|累计)*(?:召开|举办|组织|开展)"
)
#: Another body holds what is counted: 新闻发布会（县指挥部主办）18场.
_BY_ANOTHER = re.compile("（[^（）]{0,12}(?:主办|承办|组织)）")
#: What is meant to be done.
_PLANNED = re.compile(
    "(?:(?<!规划)计划|拟|力争|预计|争取|原定)(?:全年|年内|再|共|新)*"
    "(?:举办|组织|开展|召开|举行|配备|培训|发布|出版|设立|增设)"
)
_OF_STATE = ("request_fees", "site_visits")
#: Boards inside the house, and those of the party, hold no government information.
_INSIDE = re.compile("内部|党务")
#: Topics of which only what is said of disclosure counts, and the sections that are about them.
_OF_DISCLOSURE = {
    "consultations": ("consultations_and_complaints", "appeals"),
    "complaints": ("consultations_and_complaints", "appeals"),
    "fees": ("spending_and_fees",),
}
_PLAIN = {"consultations": plain_enquiry, "fees": plain_fee}
#: What happens in a year, and may be counted since the beginning instead.
_EVENTS = (
    "responses_", "training_", "gazette_", "mailbox_", "site_visits", "public_surveys", "meetings_",
    "consultations",
)  # fmt: skip
_EVER = re.compile("以来|历年|至今|有史")
_ATTENDED = re.compile("^[^，。；]{0,12}(?:参加|出席|参与)(?!或)")
_LEADERS = re.compile("(?:主要|分管)?(?:负责同志|负责人|领导)|[局县市区镇乡]长[^，。；]{0,14}，$")
_HEADS = re.compile("主要负责(?:同志|人)[^；]*，$")
_HELD = ("responses_press_conferences", "responses_online_interviews")
#: Of several answers that are counted, one number for two: 收到并回复留言53条.
_AND_RECEIVED = re.compile("(?:收到|受理|接收)(?:了)?(?:并|和|及|、|且)(?:及时|全部|已|均)*$")


def read_counted(around: Around, c: Count, words: str, role: Role,
                 context: Context) -> Figure | None:  # fmt: skip
    """Add a number as the indicator that its words mean, where its unit and sentence allow it."""
    name, line = role.indicator, around.line
    if c.unit not in UNITS[role.units] or (c.unit in MONEY and role.units != "money"):
        return None
    if c.damaged or around.other_year(c.start):
        return None
    kinds = _OF_DISCLOSURE.get(role.topic)
    if role.topic == "complaints" and name == "complaints":
        if not plain_complaint(around, c, words):
            if bare_complaint(around, c, words):
                context.abstain(name, "scope_unclear", line, c.begin, c.end)
            return None
    elif kinds and not (
        "信息公开" in words or around.speaks(c.start, kinds)
        or (name == "request_fees" and of_applicants(around, c, words))
    ):  # fmt: skip
        plain = _PLAIN.get(role.topic)
        if plain is None or not plain(around, c, words):
            return None
    if name == "mixed_cases":
        for one in ("consultations", "complaints"):
            context.abstain(one, "two_candidates", line, c.begin, c.end)
        return None
    if name == "request_fees":
        if no_fee(words):
            return None
        if one_of_fees(around, c):
            context.abstain(name, "two_candidates", line, c.begin, c.end)
            return None
    # 条 counts items about documents, not documents.
    if role.topic == "documents" and c.unit == "条" and not (
        name == "disclosed_normative_documents" or words.endswith("有效规范性文件")
    ):  # fmt: skip
        return None
    if name.endswith(("_in_force", "_repealed")):
        name = documents_named(around.lead(c.start), words, name) or ""
    if name == "capacity_staff_part_time" and _AND_FULL_TIME.search(
        around.clean, max(0, c.begin - 6), c.begin + 1
    ):  # fmt: skip
        # "专、兼职工作人员36名": of both kinds.
        name = "capacity_staff"
    elif name == "capacity_staff" and "专职从事" in words and "兼" not in words:
        name = "capacity_staff_full_time"
    reason = _unread(around, c, words, role)
    if reason is not None:
        if reason:
            context.abstain(name, reason, line, c.begin, c.end)
        return None
    if name not in indicators():
        return None
    if _OF_WHICH.search(around.lead(c.start)) and context.of(name):
        return None
    if role.near and role.near not in around.lead(c.start):
        return None
    if role.topic == "stock":
        # What was entered is of the year, where nothing else is said; what is held is of all.
        ever = "录入" not in words or "累计" in words or around.period(c.start) != (False, False)
        return context.count(line, c, name, cumulative=ever)
    if role.each and name == "capacity_staff_part_time" and _BOTH_STAFF.search(words):
        # "专职与兼职人员各一人": one of each.
        context.count(line, c, "capacity_staff_full_time")
    scope = "agency" if _BUREAU.match(words) else around.whose(c.start)
    cumulative: bool | None = False
    if name.startswith(_EVENTS) and around.since:
        lead = around.lead(c.start)
        cumulative, unclear = period_of(lead, "")
        if cumulative and "累计" not in words and not _EVER.search(lead):
            # "As of" a day, with 累计 in another clause: nothing says of which of the two.
            unclear = True
        cumulative = None if unclear else bool(cumulative)
        if not cumulative and "累计" in words and year_next(around.clean, c.end, context.year):
            # "累计访问量620万次，2016年访问量86万次": the other number is the year's.
            cumulative = True
    if name in _HELD and _ATTENDED.search(words) and _HEADS.search(around.lead(c.begin)):
        # "主要负责同志带头解读8次，出席新闻发布会3次".
        name = f"{name}_leaders"
    elif name in _HELD and (
        ("参加" in words and "举办" not in words and context.of(name))
        or ("通气会" in words and context.of(name))
        or (_ATTENDED.search(words) and _LEADERS.search(around.lead(c.start)))
    ):  # fmt: skip
        # Held by others, or of another kind, beside those of its own; those that a leader came to.
        context.abstain(name, "scope_unclear", line, c.begin, c.end)
        return None
    if name == "mailbox_answered" and "收" in words:
        asked = _AND_RECEIVED.search(words[: words.rfind("复") - 1])
        if asked:
            context.count(line, c, "mailbox_received", scope=scope, cumulative=cumulative)
    return context.count(line, c, name, scope=scope, cumulative=cumulative)


def _unread(around: Around, c: Count, words: str, role: Role) -> str | None:
    """Return why a number is not read as what its words mean: a reason, or ``""`` for another thing.

    None where nothing speaks against reading it.
    """
    name = role.indicator
    if role.topic == "named_documents":
        return None if named_by_verb(around, c) else ""
    if role.topic == "boards" and _INSIDE.search(words):
        return ""
    if "（" in words and _BY_ANOTHER.search(words):
        return "scope_unclear"
    if name not in _OF_STATE and _PLANNED.search(words):
        return ""
    if name == "consultations":
        return unread_enquiries(around, c, words)
    if name == "mailbox_answered":
        return "" if other_letters(around, c, words) else None
    reason = unread_events(around, c, words, name)
    if reason is None and role.units in ("people", "places"):
        return unread_capacity(around, c, words, role)
    return reason


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
