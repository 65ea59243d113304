"""Sources: where every figure of a brief was published, one entry a report."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.brief.words import words
from toolkit.report import Report

#: Printed names of the forms; a form that is not listed is printed by its id.
FORM_NAMES: dict[str, dict[str, str]] = {
    "prose": {"zh": "文字报告", "en": "prose"},
    "stat2014": {"zh": "2014年统计表", "en": "statistics table of 2014"},
    "form2019": {"zh": "2019年表式", "en": "form of 2019"},
    "form2021": {"zh": "2021年表式", "en": "form of 2021"},
    "fujian": {"zh": "福建省统计表", "en": "Fujian's table"},
    "website2017": {"zh": "政府网站工作年度报表", "en": "website sheet"},
}


def form_name(form: str | None, language: str) -> str:
    """Return the printed name of a form; an em dash where the form is not known."""
    if form is None:
        return "—"
    return FORM_NAMES.get(form, {}).get(language, form)


def source_entries(reports: Sequence[Report], language: str) -> list[dict[str, str]]:
    """Return one entry a report: ``text``, ``address`` and ``note``, ordered by place and year."""
    w = words(language)
    entries = []
    order = sorted(reports, key=lambda r: (r.place_code or "", r.year or 0, r.publisher or ""))
    for report in order:
        head = f"{report.publisher or report.place or report.source}"
        facts = [str(report.year)] if report.year else []
        if report.form:
            facts.append(form_name(report.form, language))
        if report.published:
            said = "发布于" if language == "zh" else "published "
            facts.append(f"{said}{report.published}")
        address = report.address or ""
        entries.append(
            {
                "text": f"{head}{w['open']}{w['list'].join(facts)}{w['close']}" if facts else head,
                "address": address if address.startswith(("http://", "https://")) else "",
                "note": "" if address.startswith(("http://", "https://")) else address,
            }
        )
    return entries
