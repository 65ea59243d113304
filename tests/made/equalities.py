"""Equalities: what adds up in each printed form, written down by hand, and reports in which it does.

Nothing here is taken from ``toolkit/forms``, so that the two can disagree.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from toolkit.figure import Figure
from toolkit.report import Report

#: Indicator and applicant, and whether it is the sum of all years.
Cell = tuple[str, str, bool]
#: Identity, and the indicator and applicant that a finding on it names; whether of all years.
Name = tuple[str, str, str, bool]

ORGANISATIONS = ["business", "research", "ngo", "legal_service", "other_organisation"]
SIX = ["natural_person", *ORGANISATIONS]
SEVEN = [*SIX, "total"]

OUTCOMES_2019 = [
    "granted_full", "granted_partial",
    "denied_state_secret", "denied_other_law", "denied_security_stability",
    "denied_third_party_rights", "denied_internal_affairs", "denied_deliberative",
    "denied_enforcement_file", "denied_administrative_query",
    "unable_not_held", "unable_not_compiled", "unable_unclear",
    "not_processed_petition", "not_processed_duplicate", "not_processed_publication",
    "not_processed_excessive", "not_processed_reconfirmation",
    "closed_other_handling",
]  # fmt: skip
OUTCOMES_2021 = [
    *OUTCOMES_2019[:-1],
    "closed_not_supplemented", "closed_fee_unpaid", "closed_other",
]  # fmt: skip
BALANCE = [
    "requests_received", "requests_carried_over", "requests_processed", "requests_carried_forward",
]  # fmt: skip
APPEALS = ["reconsideration", "litigation_direct", "litigation_after_reconsideration"]
RESULTS = ["upheld", "corrected", "other", "pending"]

#: Identity, total and parts of the tables with one column of figures.
SUMS: dict[str, list[tuple[str, str, list[str]]]] = {
    "stat2014": [
        ("channels", "requests_received", [
            "requests_channel_in_person", "requests_channel_fax", "requests_channel_online",
            "requests_channel_letter"]),
        ("closed", "requests_closed", ["requests_closed_on_time", "requests_closed_extended"]),
        ("answers", "answers_total", [
            "answers_already_public", "answers_granted", "answers_granted_in_part",
            "answers_refused", "answers_other_agency", "answers_does_not_exist",
            "answers_amendment_requested", "answers_other_route"]),
        ("refusals", "answers_refused", [
            "answers_refused_state_secret", "answers_refused_trade_secret",
            "answers_refused_privacy", "answers_refused_security",
            "answers_refused_not_government_information", "answers_refused_other_law"]),
        ("reconsideration", "reconsideration_total", [
            "reconsideration_upheld", "reconsideration_corrected", "reconsideration_other"]),
        ("litigation", "litigation_total", [
            "litigation_upheld", "litigation_corrected", "litigation_other"]),
        ("staff", "capacity_staff", ["capacity_staff_full_time", "capacity_staff_part_time"]),
        ("disclosure_channels", "disclosed_total", [
            "disclosed_channel_gazette", "disclosed_channel_website", "disclosed_channel_weibo",
            "disclosed_channel_wechat", "disclosed_channel_other"]),
    ],
    "website2017": [
        ("items", "site_items_total", [
            "site_items_overview", "site_items_work_updates", "site_items_catalogue"]),
        ("cases", "site_cases_total", ["site_cases_natural", "site_cases_legal"]),
    ],
    "fujian": [
        ("disclosure_channels", "disclosed_total", [
            "disclosed_channel_website", "disclosed_channel_gazette"]),
    ],
    "fujian, all channels": [
        ("disclosure_channels", "disclosed_total", [
            "disclosed_channel_website", "disclosed_channel_gazette", "disclosed_channel_weibo",
            "disclosed_channel_wechat", "disclosed_channel_other"]),
    ],
}  # fmt: skip
#: Here the total may be less than its parts, but no more; only so much is a note.
AT_MOST = "disclosure_channels"
#: Figures of the same tables that stand in no equality.
FREE = {
    "stat2014": ["normative_documents_issued", "responses_total", "complaints", "capacity_offices"],
    "form2019": ["rules_made", "licences_items_last_year", "licences_items_change", "procurement_projects"],
    "form2021": ["rules_issued", "normative_documents_in_force", "licences_decisions"],
    "website2017": ["site_visits", "site_columns_new", "site_messages_received"],
    "fujian": ["requests_received", "requests_channel_online", "answers_total", "answers_granted"],
}  # fmt: skip
FREE["fujian, all channels"] = FREE["fujian"]
OUTCOMES = {"form2019": OUTCOMES_2019, "form2021": OUTCOMES_2021}
EVERY = [*OUTCOMES, *SUMS]
YEARS = {"stat2014": 2016, "form2019": 2019, "form2021": 2023, "website2017": 2020}


@dataclass(frozen=True)
class Sound:
    """A report that adds up: its cells, and the cells of each equality."""

    form: str
    values: dict[Cell, int]
    equalities: dict[Name, set[Cell]]

    def report(self, changed: Cell | None = None, value: int | None = None,
               missing: str | None = None, source: str = "sound") -> Report:  # fmt: skip
        """Return the report, with one cell changed, or left out where nothing stands in its place."""
        form = self.form.partition(",")[0]
        figures = [
            Figure(i, v, applicant=a, cumulative=c, method="table", form=form)
            for (i, a, c), v in self.values.items()
        ]
        if changed is not None:
            at = list(self.values).index(changed)
            if value is None and missing is None:
                del figures[at]
            else:
                figures[at] = replace(figures[at], value=value, missing=missing)
        return Report(
            source, "0" * 64, place="青禾县", place_code="990101", publisher="青禾县人民政府",
            year=YEARS.get(form, 2016), form=form, figures=tuple(figures),
        )  # fmt: skip


def _table_3(
    outcomes: list[str], count: Any
) -> tuple[dict[str, dict[str, int]], dict[Name, set[Cell]]]:
    """Return the figures of table 3 by row and applicant, and its equalities, typed column by column."""
    rows = {name: {a: count() for a in SIX} for name in outcomes}
    rows["requests_carried_forward"] = {a: count() for a in SIX}
    rows["requests_processed"] = {a: sum(rows[o][a] for o in outcomes) for a in SIX}
    rows["requests_carried_over"] = {
        a: min(count(), rows["requests_processed"][a] + rows["requests_carried_forward"][a])
        for a in SIX
    }
    rows["requests_received"] = {
        a: rows["requests_processed"][a] + rows["requests_carried_forward"][a]
        - rows["requests_carried_over"][a]
        for a in SIX
    }  # fmt: skip
    for row in rows.values():
        row["total"] = sum(row[a] for a in SIX)
    equalities: dict[Name, set[Cell]] = {}
    for name in rows:
        equalities["applicants", name, "total", False] = {(name, a, False) for a in SEVEN}
    for a in SEVEN:
        equalities["received_and_carried_over", "requests_processed", a, False] = {
            (i, a, False) for i in BALANCE
        }
        equalities["outcomes", "requests_processed", a, False] = {
            (i, a, False) for i in [*outcomes, "requests_processed"]
        }
    return rows, equalities


@cache
def sound(form: str) -> Sound:
    """Return a report in one form whose every equality holds; in it, zeros are frequent."""
    rng = random.Random(form)

    def count() -> int:
        return rng.choice((0, 0, rng.randint(1, 9), rng.randint(10, 400)))

    values: dict[Cell, int] = {}
    equalities: dict[Name, set[Cell]] = {}
    if form in OUTCOMES:
        rows, equalities = _table_3(OUTCOMES[form], count)
        values = {(i, a, False): row[a] for i, row in rows.items() for a in SEVEN}
        for block in APPEALS:
            parts = [f"{block}_{r}" for r in RESULTS]
            values |= {(p, "total", False): count() for p in parts}
            total = f"{block}_total"
            values[total, "total", False] = sum(values[p, "total", False] for p in parts)
            equalities[block, total, "total", False] = {
                (i, "total", False) for i in [*parts, total]
            }
    for cumulative in (False, True) if form.startswith("fujian") else (False,):
        # The refusals come before the answers that they are part of.
        for identity, total, parts in sorted(
            SUMS.get(form, []), key=lambda s: s[1] != "answers_refused"
        ):
            for part in parts:
                values.setdefault((part, "total", cumulative), count())
            values[total, "total", cumulative] = sum(values[p, "total", cumulative] for p in parts)
            equalities[identity, total, "total", cumulative] = {
                (i, "total", cumulative) for i in [*parts, total]
            }
    values |= {(i, "total", False): count() for i in FREE[form]}
    return Sound(form, values, equalities)
