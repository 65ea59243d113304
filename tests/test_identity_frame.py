"""Identities of many reports at once: the same outcomes as report by report, whatever the damage."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from toolkit import figures_frame, load_reports
from toolkit.checks import identity_findings, identity_frame
from toolkit.checks.identities import identity_outcomes, unchecked_identities
from toolkit.checks.outcomes import COLUMNS
from toolkit.codebook import APPLICANTS, label_of
from toolkit.figure import Figure, Finding
from toolkit.forms import forms
from toolkit.report import Report
from toolkit.values import MISSING_KINDS

DATA = Path(__file__).resolve().parents[1] / "data"


def bundled() -> list[Report]:
    return [*load_reports(DATA / "reports"), *load_reports(DATA / "demo" / "reports")]


def spoil(figure: Figure, rng: random.Random) -> list[Figure]:
    """Return what a damage makes of one figure: another value, none, a second one, another kind."""
    kinds = sorted(MISSING_KINDS)
    value = figure.value or 0
    choices: list[list[Figure]] = [
        [],
        [replace(figure, value=None, missing=rng.choice(kinds))],
        [replace(figure, value=None, missing="blank")],
        [replace(figure, value=0)],
        [replace(figure, value=value + rng.choice((1, 10, 100)))],
        [replace(figure, value=value + 0.1)],
        [figure, replace(figure, value=value + 1)],
        [replace(figure, value=None, missing="blank"), figure],
        [replace(figure, cumulative=rng.choice((True, None)))],
        [replace(figure, scope="agency")],
        [replace(figure, method=rng.choice(("prose", "typed", "structured")))],
        [replace(figure, form=rng.choice((None, "form2019", "form2021", "prose")))],
        [replace(figure, label="其他")],
    ]
    return rng.choice(choices)


def damaged(report: Report, seed: int) -> Report:
    """Return the report with some of its figures spoilt, now and then a whole row or in another order."""
    rng = random.Random(seed)
    often = rng.choice((0.01, 0.05, 0.3))
    figures = [
        new for f in report.figures for new in ([f] if rng.random() > often else spoil(f, rng))
    ]
    if rng.random() < 0.2:
        gone = rng.choice(figures).indicator if figures else ""
        figures = [
            replace(f, value=None, missing="slash") if f.indicator == gone else f for f in figures
        ]
    if rng.random() < 0.2:
        rng.shuffle(figures)
    left_out = Finding(
        "abstained", "warning", "not read", indicator="requests_received", applicant="total",
        found="two_candidates", where="table:1!r2c3",
    )  # fmt: skip
    return replace(
        report,
        source=f"{report.source}#{seed}",
        form=rng.choice((report.form, report.form, report.form, None)),
        figures=tuple(figures),
        findings=(left_out,) if rng.random() < 0.3 else (),
    )


def spoilt() -> list[Report]:
    """Return damaged reports: every third demonstration report in two states, and all with tables."""
    demo = [r for r in load_reports(DATA / "demo" / "reports") if r.form != "prose"]
    real = [r for r in load_reports(DATA / "reports") if r.form]
    return [damaged(r, 7 * n + k) for n, r in enumerate([*demo, *real]) for k in range(2)]


def by_report(frame: pd.DataFrame) -> dict[Any, list[Any]]:
    out = defaultdict(list)
    for row in frame.itertuples():
        out[row.source, row.sha256].append(row)
    return out


def said_unchecked(rows: Iterable[Any]) -> Counter[Any]:
    """Return for each unchecked row of the frame what it is of, what lacks, and whether it closes."""
    return Counter(
        (row.identity, bool(row.cumulative), row.indicator, row.applicant, row.missing, row.closes_if_blank)
        for row in rows
        if row.outcome == "unchecked"
    )  # fmt: skip


def of_groups(report: Report) -> Counter[Any]:
    """Return the same of the groups that the findings are made from."""
    out: Counter[Any] = Counter()
    for group in unchecked_identities(report):
        of_row = group.identity.kind == "applicants"
        for name in group.names or ("total",):
            indicator = name if of_row else group.identity.right[0]
            applicant = "total" if of_row else name
            missing = ", ".join(group.missing)
            out[
                group.identity.id, group.cumulative, indicator, applicant, missing, group.closes
            ] += 1
    return out


def statements(report: Report, language: str) -> Counter[str]:
    """Return what the notes have to say, a statement for each set of figures that lack."""
    comma = {"en": ", ", "zh": "、"}[language]
    out: Counter[str] = Counter()
    for group in unchecked_identities(report):
        names, missing = (
            comma.join(label_of(i, language) for i in ids) for ids in (group.names, group.missing)
        )
        if language == "en":
            of = f" for {names}" if names else ""
            out[f"{of}: {missing} missing{', closes if these are 0' * group.closes}"] += 1
        else:
            out[f"{names}缺{missing}{'，若均为0则相符' * group.closes}"] += 1
    return out


def read_notes(findings: Iterable[Finding]) -> tuple[Counter[str], Counter[str]]:
    """Return the statements that the notes print, in English and in Chinese."""
    english: Counter[str] = Counter()
    chinese: Counter[str] = Counter()
    for finding in findings:
        if finding.code == "identity_unchecked":
            english.update(finding.message.partition(": not checked")[2].split(";"))
            chinese.update(finding.message_zh.partition("未核对：")[2].split("；"))
    return english, chinese


def compare(reports: list[Report], frame: pd.DataFrame) -> dict[str, int]:
    """Compare report by report, and return how often each outcome was seen."""
    rows = by_report(frame)
    seen: dict[str, int] = defaultdict(int)
    for report in reports:
        mine = rows.pop((report.source, report.sha256), [])
        outcomes = identity_outcomes(report)
        assert sorted((r.form, r.indicator, r.outcome) for r in mine) == sorted(outcomes)
        for *_, outcome in outcomes:
            seen[outcome] += 1
        findings = identity_findings(report)
        assert sorted(
            (r.indicator, r.applicant, r.left, r.right, r.severity) for r in mine if r.outcome == "broken"
        ) == sorted(
            (f.indicator, f.applicant, f.expected, f.found, f.severity)
            for f in findings if f.code == "identity_broken"
        )  # fmt: skip
        assert said_unchecked(mine) == of_groups(report)
        assert (statements(report, "en"), statements(report, "zh")) == read_notes(findings)
    assert not rows, "equations of a report that is not there"
    return seen


@pytest.fixture(scope="module")
def damages() -> tuple[list[Report], pd.DataFrame]:
    reports = spoilt()
    return reports, figures_frame(reports)


def test_bundled_reports_have_the_same_outcomes_at_once_and_one_by_one() -> None:
    reports = bundled()
    frame = identity_frame(figures_frame(reports))
    seen = compare(reports, frame)
    assert seen["holds"] > 3000 and seen["broken"] > 5 and seen["unchecked"] > 100
    # In order, too: report after report, equation after equation.
    assert [(r.form, r.indicator, r.outcome) for r in frame.itertuples()] == [
        o for r in reports for o in identity_outcomes(r)
    ]


def test_damaged_reports_have_the_same_outcomes_at_once_and_one_by_one(damages) -> None:
    seen = compare(damages[0], identity_frame(damages[1]))
    assert min(seen[o] for o in ("holds", "broken", "unchecked")) > 300


def test_the_order_of_the_figures_and_their_types_do_not_matter(damages, tmp_path) -> None:
    figures = damages[1]
    keep = ["source", "form", "scope", "cumulative", "identity", "indicator", "applicant"]
    rest = ["left", "right", "outcome", "missing", "closes_if_blank"]

    def plain(frame: pd.DataFrame) -> pd.DataFrame:
        frame = identity_frame(frame)[[*keep, *rest]].astype(object)
        return frame.fillna("-").sort_values(keep).reset_index(drop=True)

    expected = plain(figures)
    once = figures.drop_duplicates(
        ["source", "form", "scope", "cumulative", "method", "indicator", "applicant", "label", "category"]
    )  # fmt: skip
    pd.testing.assert_frame_equal(plain(once.sample(frac=1, random_state=3)), plain(once))
    path = tmp_path / "figures.parquet"
    texts = [c for c in figures if figures[c].dtype == "string"]
    figures.astype(dict.fromkeys(texts, "category")).to_parquet(path)
    pd.testing.assert_frame_equal(plain(pd.read_parquet(path)), expected)
    assert len(expected) > 1000


def report(form: str | None, *figures: Figure, **more: Any) -> Report:
    head = {"place": "青禾县", "place_code": "990101", "publisher": "青禾县人民政府", "year": 2022}
    return Report("sample", "0" * 64, form=form, figures=figures, **(head | more))  # type: ignore[arg-type]


def cases(total: Any, natural: Any, legal: Any, **more: Any) -> list[Figure]:
    names = ("site_cases_total", "site_cases_natural", "site_cases_legal")
    return [
        Figure(i, None if isinstance(v, str) else v, missing=v if isinstance(v, str) else None,
               **({"method": "table", "form": "website2017"} | more))
        for i, v in zip(names, (total, natural, legal), strict=True)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("figures", "left", "right", "outcome", "missing", "closes"),
    [
        ((9, 4, 5), 9, 9, "holds", "", False),
        ((9, 4, 6), 10, 9, "broken", "", False),
        ((9, 9, "blank"), 9, 9, "unchecked", "site_cases_legal", True),
        ((9, 8, "blank"), 8, 9, "unchecked", "site_cases_legal", False),
        ((9, 9, "illegible"), 9, 9, "unchecked", "site_cases_legal", False),
        (("slash", "blank", "dash"), None, None, "unchecked",
         "site_cases_natural, site_cases_legal, site_cases_total", True),
        (("blank", 4, 5), 9, None, "unchecked", "site_cases_total", False),
    ],
)  # fmt: skip
def test_one_equation_with_its_two_sides(figures, left, right, outcome, missing, closes) -> None:
    (row,) = identity_frame(figures_frame([report("website2017", *cases(*figures))])).itertuples()
    sides = tuple(None if pd.isna(v) else v for v in (row.left, row.right))
    assert (*sides, row.outcome, row.missing, row.closes_if_blank) == (
        left, right, outcome, missing, closes,
    )  # fmt: skip
    assert (row.place_code, row.place, row.year, row.source) == ("990101", "青禾县", 2022, "sample")
    assert (row.publisher, row.form, row.identity) == ("青禾县人民政府", "website2017", "cases")
    assert (row.indicator, row.applicant, row.severity) == ("site_cases_total", "total", "error")
    assert (row.label_zh, row.label_en) == (
        "自然人加法人办件量等于办件量总数", "Cases of natural and legal persons add up to all cases",
    )  # fmt: skip


def test_labels_name_the_row_or_the_applicant() -> None:
    values = [Figure("granted_full", 1, applicant=a, method="table") for a in APPLICANTS]
    frame = identity_frame(figures_frame([report("form2021", *values)]))
    assert frame["label_en"].tolist()[:3] == [
        "Applicant columns add up to the total (Granted in full)",
        "Outcomes add up to requests processed (Natural persons)",
        "Outcomes add up to requests processed (Businesses)",
    ]  # fmt: skip
    assert frame["label_zh"].tolist()[1] == "各办理结果之和等于总计（自然人）"


def test_rows_and_columns_are_told_apart_by_what_they_lack() -> None:
    lost = {("requests_carried_over", "natural_person"), ("requests_carried_over", "business")}
    rows = forms()["form2021"].tables["requests"].ids
    cells = [
        Figure(i, None if (i, a) in lost else 0, applicant=a, method="table",
               missing="slash" if (i, a) in lost else None)
        for i in rows for a in APPLICANTS if (i, a) != ("granted_full", "total")
    ]  # fmt: skip
    found = [f.message for f in identity_findings(report("form2021", *cells))]
    carried = "Requests carried over from the year before"
    assert found == [
        f"Applicant columns add up to the total: not checked for {carried}: Natural persons, "
        "Businesses missing, closes if these are 0; for Granted in full: Total missing",
        "Received and carried over equal processed and carried forward: not checked for Natural "
        f"persons, Businesses: {carried} missing, closes if these are 0",
        "Outcomes add up to requests processed: not checked for Total: Granted in full missing",
    ]
    blank = [replace(c, value=None, missing="blank") for c in cells]
    assert [len(unchecked_identities(report("form2021", *c))) for c in (cells, blank)] == [4, 5]


def test_reports_are_told_apart_by_place_publisher_year_and_file() -> None:
    heads = [
        {}, {"place_code": "990102"}, {"publisher": "青禾县教育局"}, {"year": 2023}, {"year": None},
        {"place_code": None, "place": None, "publisher": None},
    ]  # fmt: skip
    reports = [report("website2017", *cases(9, 4, 5 + n), **h) for n, h in enumerate(heads)]
    frame = identity_frame(figures_frame(reports))
    assert frame["left"].tolist() == [9, 10, 11, 12, 13, 14]
    assert frame["outcome"].tolist() == ["holds"] + ["broken"] * 5


def test_typed_figures_of_tables_take_part_and_those_of_sentences_do_not() -> None:
    cell = report("website2017", *cases(9, 4, 5, method="typed", where="table:1!r2c3"))
    said = report("website2017", *cases(9, 4, 6, method="typed", where="text:3-9", form=None))
    assert identity_frame(figures_frame([cell]))["outcome"].tolist() == ["holds"]
    assert identity_frame(figures_frame([said])).empty
    assert identity_outcomes(said) == []


def test_no_figures_give_an_empty_frame() -> None:
    for figures in ([], [report("form2021", Figure("rules_issued", 1, method="table"))]):
        frame = identity_frame(figures_frame(figures))
        assert list(frame.columns) == list(COLUMNS)
        assert len(frame) == 0


def test_many_reports_are_judged_in_parts(monkeypatch, damages) -> None:
    whole = identity_frame(damages[1])
    monkeypatch.setattr("toolkit.checks.outcomes._BLOCK", 7)
    pd.testing.assert_frame_equal(identity_frame(damages[1]), whole)
