"""Plant errors in the demonstration panel, and list each rule that is broken by one."""

from __future__ import annotations

from typing import Any

Data = dict[str, Any]


def plant(panel: dict[tuple[str, int], Data]) -> list[tuple[object, ...]]:
    """Break some reports, and return one line for each rule that is broken by it."""
    lines: list[tuple[object, ...]] = []

    def at(code: str, year: int) -> Data:
        return panel[code, year]

    def note(data: Data, code: str, indicator: str, what: str, applicant: str = "total") -> None:
        lines.append(
            (data["place_code"], data["place"], data["year"], code, indicator, applicant, what)
        )

    d = at("990102", 2019)
    d["requests"]["requests_received"][6] += 1
    note(d, "identity_broken", "requests_received", "row: total one more than the six columns")
    note(
        d,
        "identity_broken",
        "requests_processed",
        "column total: received and carried over one too many",
    )
    d = at("990205", 2021)
    d["requests"]["granted_full"][6] += 2
    d["requests"]["unable_not_held"][6] -= 2
    note(d, "identity_broken", "granted_full", "row: total two more than the six columns")
    note(d, "identity_broken", "unable_not_held", "row: total two fewer than the six columns")
    d = at("990203", 2023)
    for column in (0, 6):
        d["requests"]["granted_partial"][column] += 1
    for applicant in ("natural_person", "total"):
        note(
            d,
            "identity_broken",
            "requests_processed",
            "outcomes one more than processed",
            applicant,
        )
    d = at("990204", 2022)
    d["table"]["litigation_direct_total"] += 1
    note(
        d,
        "identity_broken",
        "litigation_direct_total",
        "table 4: total one more than its four results",
    )
    d = at("990201", 2016)
    d["table"]["requests_channel_online"] -= 1
    note(d, "identity_broken", "requests_received", "the four channels add up to one fewer")
    d = at("990103", 2015)
    d["table"]["capacity_staff"] += 1
    note(d, "identity_broken", "capacity_staff", "one more than full time and part time")
    d = at("990202", 2019)
    d["documents"][0]["table"]["site_items_total"] += 10
    note(d, "identity_broken", "site_items_total", "ten more than its three parts")
    d = at("990101", 2023)
    for column in (0, 6):
        d["requests"]["requests_carried_over"][column] += 1
        d["requests"]["requests_received"][column] -= 1
    for applicant in ("natural_person", "total"):
        note(
            d,
            "continuity_broken",
            "requests_carried_over",
            "one more than 2022 carried forward",
            applicant,
        )
    for year in (2024, 2025):
        at("990104", year)["table"]["normative_documents_in_force"] += 5
    d = at("990104", 2024)
    note(d, "continuity_broken", "normative_documents_in_force", "five more than follows from 2023")
    d = at("990201", 2020)
    d["table"]["penalties_items_last_year"] += 3
    note(d, "continuity_broken", "penalties_items_last_year", "three more than follows from 2019")
    d = at("990105", 2017)
    next(f for f in d["figures"] if f["indicator"] == "requests_received")["value"] += 2
    note(
        d,
        "prose_table_mismatch",
        "requests_received",
        "the sentence states two more than the table",
    )
    d = at("990202", 2015)
    d["table"]["disclosed_total"] += 100
    note(
        d,
        "prose_table_mismatch",
        "disclosed_total",
        "the table states one hundred more than the sentence",
    )
    d = at("990103", 2012)
    share = [f for f in d["figures"] if f["indicator"] == "printed_share"][1]
    share["value"] = round(share["value"] + 0.6, 1)
    note(
        d,
        "printed_share_mismatch",
        "printed_share",
        f"{share['label']}: 0.6 percentage points too many",
    )
    d = at("990106", 2010)
    [f for f in d["figures"] if f["indicator"] == "disclosed_by_category"][-1]["value"] += 50
    note(d, "identity_broken", "disclosed_total", "the categories add up to fifty more")
    d = at("990205", 2011)
    d["published"] = "2011-11-20"
    note(d, "date_implausible", "", "published before the end of the year reported on")
    d = at("990206", 2023)
    total = next(f for f in d["figures"] if f["indicator"] == "disclosed_total")
    total["value"] = int(f"{total['value']}0")
    note(d, "digits_shifted", "disclosed_total", "a 0 added at the end")
    return sorted(lines, key=lambda line: tuple(str(x) for x in line))
