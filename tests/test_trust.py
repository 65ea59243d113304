"""Trust: findings as a list and a file, and the figures behind a number."""

from __future__ import annotations

import csv
import json

import pytest

from toolkit.checks import check_reports, save_findings, worst_first
from toolkit.cli import main
from toolkit.datadir import data_dir
from toolkit.display import findings_text
from toolkit.errors import ParameterError, SourceError
from toolkit.figure import Finding
from toolkit.reading import read_report
from toolkit.report import Report


@pytest.fixture
def gongkai(capsys):
    """Return what runs a command and gives exit code, output and errors."""

    def run(*words: str) -> tuple[int, str, str]:
        code = 0
        try:
            main(list(words))
        except SystemExit as stop:
            code = int(stop.code or 0)
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def report(year, *figures, code="990101", place="甲县", **more):
    more = {"synthetic": True, "level": "county", "form": "form2021"} | more
    return Report(
        source=f"{code}-{year}.yml", sha256=f"{code}{year}", place=place, place_code=code, year=year,
        publisher=f"{place}人民政府", figures=figures, **more,
    )  # fmt: skip


FINDINGS = [
    Finding("typed", "note", "n", place="甲县", place_code="990101", year=2020),
    Finding(
        "duplicate_figure", "warning", "-w", "警", place="乙县", place_code="990102", year=2021
    ),
    Finding("identity_broken", "error", "e2", place="乙县", place_code="990102", year=2022),
    Finding("identity_broken", "error", "e1", place="乙县", place_code="990102", year=2020),
]


def test_the_worst_place_and_the_worst_finding_come_first():
    groups = worst_first(FINDINGS)
    assert list(groups) == ["990102", "990101"]
    assert [f.message for f in groups["990102"]] == ["e1", "e2", "-w"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_findings_are_shown_within_the_width_and_say_synthetic(language):
    reports = [report(2020), report(2021, code="990102", place="乙县")]
    text = findings_text(FINDINGS, reports, language, columns=60)
    assert all(len(line) <= 60 for line in text.splitlines())
    assert text.index("乙县") < text.index("甲县")
    assert text.count({"zh": "虚构", "en": "synthetic"}[language]) == 2
    assert ("警" in text) is (language == "zh")


def test_a_saved_list_can_be_read_back(tmp_path):
    save_findings(FINDINGS, tmp_path / "f.csv")
    raw = (tmp_path / "f.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfcode,severity,place_code")
    rows = list(csv.DictReader(raw.decode("utf-8-sig").splitlines()))
    # a message that begins like a formula is guarded
    assert [r["message"] for r in rows] == ["e1", "e2", "'-w", "n"]
    assert {r["synthetic"] for r in rows} == {"True"}
    save_findings(FINDINGS, tmp_path / "f.json")
    assert [r["year"] for r in json.loads((tmp_path / "f.json").read_text("utf-8"))] == [
        2020, 2022, 2021, 2020,
    ]  # fmt: skip
    save_findings([], tmp_path / "f.json")
    assert json.loads((tmp_path / "f.json").read_text()) == []


def test_a_report_is_never_written_over(tmp_path):
    (tmp_path / "report.csv").write_text("项目,数值\n")
    with pytest.raises(SourceError, match="no list of findings"):
        save_findings(FINDINGS, tmp_path / "report.csv")
    with pytest.raises(ParameterError, match="suffix"):
        save_findings(FINDINGS, tmp_path / "report.html")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["report.csv"]


def test_a_document_that_was_checked_when_it_was_read_is_not_told_twice():
    page = read_report(data_dir() / "demo" / "report_990103_2024.html")
    # the invented page says 60.2 % of 2503 in 4089, which is 61.2 %
    assert [(f.code, f.found) for f in check_reports([page])] == [("printed_share_mismatch", 60.2)]


def test_check_lists_findings_of_files_and_goes_on_after_one_that_fails(gongkai, tmp_path):
    page = str(data_dir() / "demo" / "report_990103_2024.html")
    code, out, err = gongkai("check", page, "--language", "en", "--csv", str(tmp_path / "f.csv"))
    assert (code, err) == (0, "")
    assert "60.2 %" in out and "synthetic" in out
    assert (tmp_path / "f.csv").is_file()
    code, out, err = gongkai("check", str(tmp_path / "none.html"), page, "--json")
    assert code == 1
    assert err.count("\n") == 1 and "none.html" in err
    assert json.loads(out)["code"] == "printed_share_mismatch"


def test_trace_shows_the_figures_behind_a_number(gongkai):
    code, out, err = gongkai("trace", "平潭县", "2024", "litigation", "--language", "en")
    assert (code, err) == (0, "")
    # table 4: 0 direct, 19 after reconsideration
    assert "= 19" in out
    assert out.count("SHA-256") == 2
    code, out, _ = gongkai("trace", "990101", "2023", "requests_carried_over", "--data", "demo")
    assert "虚构" in out and "continuity_broken" in out


def test_trace_shows_corrections_and_verdicts(gongkai, tmp_path):
    words = ("trace", "990102", "2019", "requests_received", "--data", "demo", "--language", "en")
    code, out, _ = gongkai(*words)
    # the corrections beside the demonstration: 49 for 50, a verdict on the sum of the columns
    said = " ".join(out.split())
    assert code == 0
    assert "= 50" in out and "corrected: 49 · " in said
    assert "Verdict: error of the publisher." in said
    own = tmp_path / "own.yml"
    own.write_text(
        "- {place: '990102', year: 2019, indicator: requests_received, expect: 50, use: 48,\n"
        "   reason: a test, source: none, by: nobody}\n",
        encoding="utf-8",
    )
    code, out, _ = gongkai(*words, "--corrections", str(own))
    assert "corrected: 48 · a test (nobody" in " ".join(out.split()) and "Verdict" not in out
    code, _, err = gongkai(*words, "--corrections", str(tmp_path / "none.yml"))
    assert code == 1 and err.count("\n") == 1 and "none.yml" in err


def test_a_saved_finding_names_its_figures(tmp_path):
    about = (("requests_received", "total", 2022), ("requests_processed", None, None))
    made = Finding("identity_broken", "error", "e", about=about, label="类")
    save_findings([made], tmp_path / "f.csv")
    (row,) = csv.DictReader((tmp_path / "f.csv").read_text("utf-8-sig").splitlines())
    assert (row["about"], row["label"]) == (
        "requests_received/total/2022; requests_processed//",
        "类",
    )
    save_findings([made], tmp_path / "f.json")
    (record,) = json.loads((tmp_path / "f.json").read_text("utf-8"))
    assert record["about"] == row["about"]


def test_check_of_the_demonstration_finds_what_was_planted(gongkai):
    code, out, _ = gongkai("check", "--data", "demo", "--json", "--places", "990101")
    found = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    planted = [(f["year"], f["expected"], f["found"]) for f in found if f["severity"] == "error"]
    # planted_errors.csv: 990101 carried 8 forward from 2022, and 9 over into 2023
    assert (2023, 8, 9) in planted


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("check", "--places", "亚特兰蒂斯县"), "亚特兰蒂斯县"),
        (("check", "x.html", "--data", "demo"), "either files"),
        (("check", "--language", "fr"), "language 'fr'"),
        (("check", "--data", "no-such-folder"), "no-such-folder"),
        (("check", "--data", "demo", "--csv", "x.txt"), "suffix"),
        (("trace", "亚特兰蒂斯县", "2020", "litigation"), "亚特兰蒂斯县"),
        (("trace", "平潭县", "2005", "litigation"), "2011"),
        (("trace", "平潭县", "2020", "litigatoin"), "did you mean"),
        (("trace", "平潭县", "2020", "foo"), "use requests_received, reconsideration"),
        (("trace", "平潭县", "2020", "foo"), "work_updates_share, appeals, outcomes, or an id of"),
        (("brief", "quality", "--values", "corrected"), "published values: leave out --values"),
        (("brief", "report", "--values", "corrected"), "published values: leave out --values"),
        (("trace", "平潭县", "x", "litigation"), "x"),
        (("trace", "平潭县", "2020", "outcomes", "--applicant", "x"), "applicant"),
    ],
)
def test_mistakes_are_one_line(gongkai, words, said):
    code, _, err = gongkai(*words)
    assert code == 1
    assert err.startswith("Error: ") and err.count("\n") == 1
    assert said in err and "Traceback" not in err
