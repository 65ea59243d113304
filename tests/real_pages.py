"""Real pages: the few whole pages that lie beside the checkout, with every figure read off them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import test_pages
import test_pages_pdf
from facts import Fact, Page

from toolkit.reading import read_report
from toolkit.report import Report


def real_pages(shared: Path) -> Iterator[tuple[Page, Report]]:
    """Yield each page with what a person read off it, and the report that is read."""
    data = json.loads((shared / "real/pingtan/facts.json").read_text(encoding="utf-8"))
    by_year = {r["report_year"]: r for r in data["reports"]}
    names = [f"{y}.html" for y in test_pages.HTML_YEARS] + [
        f"{y}.txt" for y in test_pages.TEXT_YEARS
    ]
    for name in sorted(names):
        fact = by_year[int(name[:4])]
        page = Page(f"pingtan/{name}", int(name[:4]), "county", True, list(_pingtan(fact)))
        yield page, read_report(shared / "real/pingtan" / name)
    city = json.loads((shared / "real/huaian/facts.json").read_text(encoding="utf-8"))
    page = Page("huaian/2024.pdf", 2024, "prefecture", True, list(_huaian(city)))
    yield page, read_report(shared / "real/huaian/2024.pdf")


def _pingtan(fact: dict[str, Any]) -> Iterator[Fact]:
    for (id_, applicant, ever), value in test_pages.table_facts(fact).items():
        yield Fact((id_,), value, applicant=applicant, cumulative=ever, method="table")
    yield _said("disclosed_total", fact["disclosed_total"])
    parts = (("disclosed_by_category", "categories"), ("disclosed_by_body", "disclosed_split"))
    for indicator, key in parts:
        for label, value, *share in fact[key] or []:
            yield _said(indicator, value, label)
            if share:
                yield _said("printed_share", float(share[0].rstrip("%")), label)
    zeros = "".join([*fact["zero_statements"], *fact["appeals_statements"]])
    for words, indicator in (("复议", "reconsideration_total"), ("诉讼", "litigation_total")):
        if words in zeros and "未收到" in zeros:
            yield _said(indicator, 0)
    if fact["fees_statements"]:
        yield _said("request_fees", 0)


def _huaian(facts: dict[str, Any]) -> Iterator[Fact]:
    for (id_, applicant), value in test_pages_pdf.table_facts(facts).items():
        yield Fact((id_,), value, applicant=applicant, cumulative=False, method="table")
    for name, value in facts["prose"].items():
        if name in test_pages_pdf.PROSE:
            yield _said(test_pages_pdf.PROSE[name], value)
    total = facts["prose"]["disclosed_by_channel"]["市政府网站(余)"]
    yield Fact(("disclosed_total", "disclosed_channel_website"), total, approximate=True)


def _said(indicator: str, value: float, label: str | None = None) -> Fact:
    return Fact((indicator,), value, label, method="prose")
