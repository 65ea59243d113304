"""What changed between two releases: one line a figure, and why."""

from __future__ import annotations

import csv
import io
import json
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.brief.choice import Choice
from toolkit.cli import cli
from toolkit.corrections import Corrections, load_corrections
from toolkit.errors import SourceError
from toolkit.figure import Figure, Finding
from toolkit.release import diff_releases, open_release, release_content, write_release
from toolkit.release.diff import COLUMNS
from toolkit.release.tables import figures_table, reports_table
from toolkit.report import Report


def report(*figures: Figure, **more) -> Report:
    """A page of a fictional county as it was read."""
    facts = {
        "source": "page.html", "sha256": "0" * 64, "address": "https://example.org/1", "level": "county",
        "place": "星湖区", "place_code": "990101", "publisher": "星湖区人民政府", "year": 2020,
        "form": "form2019", "synthetic": True,
    }  # fmt: skip
    return Report(**(facts | {"figures": figures} | more))


def figure(value: float | None = 5, indicator: str = "requests_received", **more) -> Figure:
    return Figure(indicator, value, "件", method="table", **more)


@pytest.fixture
def release(tmp_path):
    """Return what makes a release of some reports, the first of them 1, then 2 …"""
    count = 0

    def make(
        *reports: Report, said: Corrections | None = None, previous: Path | None = None
    ) -> Path:
        nonlocal count
        count += 1
        chosen = Choice("en", reports=reports, corrections=said)
        earlier = open_release(previous) if previous else None
        content = release_content(chosen, tmp_path, earlier)
        return write_release(content, tmp_path, str(count), date="2026-03-01")

    return make


def told(frame: pd.DataFrame) -> list[tuple]:
    """Return kind, change, why and both values of each row."""
    plain = frame.astype(object).where(frame.notna(), None)
    names = ["of", "change", "why", "old_value", "new_value"]
    return [tuple(r) for r in plain[names].itertuples(index=False)]


def test_the_same_data_differ_in_nothing(release):
    one = release(report(figure(), figure(1, "litigation_total")))
    other = release(report(figure(), figure(1, "litigation_total")))
    frame = diff_releases(one, other)
    assert frame.empty
    assert list(frame.columns) == list(COLUMNS)


def test_one_changed_figure_is_one_line_that_names_it(release):
    others = [figure(n, i) for n, i in enumerate(("litigation_total", "request_fees"))]
    one = release(report(figure(5), *others))
    other = release(report(figure(6), *others, sha256="1" * 64))
    (row,) = diff_releases(one, other).to_dict("records")
    assert (row["place_code"], row["publisher"], row["year"]) == ("990101", "星湖区人民政府", 2020)
    assert (row["indicator"], row["applicant"], row["what"]) == (
        "requests_received",
        "total",
        "value",
    )
    assert (row["old_value"], row["new_value"]) == (5, 6)
    assert (row["change"], row["why"]) == ("changed", "page_changed")
    assert row["synthetic"] is True


@pytest.mark.parametrize(
    ("sha256", "source", "why"),
    [
        ("0" * 64, "page.html", "reread"),
        ("1" * 64, "page.html", "page_changed"),
        ("1" * 64, "990101-2020.yml", "file_changed"),
    ],
)
def test_why_a_figure_changed(sha256, source, why, release):
    one = release(report(figure(5), source=source))
    other = release(report(figure(6), source=source, sha256=sha256))
    assert told(diff_releases(one, other)) == [("figure", "changed", why, 5, 6)]


def test_a_number_that_becomes_a_blank_keeps_both_sides(release):
    one, other = release(report(figure(0))), release(report(figure(None, missing="blank")))
    (row,) = diff_releases(one, other).to_dict("records")
    assert (row["old_value"], row["new_missing"], row["what"]) == (0, "blank", "value+missing")
    assert pd.isna(row["new_value"]) and pd.isna(row["old_missing"])


def test_figures_that_come_and_go(release):
    one = release(report(figure(5)))
    other = release(report(figure(5), figure(1, "litigation_total")))
    assert told(diff_releases(one, other)) == [("figure", "added", "reread", None, 1)]
    assert told(diff_releases(other, one)) == [("figure", "removed", "reread", 1, None)]


def test_a_new_report_and_one_that_is_gone(release):
    later = report(figure(7), year=2021, address="https://example.org/2", sha256="2" * 64)
    one, other = release(report(figure(5))), release(report(figure(5)), later)
    assert told(diff_releases(one, other)) == [
        ("figure", "added", "new_report", None, 7), ("report", "added", "new_report", None, None),
    ]  # fmt: skip
    assert told(diff_releases(other, one)) == [
        ("figure", "removed", "report_gone", 7, None),
        ("report", "removed", "report_gone", None, None),
    ]
    # Made with the release before it, it stays: one line for the report, none for its figures.
    kept = release(report(figure(5)), previous=other)
    assert told(diff_releases(other, kept)) == [("report", "changed", "not_in_data", None, None)]


def test_what_was_found_stands_once_where_one_of_two_reports_stays(release):
    wrong = Finding(
        "identity_broken", "error", "6 is not 5", indicator="requests_received", found=5
    )
    two = [
        report(figure(n), address=f"https://example.org/{n}", sha256=str(n) * 64, findings=(wrong,))
        for n in (1, 2)
    ]
    one = release(*two)
    kept = release(two[0], previous=one)
    before, after = (open_release(r).table("findings")["code"].tolist() for r in (one, kept))
    assert before == after
    assert before.count("identity_broken") == 2


def test_what_became_of_a_page_is_one_line_a_report(release):
    figures = [figure(n, i) for n, i in enumerate(("litigation_total", "request_fees"))]
    one = release(report(*figures))
    for since, why in (({"withdrawn": "2025-03-01"}, "withdrawn"),
                       ({"moved_to": "https://example.org/new"}, "moved")):  # fmt: skip
        other = release(report(*figures, metadata=since))
        (row,) = diff_releases(one, other).to_dict("records")
        assert (row["of"], row["why"]) == ("report", why)
        assert next(iter(since.values())) in row["detail"]
    other = release(report(*figures, publisher="星湖区政府", sha256="3" * 64))
    (row,) = diff_releases(one, other).to_dict("records")
    assert (row["why"], row["detail"]) == ("facts", "publisher: 星湖区人民政府 → 星湖区政府")


def test_a_correction_changes_what_is_used_and_not_what_is_published(release, tmp_path):
    path = tmp_path / "corrections.yml"
    path.write_text(
        "- {place: '990101', year: 2020, indicator: requests_received, expect: 5, use: 4, reason: x,"
        " source: x, by: x}\n",
        encoding="utf-8",
    )
    one = release(report(figure(5)))
    other = release(report(figure(5)), said=load_corrections(path))
    (row,) = diff_releases(one, other).to_dict("records")
    assert (row["why"], row["what"]) == ("correction", "corrected")
    assert (row["old_value"], row["new_value"], row["new_corrected"]) == (5, 5, 4)


def test_a_figure_of_another_scope_or_label_is_the_same_figure(release):
    one = release(report(figure(5, scope="portal")))
    other = release(report(figure(5, scope="whole_county")))
    (row,) = diff_releases(one, other).to_dict("records")
    assert (row["change"], row["detail"]) == ("changed", "scope: portal → whole_county")
    parts = [figure(n, "disclosed_by_category", label=x) for n, x in ((3, "动态"), (4, "公告"))]
    one, other = (
        release(report(*parts)),
        release(report(parts[0], replace(parts[1], label="公告类"))),
    )
    (row,) = diff_releases(one, other).to_dict("records")
    assert (row["what"], row["detail"], row["new_value"]) == ("label", "label: 公告 → 公告类", 4)


def test_of_two_figures_under_one_key_only_the_one_that_goes_is_told(release):
    one, other = release(report(figure(5), figure(7))), release(report(figure(7)))
    assert told(diff_releases(one, other)) == [("figure", "removed", "reread", 5, None)]


@dataclass(frozen=True)
class InMemory:
    """The tables that a comparison asks for, without a folder."""

    figures: tuple[Figure, ...]

    def table(self, name: str, needed=()) -> pd.DataFrame:
        reports = [report(*self.figures)]
        made = {"figures": figures_table, "reports": reports_table}[name](reports, ["a-b-c"])
        return made.assign(corrected=pd.array([None] * len(made), dtype="Float64"))


CELLS = st.lists(
    st.one_of(st.integers(0, 3), st.sampled_from(["blank", "slash"])), min_size=8, max_size=8
)


@settings(max_examples=25)
@given(CELLS, CELLS)
def test_as_many_lines_as_cells_that_differ(old, new):
    names = ("natural_person", "business", "research", "ngo", "legal_service", "total")
    keys = [("requests_received", a) for a in names] + [("litigation_total", "total")]
    keys.append(("reconsideration_total", "total"))

    def side(cells):
        made = [
            figure(None, i, applicant=a, missing=c)
            if isinstance(c, str)
            else figure(c, i, applicant=a)
            for (i, a), c in zip(keys, cells, strict=True)
        ]
        return InMemory(tuple(made))

    frame = diff_releases(side(old), side(new))
    differ = {k: (a, b) for k, a, b in zip(keys, old, new, strict=True) if a != b}
    assert set(zip(frame["indicator"], frame["applicant"], strict=True)) == set(differ)
    assert len(frame) == len(differ)
    assert set(frame["change"]) <= {"changed"}
    for row in frame.astype(object).where(frame.notna(), None).to_dict("records"):
        sides = tuple(
            row[f"{x}_value"] if row[f"{x}_value"] is not None else row[f"{x}_missing"]
            for x in ("old", "new")
        )
        assert sides == differ[row["indicator"], row["applicant"]]


# On the command line


def gongkai(*args: str):
    return CliRunner().invoke(cli, [str(a) for a in args])


def test_one_figure_changed_in_a_file_is_named_once(tmp_path):
    demo = Path(__file__).resolve().parents[1] / "data/demo/reports"
    folder = tmp_path / "data"
    folder.mkdir()
    for path in sorted(demo.glob("990101-20*.yml"))[:6]:
        shutil.copyfile(path, folder / path.name)
    args = (
        "release",
        "--data",
        folder,
        "-o",
        tmp_path / "out",
        "--date",
        "2026-03-01",
        "--version",
    )
    assert gongkai(*args, "1").exit_code == 0
    path = folder / "990101-2008.yml"  # it states 4 requests received
    text = path.read_text("utf-8")
    assert text.count("requests_received, value: 4,") == 1
    path.write_text(
        text.replace("requests_received, value: 4,", "requests_received, value: 40,"), "utf-8"
    )
    assert gongkai(*args, "2").exit_code == 0
    folders = [tmp_path / "out" / f"gongkai-synthetic-{n}" for n in (1, 2)]
    out = tmp_path / "diff.csv"
    done = gongkai("diff", *folders, "--csv", out, "--language", "en")
    assert done.exit_code == 0
    lines = done.output.splitlines()
    assert lines[1:3] == [
        "figures: 1 changed (the report's file was edited)", "reports: no difference",
    ]  # fmt: skip
    (line,) = lines[3:]
    assert "星湖区人民政府 2008" in line and "Requests received: 4 → 40" in line
    (row,) = csv.DictReader(io.StringIO(out.read_bytes().decode("utf-8-sig"), newline=""))
    assert (row["indicator"], row["old_value"], row["new_value"]) == (
        "requests_received",
        "4",
        "40",
    )
    assert (row["place"], row["year"], row["why"]) == ("星湖区", "2008", "file_changed")
    chinese = gongkai("diff", *folders).output
    assert "数据" in chinese.splitlines()[0]
    assert "收到政府信息公开申请数: 4 → 40" in chinese and "报告文件已改" in chinese
    assert "没有不同" in gongkai("diff", folders[0], folders[0]).output


def test_an_altered_file_is_warned_of_and_named(release):
    one, other = release(report(figure(5))), release(report(figure(6)))
    with (one / "panel.csv").open("a") as file:
        file.write("x")
    (other / "README.md").unlink()
    done = gongkai("diff", one, other, "--language", "en")
    assert done.exit_code == 0
    assert f"{one / 'panel.csv'}: is not the file" in done.stderr
    assert f"{other / 'README.md'}: is not the file" in done.stderr
    assert done.stderr.count("\n") == 2 and "5 → 6" in done.stdout


def test_folders_that_are_no_releases_are_one_line(release, tmp_path):
    one = release(report(figure(5)))
    (tmp_path / "empty").mkdir()
    for folder in (tmp_path / "empty", tmp_path / "nowhere"):
        done = gongkai("diff", one, folder)
        assert done.exit_code == 1 and done.output.count("\n") == 1
        assert str(folder) in done.output and "gongkai release" in done.output
    package = tmp_path / "empty" / "datapackage.json"
    for text in ("{", "[]", '{"name": "x"}'):
        package.write_text(text, encoding="utf-8")
        done = gongkai("diff", one, tmp_path / "empty")
        assert done.exit_code == 1 and "describes no release" in done.output


def test_another_layout_and_damaged_tables_are_one_line(release, tmp_path):
    one, other = release(report(figure(5))), release(report(figure(6)))
    (other / "figures.parquet").write_bytes(b"PAR1")
    done = gongkai("diff", one, other)
    assert done.exit_code == 1 and "Traceback" not in done.output
    assert f"{other / 'figures.parquet'}: cannot be read" in done.stderr
    frame = open_release(one).table("reports").drop(columns="sha256")
    frame.to_parquet(one / "reports.parquet")
    with pytest.raises(SourceError, match="sha256"):
        diff_releases(one, one)
    package = json.loads((other / "datapackage.json").read_text("utf-8"))
    package["gongkai"]["layout"] = 99
    (other / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    with pytest.raises(SourceError, match="layout 99"):
        diff_releases(one, other)


def test_a_list_of_changes_is_never_written_over_something_else(release, tmp_path):
    one, other = release(report(figure(5))), release(report(figure(6)))
    kept = tmp_path / "thesis.csv"
    kept.write_text("mine", encoding="utf-8")
    done = gongkai("diff", one, other, "--csv", kept)
    assert done.exit_code == 1 and kept.read_text("utf-8") == "mine"
    out = tmp_path / "diff.csv"
    for _ in range(2):
        assert gongkai("diff", one, other, "--csv", out).exit_code == 0


def test_a_list_of_checksums_that_names_files_elsewhere_is_not_followed(release, tmp_path):
    one = release(report(figure(5)))
    secret = tmp_path / "secret"
    secret.write_text("x", encoding="utf-8")
    with (one / "SHA256SUMS").open("a") as file:
        file.write(f"{'0' * 64}  ../secret\n")
    assert open_release(one).altered == ("../secret",)
