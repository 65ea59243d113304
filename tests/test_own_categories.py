"""Own categories: a researcher's file laid over the codebook, from the data folder to frame and brief."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import toolkit
from toolkit.brief import check_parameters
from toolkit.brief.notes import _notes
from toolkit.cli import main
from toolkit.codebook import categories, category_of, label_of
from toolkit.codebook.category import ADDED
from toolkit.errors import FormError, SourceError
from toolkit.folder import report_files
from toolkit.metrics import work_updates_share
from toolkit.panel import composition

REPORT = """\
place: 松烟县
place_code: '990103'
publisher: 松烟县人民政府
level: county
year: 2024
synthetic: true
figures:
  - {indicator: disclosed_total, value: 100, unit: 条}
  - {indicator: disclosed_by_category, label: 工作动态, value: 30, unit: 条}
  - {indicator: disclosed_by_category, label: 新闻信息, value: 20, unit: 条}
  - {indicator: disclosed_by_category, label: 旅游资讯类, value: 40, unit: 条}
  - {indicator: disclosed_by_category, label: 通知公告, value: 10, unit: 条, category: rules}
"""
OWN = """\
categories:
  tourism: {zh: 旅游, en: Tourism}
labels:
  旅游资讯: tourism     # the printed label has an ending more
  新闻: work_updates
  通知公告: other
  工作动态: work_updates
"""


@pytest.fixture(autouse=True)
def _forget():
    yield
    ADDED.clear()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "990103-2024.yml").write_text(REPORT, encoding="utf-8")
    (tmp_path / "categories.yml").write_text(OWN, encoding="utf-8")
    return tmp_path


def classed(reports):
    return {f.label: f.category for r in reports for f in r.figures if f.label}


EXPECTED = {
    "工作动态": "work_updates",
    "新闻信息": "work_updates",
    "旅游资讯类": "tourism",
    "通知公告": "rules",  # what the report file itself says of a figure stays
}


def test_a_file_beside_the_reports_is_laid_over_the_codebook(data):
    (report,) = reports = toolkit.load_reports(data)
    assert classed(reports) == EXPECTED
    assert [f.value for f in report.figures] == [100, 30, 20, 40, 10]
    assert report.findings == ()  # 旅游资讯类 is known now
    assert category_of("新闻信息") == "news"  # the codebook itself is as it was
    assert (label_of("tourism"), label_of("tourism", "en")) == ("旅游", "Tourism")


def test_it_reaches_frames_shares_and_composition(data):
    figures = toolkit.figures_frame(toolkit.load_reports(data))
    share = work_updates_share(figures).iloc[0]
    assert (share["value"], share["labels"]) == (0.5, "工作动态、新闻信息")
    frame = composition(figures).set_index("label")
    assert frame.loc["旅游资讯类", "category"] == "tourism"


def test_a_file_named_goes_before_the_one_beside(data, tmp_path):
    other = tmp_path / "sub" / "mine.yml"
    other.parent.mkdir()
    other.write_text("labels: {新闻信息: null}\n", encoding="utf-8")
    reports = toolkit.load_reports(data / "990103-2024.yml", categories=other)
    assert classed(reports)["新闻信息"] is None
    assert classed(reports)["旅游资讯类"] is None
    assert [f.found for f in reports[0].findings] == ["旅游资讯类"]


def test_a_single_file_and_a_folder_of_reports_find_it_too(data):
    assert classed(toolkit.load_reports(data / "990103-2024.yml")) == EXPECTED
    folder = data / "reports"
    folder.mkdir()
    (data / "990103-2024.yml").rename(folder / "a.yml")
    assert classed(toolkit.load_reports(folder)) == EXPECTED


def test_without_a_file_nothing_changes(data):
    (data / "categories.yml").unlink()
    assert classed(toolkit.load_reports(data)) == EXPECTED | {
        "新闻信息": "news", "旅游资讯类": None,
    }  # fmt: skip


def test_laying_it_over_twice_is_the_same_as_once(data):
    own = toolkit.own_categories(data / "categories.yml")
    (report,) = toolkit.load_reports(data)
    assert own.over(report) is report


def test_the_brief_says_which_labels_were_moved(data):
    chosen = check_parameters(
        place="990103", years="2024", language="en", data=str(data), date="", output=""
    )
    assert classed(chosen.reports) == EXPECTED
    notes = _notes(chosen, {}, [])["Categories chosen by the user"]
    # 工作动态 is where it was, and 通知公告 is where its own report puts it.
    assert notes == ["新闻信息 → Work updates", "旅游资讯类 → Tourism"]


def test_a_new_category_can_be_wider_than_another(data):
    (data / "categories.yml").write_text(
        "categories: {press: {zh: 报道, en: Press, wider_than: work_updates}}\n"
        "labels: {旅游资讯: press}\n",
        encoding="utf-8",
    )
    share = work_updates_share(toolkit.figures_frame(toolkit.load_reports(data))).iloc[0]
    assert share["value"] == 0.3
    assert "旅游资讯类" in share["wider_labels"]
    assert categories()["press"].wider_than == "work_updates"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("label: {新闻: news}", "label: is no key: use labels, categories"),
        ("labels: {新闻: nwes}", "labels.新闻: 'nwes' is no category"),
        ("labels: [新闻]", "labels: is not a mapping"),
        ("labels: {2024: news}", "labels.2024: is not text"),
        ("labels: {新闻: news, 新闻类: other}", "label '新闻类' stands in 'news' and 'other'"),
        ("categories: {t: {zh: 旅游}}", "categories.t.en: is missing"),
        ("categories: {t: {zh: 旅游, en: T, wider: x}}", "categories.t.wider: is no key"),
        ("categories: {t: {zh: 旅游, en: T, wider_than: x}}", "wider_than: 'x' is no category"),
        ("categories: {rules: {zh: 规, en: R}}", "categories.rules: stands in the codebook"),
        ("categories: {disclosed_total: {zh: 规, en: R}}", "stands in the codebook already"),
        ("categories: {Trip: {zh: 规, en: R}}", "categories.Trip: is no id"),
        ("labels: {新闻: [", "is not YAML at line"),
        ("- 新闻", "does not hold a mapping"),
    ],
)
def test_what_is_wrong_in_it_is_one_line(data, text, said):
    path = data / "categories.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FormError) as caught:
        toolkit.load_reports(data)
    message = str(caught.value)
    assert message.startswith(f"{path}: ")
    assert said in message
    assert "\n" not in message
    assert not ADDED


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(SourceError, match=r"none\.yml: cannot be read"):
        toolkit.own_categories(tmp_path / "none.yml")


PAGE = """松烟县人民政府2024年政府信息公开工作年度报告
一、总体情况
（一）主动公开。2024年，全县主动公开政府信息100条，其中，工作动态类60条，旅游资讯类40条。
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_read_takes_it(page, data, capsys):
    main(["read", str(page), "--json", "--categories", str(data / "categories.yml")])
    out = json.loads(capsys.readouterr().out)
    by = {f["label"]: f["category"] for f in out["figures"] if f["label"]}
    assert by == {"工作动态类": "work_updates", "旅游资讯类": "tourism"}
    assert "unmapped_category" not in {f["code"] for f in out["findings"]}
    report = toolkit.read_report(page, data / "categories.yml")
    assert classed([report]) == by


def test_read_leaves_it_out_of_a_folder_of_reports(page, data):
    names = {Path(f).name for f in report_files([data])}
    assert names == {"page.txt", "990103-2024.yml"}


def test_the_command_line_passes_it_on(data, tmp_path, capsys):
    mine = tmp_path / "mine.yml"
    mine.write_text("labels: {工作动态: nowhere}\n", encoding="utf-8")
    for words in (["panel", "disclosed_total"], ["chart", "share"], ["brief", "county"]):
        with pytest.raises(SystemExit):
            main([*words, "--places", "平潭县", "--data", str(data), "--categories", str(mine)])
        error = capsys.readouterr().err
        assert "labels.工作动态: 'nowhere' is no category" in error
        assert error.count("\n") == 1
