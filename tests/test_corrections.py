"""Corrections and verdicts: one file beside the reports, laid beside what is published."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pandas as pd
import pytest

import toolkit
from toolkit import charts, metrics, panel
from toolkit.brief import add_section, all_findings, check_parameters, new_brief
from toolkit.brief.choice import slug
from toolkit.brief.notes import _notes
from toolkit.checks import check_reports
from toolkit.cli import main
from toolkit.corrections import Corrections, Entry, find_corrections, load_corrections
from toolkit.datadir import data_dir
from toolkit.errors import FormError, ParameterError, SourceError

REPORT = """\
place: 松烟县
place_code: '990103'
publisher: 松烟县人民政府
level: county
year: {year}
form: stat2014
synthetic: true
table:
  requests_received: {received}
  requests_channel_in_person: 14
  requests_channel_fax: 0
  requests_channel_online: 26
  requests_channel_letter: {letter}
  reconsideration_total: blank
cumulative_table:
  requests_received: 40
figures:
  - {{indicator: disclosed_total, value: 200, unit: 条, scope: whole_county}}
  - {{indicator: disclosed_total, value: 200, unit: 条, scope: portal}}
  - {{indicator: disclosed_by_category, label: 工作动态, value: 30, unit: 条}}
  - {{indicator: disclosed_by_category, label: 规划计划, value: 170, unit: 条}}
"""
DEPARTMENT = """\
place: 松烟县
place_code: '990103'
publisher: 松烟县教育局
level: department
year: 2014
synthetic: true
figures:
  - {indicator: requests_received, value: 3, unit: 件}
"""
SAID = "  reason: 一份申请登记了两次\n  source: https://example.org/notice\n  by: 王\n"


def entry(text: str, said: str = SAID) -> str:
    lines = text.strip().splitlines()
    head = "- place: 松烟县\n  year: 2014\n"
    return head + "".join(f"  {line.strip()}\n" for line in lines) + said


CORRECTION = entry("indicator: requests_received\nexpect: 53\nuse: 50")
# 14 + 26 + 10 = 50 by channel, 53 printed
VERDICT = entry(
    "indicator: requests_received\nfinding: identity_broken\nexpect: 53\nverdict: publisher_error"
)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    for year, received, letter in ((2014, 53, 10), (2015, 60, 20)):
        text = REPORT.format(year=year, received=received, letter=letter)
        (folder / f"990103-{year}.yml").write_text(text, encoding="utf-8")
    (folder / "990103-2014-edu.yml").write_text(DEPARTMENT, encoding="utf-8")
    return tmp_path


def written(data: Path, *entries: str) -> Corrections:
    (data / "corrections.yml").write_text("".join(entries), encoding="utf-8")
    return load_corrections(data / "corrections.yml")


def frame_of(data: Path) -> pd.DataFrame:
    return toolkit.figures_frame(toolkit.load_reports(data / "reports"))


# ------------------------------------------------------------------ laid beside a frame


def test_a_correction_stands_beside_the_published_value(data):
    published = frame_of(data)
    before = published.copy(deep=True)
    frame = written(data, CORRECTION).over(published)
    pd.testing.assert_frame_equal(published, before)
    pd.testing.assert_frame_equal(frame[published.columns], before)
    (row,) = frame[frame["corrected"].notna()].to_dict("records")
    assert (row["year"], row["indicator"], row["value"], row["corrected"]) == (
        2014, "requests_received", 53, 50,
    )  # fmt: skip
    # neither the cumulative 40, nor the department's 3, nor the 60 of the next year
    assert row["cumulative"] is False
    assert row["publisher"] == "松烟县人民政府"
    assert row["correction"].startswith("一份申请登记了两次 (王, ")
    assert row["correction"].endswith("/corrections.yml:1)")
    assert frame["corrected"].dtype == "Float64"


def test_laying_it_over_twice_is_the_same_as_once(data):
    corrections = written(data, CORRECTION)
    once = corrections.over(frame_of(data))
    pd.testing.assert_frame_equal(corrections.over(once), once)


def test_what_was_written_is_what_is_read(data):
    corrections = written(data, "# a comment\n", CORRECTION, VERDICT)
    one, other = corrections.entries
    assert (one.line, other.line) == (2, 10)
    assert (one.place, one.place_code, one.year) == ("松烟县", "990103", 2014)
    assert (one.expect, one.use, one.verdict, one.applicant) == (53, 50, None, "total")
    assert (one.reason, one.source, one.by) == (
        "一份申请登记了两次", "https://example.org/notice", "王",
    )  # fmt: skip
    assert (other.use, other.verdict, other.finding) == (None, "publisher_error", "identity_broken")


def test_a_blank_cell_is_corrected_by_its_kind(data):
    blank = entry("indicator: reconsideration_total\nexpect: blank\nuse: 0")
    corrections = written(data, blank)
    frame = corrections.over(frame_of(data))
    (row,) = frame[frame["corrected"].notna()].to_dict("records")
    assert (row["indicator"], row["missing"], row["corrected"]) == (
        "reconsideration_total", "blank", 0,
    )  # fmt: skip
    assert pd.isna(row["value"])
    # a printed 0 is no blank, nor the other way round
    other = blank.replace("blank", "0").replace("use: 0", "use: 1")
    (finding,) = written(data, other).findings(frame_of(data))
    assert (finding.expected, finding.found) == (0, "blank")


def test_cumulative_figures_are_corrected_only_where_it_is_said(data):
    (stale,) = written(data, CORRECTION.replace("53", "40")).findings(frame_of(data))
    assert (stale.code, stale.found) == ("correction_stale", 53)
    said = entry("indicator: requests_received\ncumulative: true\nexpect: 40\nuse: 41")
    frame = written(data, said).over(frame_of(data))
    assert frame.loc[frame["corrected"].notna(), "cumulative"].tolist() == [True]


def test_a_department_has_to_be_named(data):
    text = "indicator: requests_received\nexpect: 3\nuse: 4"
    (stale,) = written(data, entry(text)).findings(frame_of(data))
    assert stale.code == "correction_stale"
    frame = written(data, entry(text + "\npublisher: 松烟县教育局")).over(frame_of(data))
    assert frame.loc[frame["corrected"].notna(), "publisher"].tolist() == ["松烟县教育局"]


def test_a_label_tells_the_parts_of_a_list_apart(data):
    said = entry("indicator: disclosed_by_category\nlabel: 工作动态\nexpect: 30\nuse: 33")
    frame = written(data, said).over(frame_of(data))
    assert frame.loc[frame["corrected"].notna(), "label"].tolist() == ["工作动态"]


# ------------------------------------------------------------------ stale and ambiguous


@pytest.mark.parametrize(
    ("text", "found", "said"),
    [
        (CORRECTION.replace("53", "54"), 53, "requests received: 54 expected, but 53 is published"),
        (
            CORRECTION.replace("requests_received", "litigation_total"), None,
            "53 expected, but no such figure is published",
        ),
        (CORRECTION.replace("2014", "2013"), None, "53 expected, but no report of it is at hand"),
    ],
)  # fmt: skip
def test_what_is_no_longer_published_is_stale_and_not_applied(data, text, found, said):
    corrections = written(data, "\n\n", text)
    frame = frame_of(data)
    assert corrections.over(frame)["corrected"].isna().all()
    (finding,) = corrections.findings(frame)
    assert (finding.code, finding.severity) == ("correction_stale", "error")
    assert (finding.expected, finding.found) == (corrections.entries[0].expect, found)
    assert finding.where.endswith("/corrections.yml:3")
    assert finding.where in finding.message
    assert finding.where in finding.message_zh
    assert said.lower() in finding.message.lower()
    assert (finding.place, finding.place_code) == ("松烟县", "990103")


def test_a_correction_of_two_figures_is_refused(data):
    both = "indicator: disclosed_total\nexpect: 200\nuse: 201"
    corrections = written(data, entry(both))
    frame = frame_of(data)
    assert corrections.over(frame)["corrected"].isna().all()
    (finding,) = corrections.findings(frame)
    assert (finding.code, finding.severity) == ("correction_refused", "error")
    assert "whole_county" in finding.message
    assert "portal" in finding.message
    one = written(data, entry(both + "\nscope: portal"))
    assert one.findings(frame) == []
    frame = one.over(frame)
    assert frame.loc[frame["corrected"].notna(), "scope"].tolist() == ["portal"]


def test_two_corrections_of_one_figure_do_not_both_stand(data):
    corrections = written(data, CORRECTION, CORRECTION.replace("use: 50", "use: 51"))
    frame = corrections.over(frame_of(data))
    assert frame["corrected"].dropna().tolist() == [50]
    (finding,) = corrections.findings(frame)
    assert finding.code == "correction_refused"
    assert "corrections.yml:1 speaks of the same already" in finding.message


def test_only_what_was_asked_for_can_be_stale(data):
    corrections = written(data, CORRECTION.replace("2014", "2013"), CORRECTION)
    frame = frame_of(data)
    assert len(corrections.findings(frame)) == 1
    assert corrections.within(["990103"], [2014, 2015]).findings(frame) == []
    assert corrections.within(["990104"], None).entries == ()


# ------------------------------------------------------------------ verdicts


def test_a_verdict_stands_on_its_finding(data):
    findings = check_reports(toolkit.load_reports(data / "reports"))
    assert [(f.code, f.found) for f in findings if f.severity == "error"] == [
        ("identity_broken", 53)
    ]
    judged = written(data, VERDICT).judge(findings)
    assert len(judged) == len(findings)
    (one,) = [f for f in judged if f.verdict]
    assert (one.verdict, one.severity) == ("publisher_error", "error")
    assert one.reason == "一份申请登记了两次 (王, https://example.org/notice)"
    assert [f for f in judged if not f.verdict] == [f for f in findings if f.severity != "error"]


def test_what_is_explained_is_a_note(data):
    findings = check_reports(toolkit.load_reports(data / "reports"))
    judged = written(data, VERDICT.replace("publisher_error", "explained")).judge(findings)
    (one,) = [f for f in judged if f.verdict]
    assert (one.verdict, one.severity) == ("explained", "note")


@pytest.mark.parametrize(
    ("old", "new", "found"), [("53", "54", 53), ("identity_broken", "continuity_broken", None)]
)
def test_a_verdict_without_its_finding_is_stale(data, old, new, found):
    findings = check_reports(toolkit.load_reports(data / "reports"))
    *same, stale = written(data, VERDICT.replace(old, new)).judge(findings)
    assert same == findings
    assert (stale.code, stale.severity, stale.found) == ("correction_stale", "error", found)
    assert "verdict is not taken" in stale.message


# ------------------------------------------------------------------ finding and reading the file


def test_a_file_beside_the_reports_is_found(data):
    assert find_corrections(data / "reports") is None
    written(data, CORRECTION)
    found = find_corrections(data / "reports")
    assert found is not None
    assert len(found.entries) == 1
    other = data / "mine.yml"
    other.write_text("", encoding="utf-8")
    assert find_corrections(data / "reports", other).entries == ()
    # it may lie among the reports, too, and is none
    (data / "corrections.yml").rename(data / "reports" / "corrections.yml")
    assert len(toolkit.load_reports(data / "reports")) == 3


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (CORRECTION + "  wert: 3\n", 9, "wert: is no key"),
        (CORRECTION.replace("requests_received", "requests"), 3, "'requests' is unknown"),
        (CORRECTION.replace("  reason: 一份申请登记了两次\n", ""), 1, "'reason' is missing"),
        (CORRECTION.replace("  by: 王\n", ""), 1, "'by' is missing"),
        (CORRECTION.replace("https://example.org/notice", ""), 7, "'source' is missing"),
        (CORRECTION.replace("  use: 50\n", ""), 1, "has no 'use' and no 'verdict'"),
        (CORRECTION + "  verdict: explained\n", 1, "has both 'use' and 'verdict'"),
        (CORRECTION.replace("53", "许多"), 4, "'许多' is neither a number nor a kind of missing"),
        (CORRECTION.replace("53", "true"), 4, "True is neither a number"),
        (CORRECTION.replace("use: 50", "use: blank"), 5, "'blank' is not a number"),
        (CORRECTION.replace("use: 50", "use: 0.5"), 5, "0.5 is not a whole number"),
        (CORRECTION.replace("use: 50", "use: -1"), 5, "-1 is below 0"),
        (CORRECTION.replace("松烟县", "鼓楼区"), 1, "'鼓楼区' is ambiguous: use the code"),
        (CORRECTION.replace("松烟县", "'999999'"), 1, "'999999' is no code"),
        (CORRECTION.replace("2014", "新年"), 2, "'新年' is not a report year"),
        (CORRECTION + "  year: 2015\n", 9, "year: stands twice"),
        (CORRECTION.replace("53", "[53]"), 4, "expect: is not a single value"),
        (
            CORRECTION.replace("requests_received", "disclosed_by_category"), 1,
            "name the one as printed in 'label'",
        ),
        (VERDICT.replace("publisher_error", "wrong"), 6, "'wrong' is unknown: use one of"),
        (VERDICT.replace("identity_broken", "broken"), 4, "'broken' is unknown: use one of"),
        (VERDICT + "  label: 某\n", 10, "label: does not go with 'verdict'"),
        ("place: 松烟县\n", 1, "does not hold a list"),
        ("- 松烟县\n", 1, "is not a mapping"),
        ("- {\n", 2, "is not YAML"),
    ],
)  # fmt: skip
def test_each_mistake_is_one_line_with_its_place(data, text, line, said):
    with pytest.raises(FormError) as caught:
        written(data, text)
    message = str(caught.value)
    assert message.startswith(f"{data / 'corrections.yml'}:{line}: ")
    assert said in message
    assert "\n" not in message


def test_the_page_on_corrections_shows_what_is_read(data):
    page = (Path(__file__).parents[1] / "docs" / "corrections.md").read_text(encoding="utf-8")
    corrections = written(data, page.split("```yaml\n")[1].split("```")[0])
    assert corrections.findings(frame_of(data)) == []
    judged = corrections.judge(check_reports(toolkit.load_reports(data / "reports")))
    assert [f.verdict for f in judged if f.verdict] == ["publisher_error"]
    assert not any(f.code.startswith("correction") for f in judged)


def test_a_file_that_is_not_there_is_one_line(data):
    with pytest.raises(SourceError, match="cannot be read"):
        load_corrections(data / "none.yml")


# ------------------------------------------------------------------ panel, metrics and charts


def row_of(frame: pd.DataFrame, year: int = 2014, **where: object) -> dict[str, object]:
    kept = frame[(frame["year"] == year) & (frame["line"] == "main")]
    for column, value in where.items():
        kept = kept[kept[column] == value]
    (row,) = kept.to_dict("records")
    return row


def test_a_series_holds_both_values_and_says_which_it_uses(data):
    frame = written(data, CORRECTION).over(frame_of(data))
    for values, used in (("published", 53), ("corrected", 50)):
        row = row_of(panel.series(frame, "requests_received", values=values))
        assert (row["value"], row["published"], row["corrected"]) == (used, 53, 50)
        assert row["used"] == values
        assert row["corrected_by"].startswith("一份申请登记了两次 (王, ")
    row = row_of(panel.series(frame, "requests_received", values="corrected"), 2015)
    assert (row["value"], row["published"]) == (60, 60)
    assert pd.isna(row["corrected"])
    assert pd.isna(row["corrected_by"])
    wide = panel.panel(frame, "requests_received", values="corrected")
    assert wide.iloc[0].tolist() == [50, 60]
    assert wide.attrs["used"] == "corrected"


def test_without_corrections_both_ways_are_the_same(data):
    frame = frame_of(data)
    one = panel.series(frame, "requests_received")
    other = panel.series(frame, "requests_received", values="corrected")
    pd.testing.assert_frame_equal(one.drop(columns="used"), other.drop(columns="used"))
    assert one["published"].tolist() == one["value"].tolist() == [53, 60]


def test_a_corrected_blank_is_a_figure_and_a_published_one_is_missing(data):
    blank = entry("indicator: reconsideration_total\nexpect: blank\nuse: 0")
    frame = written(data, blank).over(frame_of(data))
    row = row_of(panel.appeals(frame), series="reconsideration")
    assert pd.isna(row["value"])
    assert (row["missing"], row["corrected"]) == ("blank", 0)
    row = row_of(panel.appeals(frame, values="corrected"), series="reconsideration")
    assert (row["value"], row["corrected"]) == (0, 0)
    assert pd.isna(row["missing"])
    assert pd.isna(row["published"])


def test_a_cumulative_correction_never_reaches_the_year(data):
    said = entry("indicator: requests_received\ncumulative: true\nexpect: 40\nuse: 41")
    frame = written(data, said).over(frame_of(data))
    row = row_of(panel.series(frame, "requests_received", values="corrected"))
    assert row["value"] == 53
    assert pd.isna(row["corrected_by"])


def test_the_share_follows_the_corrected_counts(data):
    said = entry("indicator: disclosed_by_category\nlabel: 工作动态\nexpect: 30\nuse: 40")
    frame = written(data, said).over(frame_of(data))
    row = row_of(metrics.work_updates_share(frame), basis="report")
    assert (row["value"], row["published"], row["corrected"]) == (0.15, 0.15, 0.2)  # 30, 40 of 200
    row = row_of(metrics.work_updates_share(frame, values="corrected"), basis="report")
    assert (row["value"], row["published"], row["numerator"]) == (0.2, 0.15, 40)
    row = row_of(panel.composition(frame, values="corrected"), label="工作动态")
    assert (row["value"], row["published"], row["share"]) == (40, 30, 0.2)
    row = row_of(panel.composition(frame, values="corrected"), label="规划计划")
    assert pd.isna(row["corrected_by"])


def test_outcomes_follow_the_corrected_counts():
    demo = data_dir() / "demo" / "reports"
    frame = toolkit.figures_frame(toolkit.load_reports(demo, ["990203"], [2023]))
    said = Entry(
        "c.yml", 1, "枫亭县", "990203", 2023, 6, "r", "s", "b", use=5,
        indicator="granted_partial", applicant="total",
    )  # fmt: skip
    frame = Corrections("c.yml", (said,)).over(frame)
    row = row_of(panel.outcomes(frame), 2023, outcome="granted_partial")
    assert (row["value"], row["corrected"], row["total"], row["complete"]) == (6, 5, 74, False)
    row = row_of(panel.outcomes(frame, values="corrected"), 2023, outcome="granted_partial")
    assert (row["value"], row["published"], row["total"], row["complete"]) == (5, 6, 74, True)


@pytest.mark.parametrize(
    ("language", "published", "corrected"),
    [
        ("zh", "照公布数字", "采用1个更正值，其余照公布数字"),
        ("en", "as published", "1 corrected value used, all others as published"),
    ],
)
def test_charts_say_which_values_they_use(data, language, published, corrected):
    frame = written(data, CORRECTION).over(frame_of(data))
    for values, said in (("published", published), ("corrected", corrected)):
        series = panel.series(frame, "requests_received", values=values)
        figure = charts.plot_requests(series, language=language)
        text = " ".join(t.get_text() for t in figure.texts)
        text = text.replace(" ", "") if language == "zh" else text
        assert text.endswith(said)
        own = charts.plot_requests(series, language=language, source="来源：测试").texts
        assert any(said in t.get_text() for t in own) == (values == "corrected")


def test_values_are_published_or_corrected(data):
    with pytest.raises(ParameterError, match="values 'raw' is unknown: use one of published"):
        panel.series(frame_of(data), "requests_received", values="raw")


# ------------------------------------------------------------------ briefs and the command line

NOTES = {
    "zh": (
        "更正与判断",
        [
            "松烟县 2014 收到政府信息公开申请数：公布53，更正为50（{used}）。一份申请登记了两次（王，https://example.org/notice）",
            "；判断：发布机关之误。一份申请登记了两次 (王, https://example.org/notice)",
            "预期为59，现公布60；更正未采用",
        ],
        {"published": "本简报照公布数字，未采用", "corrected": "本简报已采用"},
    ),
    "en": (
        "Corrections and verdicts",
        [
            "松烟县 2014 Requests received: published 53, corrected 50 ({used}). 一份申请登记了两次"
            " (王, https://example.org/notice)",
            ". Verdict: error of the publisher. 一份申请登记了两次 (王, https://example.org/notice)",
            "59 expected, but 60 is published; the correction is not taken",
        ],
        {"published": "not used, values here are as published", "corrected": "used here"},
    ),
}
STALE = CORRECTION.replace("2014", "2015").replace("53", "59")


@pytest.mark.parametrize("values", ["published", "corrected"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_brief_tells_corrections_verdicts_and_what_is_stale(data, language, values):
    written(data, CORRECTION, VERDICT, STALE)
    chosen = check_parameters(
        place="990103", years="2014-2015", language=language, data=str(data), values=values
    )
    findings = all_findings(chosen)
    notes = _notes(chosen, {}, findings)
    title, said, used = NOTES[language]
    first, second, third = notes[title]
    assert first == said[0].format(used=used[values])
    assert second.endswith(said[1])
    assert third.startswith("松烟县 2015")
    assert third.endswith(said[2])
    # the failed check is still told, with its verdict, and the stale line only once
    checks = "".join(notes["未通过的核对" if language == "zh" else "Checks that failed"])
    assert ("发布机关之误" if language == "zh" else "error of the publisher") in checks
    assert said[2] not in checks


@pytest.mark.parametrize("language", ["zh", "en"])
def test_tables_and_title_of_a_brief_say_that_corrected_values_are_used(data, language):
    written(data, CORRECTION)
    for values in ("published", "corrected"):
        chosen = check_parameters(
            place="990103", years="2014-2015", language=language, data=str(data), values=values
        )
        frame = panel.series(chosen.figures(), "requests_received", values=values)
        brief = new_brief("county", chosen)
        add_section(
            brief, "requests", frame, charts.plot_requests(frame, language=language), chosen
        )
        (table,) = [b for b in brief._blocks if b["kind"] == "table"]
        (chart,) = [b for b in brief._blocks if b["kind"] == "figure"]
        said = {"zh": "采用1个更正值", "en": "1 corrected value used"}[language]
        corrected = values == "corrected"
        assert (said in table["note"]) == (said in chart["alt"]) == corrected
        assert ("‡" in table["note"]) == corrected
        facts = [head for head, _ in brief._content()["facts"]]
        assert ({"zh": "数值", "en": "Values"}[language] in facts) == corrected


def test_what_was_not_asked_for_is_not_told(data):
    written(data, CORRECTION, VERDICT, STALE)
    chosen = check_parameters(place="990103", years="2015", data=str(data))
    assert [e.year for e in chosen.corrections.entries] == [2015]


def test_a_department_named_is_no_matter_of_the_county(data):
    said = entry("indicator: requests_received\nexpect: 3\nuse: 4\npublisher: 松烟县教育局")
    written(data, said)
    chosen = check_parameters(place="990103", years="2014", data=str(data))
    assert "corrected" not in chosen.figures().dropna(axis=1, how="all")
    assert chosen.not_taken() == []
    written(data, said.replace("expect: 3", "expect: 5"))
    chosen = check_parameters(place="990103", years="2014", data=str(data))
    assert [f.code for f in chosen.not_taken()] == ["correction_stale"]
    assert len(toolkit.load_corrections(data / "corrections.yml").entries) == 1


def csv_of(capsys, *args: str) -> list[dict[str, str]]:
    main(["panel", "requests_received", *args])
    return list(csv.DictReader(io.StringIO(capsys.readouterr().out)))


def test_the_command_line_takes_published_or_corrected(data, capsys):
    written(data, CORRECTION)
    rows = csv_of(capsys, "--data", str(data))
    assert [(r["used"], r["value"], r["corrected"]) for r in rows] == [
        ("published", "53", "50"), ("published", "60", ""),
    ]  # fmt: skip
    rows = csv_of(capsys, "--data", str(data), "--values", "corrected")
    assert [(r["used"], r["value"], r["published"]) for r in rows] == [
        ("corrected", "50", "53"), ("corrected", "60", "60"),
    ]  # fmt: skip
    written(data, CORRECTION, STALE)
    main(["panel", "requests_received", "--data", str(data), "--values", "corrected"])
    told = capsys.readouterr()
    assert "59 expected, but 60 is published; the correction is not taken\n" in told.err
    assert told.err.count("\n") == 1
    assert "expected" not in told.out
    empty = data / "none.yml"
    empty.write_text("", encoding="utf-8")
    rows = csv_of(capsys, "--data", str(data), "--values", "corrected", "--corrections", str(empty))
    assert [r["value"] for r in rows] == ["53", "60"]


@pytest.mark.parametrize("command", [["panel", "requests_received"], ["chart", "requests"]])
@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--values", "raw"], "values 'raw' is unknown"),
        (["--corrections", "none.yml"], "none.yml: cannot be read"),
    ],
)
def test_a_mistake_on_the_command_line_is_one_line(data, capsys, command, args, said):
    with pytest.raises(SystemExit) as stop:
        main([*command, "--data", str(data), *args])
    assert stop.value.code == 1
    error = capsys.readouterr().err
    assert said in error
    assert error.startswith("Error: ")
    assert error.count("\n") == 1


def test_a_wrong_file_stops_the_brief_before_it_runs(data, capsys):
    (data / "corrections.yml").write_text(CORRECTION + "  wert: 3\n", encoding="utf-8")
    with pytest.raises(SystemExit):
        main(
            ["brief", "county", "--places", "990103", "--data", str(data), "-o", str(data / "out")]
        )
    error = capsys.readouterr().err
    assert "corrections.yml:9: wert: is no key" in error
    assert error.count("\n") == 1
    assert not (data / "out").exists()


def test_a_brief_of_corrected_values_has_a_name_of_its_own(data):
    written(data, CORRECTION)
    one = check_parameters(place="990103", years="2014", data=str(data))
    other = check_parameters(place="990103", years="2014", data=str(data), values="corrected")
    assert slug("02_county_profile", one) == "county-990103-2014-zh"
    assert slug("02_county_profile", other) == "county-990103-2014-corrected-zh"


@pytest.mark.parametrize(
    "text",
    ["expect: 53\nuse: .nan", "expect: 53\nuse: .inf", "expect: .nan\nuse: 50", "expect: 053\nuse: 50",
     "expect: 1:50\nuse: 50", "expect: 53\nuse: 1.0e+30", "expect: 53\nuse: 53"],
)  # fmt: skip
def test_a_number_that_yaml_would_take_for_another_is_one_line(data, text):
    with pytest.raises(FormError, match=r"corrections\.yml:\d+: (?:use|expect): "):
        written(data, entry(f"indicator: requests_received\n{text}"))


def test_check_of_files_takes_the_corrections_beside_them(data, capsys):
    written(data, VERDICT, CORRECTION.replace("expect: 53", "expect: 51"))
    folder = str(data / "reports")
    main(["check", folder, "--language", "en"])
    told = capsys.readouterr().out
    assert "Verdict: error of the publisher" in " ".join(told.split())
    assert "51 expected, but 53 is published" in " ".join(told.split())
    other = data / "other.yml"
    other.write_text("", encoding="utf-8")
    main(["check", folder, "--language", "en", "--corrections", str(other)])
    assert "Verdict" not in capsys.readouterr().out
    # the same without the paths of the files
    main(["check", "--data", str(data), "--language", "en"])
    assert "51 expected, but 53 is published" in " ".join(capsys.readouterr().out.split())


def test_a_place_that_is_none_is_told_where_all_are_checked(data, capsys):
    written(data, CORRECTION.replace("松烟县", "无此县"))
    main(["check", "--data", str(data), "--language", "en"])
    told = capsys.readouterr().out
    assert "correction_stale" in told
    assert "无此县" in told


def test_departments_are_checked_against_their_county(data, capsys):
    # the county states 53 requests, one of its departments 70
    edu = data / "reports/990103-2014-edu.yml"
    edu.write_text(DEPARTMENT.replace("value: 3", "value: 70"), encoding="utf-8")
    main(["check", "--data", str(data), "--language", "en"])
    told = capsys.readouterr().out
    assert "children_differ" in told
    assert "3 reports checked" in told
    chosen = check_parameters(place="990103", years="2014-2015", data=str(data))
    assert [r.level for r in chosen.reports] == ["county", "county"]
    assert "children_differ" in {f.code for f in all_findings(chosen)}


def test_of_single_files_only_their_own_entries_are_judged(data, capsys):
    other = CORRECTION.replace("year: 2014", "year: 2015").replace("expect: 53", "expect: 1")
    written(data, VERDICT, other)
    main(["check", str(data / "reports/990103-2014.yml"), "--language", "en"])
    told = " ".join(capsys.readouterr().out.split())
    assert "Verdict: error of the publisher" in told
    assert "correction_stale" not in told


def test_a_department_may_bear_the_name_of_its_county(data):
    edu = data / "reports/990103-2014-edu.yml"
    edu.write_text(DEPARTMENT.replace("松烟县教育局", "松烟县人民政府"), encoding="utf-8")
    chosen = check_parameters(place="990103", years="2014", data=str(data))
    assert [f.code for f in all_findings(chosen) if f.severity == "error"] == ["identity_broken"]
