"""Years: figures of one publisher's reports that should follow from those of another year."""

from __future__ import annotations

from collections.abc import Iterable

from toolkit.checks.chain import CUMULATIVE, Link, links
from toolkit.checks.rules import continuity_words, year_rules
from toolkit.codebook import APPLICANTS, label_of
from toolkit.figure import Finding
from toolkit.report import Report


def check_years(reports: Iterable[Report]) -> list[Finding]:
    """Compare each report with those of the same publisher for earlier years.

    Parameters
    ----------
    reports : iterable of Report
        Reports of any places and years, in any order.

    Returns
    -------
    list of Finding
        ``continuity_broken`` for each pair that :func:`toolkit.checks.chain` calls ``broken``, with
        place and the later year. A year that is missing is a gap: the years on its two sides are
        not compared (figures since the beginning are), and nothing says that they agree.
    """
    return [
        _fallen(link) if link.rule == CUMULATIVE else _broken(link)
        for link in links(reports)
        if link.outcome == "broken"
    ]


def _broken(link: Link) -> Finding:
    words = {"en": "", "zh": ""}
    for language in words:
        parts: list[str] = []
        for term in link.terms:
            mark = "" if not parts else ("+ " if term.sign > 0 else "− ")
            parts.append(f"{mark}{label_of(term.indicator, language)} {term.year}: {term.value:,}")
        words[language] = " ".join(parts)
    # One term needs no sum.
    makes = f" = {link.expected:,}" if len(link.terms) > 1 else ""
    rule = continuity_words()[link.rule]
    of_en = of_zh = ""
    if link.per_applicant:
        column = APPLICANTS[link.applicant]
        of_en, of_zh = f" ({column['en']})", f"（{column['zh']}）"
    return _finding(
        link,
        f"{rule['en']}{of_en}: {words['en']}{makes}, but "
        f"{label_of(link.indicator, 'en')} {link.year}: {link.later:,}",
        f"{rule['zh']}{of_zh}：{words['zh']}{makes}；{label_of(link.indicator)} {link.year}: {link.later:,}",
    )


def _fallen(link: Link) -> Finding:
    rule = year_rules().cumulative_words
    return _finding(
        link,
        f"{rule['en']} ({label_of(link.indicator, 'en')}): {link.later:,} in {link.year}, fewer "
        f"than {link.earlier:,} in {link.earlier_year}",
        f"{rule['zh']}（{label_of(link.indicator)}）：{link.year}年{link.later:,}，少于{link.earlier_year}年的"
        f"{link.earlier:,}",
    )


def _finding(link: Link, message: str, message_zh: str) -> Finding:
    return Finding(
        "continuity_broken", link.severity, message, message_zh, link.indicator, link.applicant,
        link.expected, link.later, link.where, link.place, link.year,
        place_code=link.place_code, publisher=link.publisher, cumulative=link.rule == CUMULATIVE,
        publisher_before=link.publisher_before,
        about=(
            *((t.indicator, link.applicant, t.year) for t in link.terms),
            (link.indicator, link.applicant, link.year),
        ),
    )  # fmt: skip
