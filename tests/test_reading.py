"""Reading: one file to one report: place, level, year, dates, and what happens where they are missing.

Figures stand only beside fictional names; real names stand in titles, to ask the list of divisions.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from toolkit.errors import ReadError, SourceError
from toolkit.figure import Figure
from toolkit.reading import read_report
from toolkit.report import Report

TITLE = "政府信息公开工作年度报告"

COUNTY_2016 = """<html><head><meta charset="utf-8"><title>虚构县人民政府2016年政府信息公开工作年度报告</title></head><body>
<div>首页 &gt; 政务公开 &gt; 年度报告</div>
<table><tr><td>索引号</td><td>999999-1/2017-00123</td></tr><tr><td>发布日期</td><td>2017-03-20</td></tr></table>
<h1>虚构县人民政府2016年政府信息公开工作年度报告</h1>
<p>发布时间：2017-03-20 浏览次数：1203</p>
<p>根据《中华人民共和国政府信息公开条例》（国务院令第492号）和有关通知（虚政办发〔2017〕3号）编制。统计期限自2016年1月1日起至2016年12月31日止。电话：0999-7832001。</p>
<p>一、概述</p><p>召开会议3次，培训120人次，印发文件6份。</p>
<p>二、主动公开政府信息情况</p>
<p>2016年，全县主动公开政府信息4120条，较2015年增加520条，增长14.4%。其中：机构职能类82条，占2.0%；政策法规类630条，占15.3%；工作动态类3200条，占77.7%；行政职权类208条，占5.0%。</p>
<p>（一）通过政府网站公开3010条；（二）通过政务微博公开610条；（三）通过微信公众号公开500条。</p>
<p>三、依申请公开政府信息情况</p>
<p>全县共受理政府信息公开申请7件，其中当面申请2件，网络申请5件。已全部答复，其中同意公开6件，不予公开1件。</p>
<p>四、咨询投诉情况</p><p>全年共接受政府信息公开咨询210人次，未收到政府信息公开投诉。</p>
<p>五、复议、诉讼和申诉情况</p><p>因政府信息公开申请行政复议1件，行政诉讼0件，未发生申诉案件。</p>
<p>六、支出和收费情况</p><p>政府信息公开工作支出经费8万元，未收取任何费用。</p>
<p>七、存在的主要问题和改进措施</p>
<p>（一）存在问题</p><p>一是公开意识不强；二是更新不及时。</p>
<p>（二）改进措施</p><p>一是加强培训。二是强化考核，力争2017年公开信息5000条以上。</p>
<p>虚构县人民政府</p><p>2017年3月15日</p></body></html>"""

DISTRICT_2014 = """虚构区人民政府2014年政府信息公开工作年度报告

本报告统计期限自2014年1月1日至12月31日止。
一、主动公开政府信息情况
2014年，全区共主动公开政府信息5230条，全文电子化率达100%。在主动公开的信息中，机构职能类信息30条，占总体的比例为0.6%；业务动态类信息5200条，占总体的比例为99.4%。
二、政府信息依申请公开办理情况
本年度共受理政府信息公开申请12件。从申请方式看，当面申请4件，传真申请1件，网上申请7件。已答复12件，其中：“同意公开”答复8件，“不予公开”答复2件，“信息不存在”答复2件。
三、复议、诉讼和申诉情况
发生针对本行政机关有关政府信息公开事务的行政复议案3件，维持2件，纠错1件；行政诉讼案1件，申诉案0件。
四、收费情况
2014年共收取检索费、复印费326元。
"""

TOWNSHIP_2011 = """<html><head><meta charset="utf-8"></head><body>
<p>虚构市2011年政府信息公开工作年度报告</p>
<p>一、概述。截至2011年12月31日，全市累计制作政府信息23110条，其中主动公开21000条，依申请公开1500条，不予公开610条。2011年制作政府信息5120条，其中主动公开政府信息4800条；依申请公开政府信息210条；不予公开政府信息110条。</p>
<p>二、主动公开的情况。主动公开的4800条政府信息中，机构职能类33条，政策法规类560条，工作动态类4207条。</p>
<p>三、收费及减免情况。我市未对申请公开政府信息收取任何费用。</p></body></html>"""


def read(tmp_path: Path, text: str, name: str = "page.txt") -> Report:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_report(path)


def codes(report: Report) -> set[str]:
    return {f.code for f in report.findings}


def spoken(report: Report) -> list[tuple[str, float | None]]:
    return [
        (f.indicator, f.value)
        for f in report.figures
        if f.indicator not in ("printed_share", "printed_change", "disclosed_by_category")
    ]


def classes(report: Report) -> list[tuple[str | None, float | None, bool | None]]:
    return [
        (f.category, f.value, f.cumulative)
        for f in report.figures
        if f.indicator == "disclosed_by_category"
    ]


def test_a_whole_county_report(tmp_path: Path) -> None:
    report = read(tmp_path, COUNTY_2016, "page.html")
    assert sorted(spoken(report)) == sorted(
        [
            ("disclosed_total", 4120), ("disclosed_channel_website", 3010),
            ("disclosed_channel_weibo", 610), ("disclosed_channel_wechat", 500),
            ("requests_received", 7), ("requests_channel_in_person", 2),
            ("requests_channel_online", 5), ("answers_granted", 6), ("answers_refused", 1),
            ("training_participants", 120),
            ("consultations", 210), ("complaints", 0), ("reconsideration_total", 1),
            ("litigation_total", 0), ("higher_appeals", 0), ("request_fees", 0),
        ]
    )  # fmt: skip
    assert classes(report) == [
        ("organisation", 82, False),
        ("rules", 630, False),
        ("work_updates", 3200, False),
        ("powers", 208, False),
    ]
    changes = [f.value for f in report.values("printed_change")]
    assert changes == [520, 14.4]
    assert [s.kind for s in report.sections] == [
        "overview", "active_disclosure", "requests", "consultations_and_complaints", "appeals",
        "spending_and_fees", "problems", "measures",
    ]  # fmt: skip
    assert report.sections[-2].items == ("公开意识不强", "更新不及时")
    assert report.citations == ("虚政办发〔2017〕3号",)
    assert (report.year, report.published) == (2016, "2017-03-20")
    assert report.period == ("2016-01-01", "2016-12-31")
    assert report.metadata["索引号"] == "999999-1/2017-00123"
    assert codes(report) == {"place_unknown"}


def test_a_whole_district_report_as_text(tmp_path: Path) -> None:
    report = read(tmp_path, DISTRICT_2014)
    assert sorted(spoken(report)) == sorted(
        [
            ("disclosed_total", 5230), ("requests_received", 12),
            ("requests_channel_in_person", 4), ("requests_channel_fax", 1),
            ("requests_channel_online", 7), ("requests_answered", 12), ("answers_granted", 8),
            ("answers_refused", 2), ("answers_does_not_exist", 2), ("reconsideration_total", 3),
            ("reconsideration_upheld", 2), ("reconsideration_corrected", 1),
            ("litigation_total", 1), ("higher_appeals", 0), ("request_fees", 326),
        ]
    )  # fmt: skip
    assert classes(report) == [("organisation", 30, False), ("business_updates", 5200, False)]
    assert report.period == ("2014-01-01", "2014-12-31")


def test_lists_belong_to_the_year_where_a_cumulative_total_stands_first(tmp_path: Path) -> None:
    report = read(tmp_path, TOWNSHIP_2011, "page.html")
    totals = [(f.value, f.cumulative) for f in report.values("disclosed_total")]
    assert totals == [(21000, True), (4800, False)]
    assert classes(report) == [
        ("organisation", 33, False),
        ("rules", 560, False),
        ("work_updates", 4207, False),
    ]
    assert [s.kind for s in report.sections] == [
        "overview", "active_disclosure", "spending_and_fees",
    ]  # fmt: skip
    assert [f.value for f in report.values("request_fees")] == [0]
    assert codes(report) == {"place_unknown"}


@pytest.mark.parametrize(
    ("title", "place", "level", "year"),
    [
        (f"沁源县人民政府2016年{TITLE}", "140431", "county", 2016),
        (f"2013年度沁源县人民政府{TITLE}", "140431", "county", 2013),
        (f"沁源县人民政府关于2016年度{TITLE}", "140431", "county", 2016),
        (f"关于印发沁源县2016年{TITLE}的通知", "140431", "county", 2016),
        (f"沁源县人民政府{TITLE}（2016年度）", "140431", "county", 2016),
        (f"沁源县人民政府办公室\n2016年{TITLE}", "140431", "department", 2016),
        ("沁源县人民政府\n2016年政府信息公开工作\n年度报告", "140431", "county", 2016),
        (f"沁源县教育局2015年度{TITLE}", "140431", "department", 2015),
        (f"长治市沁源县郭道镇2019年{TITLE}", "140431", "township", 2019),
        (f"长治市人民政府2015年{TITLE}", "140400", "prefecture", 2015),
        (f"山西省人民政府2015年{TITLE}", "140000", "province", 2015),
        (f"南京市鼓楼区人民政府二〇一四年{TITLE}", "320106", "county", 2014),
        (f"平潭综合实验区2018年{TITLE}", "350128", "county", 2018),
    ],
)
def test_place_level_and_year_from_a_title(
    tmp_path: Path, title: str, place: str, level: str, year: int
) -> None:
    report = read(tmp_path, title + "\n一、概述\n略。\n")
    assert (report.place_code, report.level, report.year) == (place, level, year)


def test_a_name_of_several_places_is_left_open(tmp_path: Path) -> None:
    report = read(tmp_path, f"鼓楼区人民政府2014年{TITLE}\n一、概述\n略。\n")
    assert (report.place_code, report.publisher) == (None, "鼓楼区人民政府")
    # Every place of that name is a county-level one, so the level is known all the same.
    assert report.level == "county"
    (finding,) = [f for f in report.findings if f.code == "place_ambiguous"]
    for code in ("320106", "320302", "350102", "410204"):
        assert code in finding.message


def test_an_unknown_place_is_a_finding(tmp_path: Path) -> None:
    report = read(tmp_path, f"虚构县人民政府2014年{TITLE}\n一、概述\n略。\n")
    assert (report.place, report.place_code) == (None, None)
    assert "place_unknown" in codes(report)


def test_without_title_what_is_there_is_read(tmp_path: Path) -> None:
    text = "二、主动公开政府信息情况\n全年主动公开信息640条。\n三、依申请公开情况\n全年没有收到申请。\n"
    report = read(tmp_path, text)
    assert spoken(report) == [("disclosed_total", 640), ("requests_received", 0)]
    assert (report.title, report.place, report.year) == (None, None, None)
    assert {"place_unknown", "year_unknown"} <= codes(report)


def test_the_signature_names_the_publisher_where_the_title_does_not(tmp_path: Path) -> None:
    text = f"2016年{TITLE}\n一、概述\n略。\n沁源县人民政府\n2017年3月1日\n"
    report = read(tmp_path, text)
    assert (report.publisher, report.place_code) == ("沁源县人民政府", "140431")


def test_a_fuller_name_under_the_text_says_where_a_short_title_is(tmp_path: Path) -> None:
    text = f"2018年郭道镇{TITLE}\n一、概述\n略。\n沁源县郭道镇人民政府\n2018年12月31日\n"
    report = read(tmp_path, text)
    assert (report.place_code, report.level) == ("140431", "township")


def test_a_copy_in_traditional_characters_with_glosses(tmp_path: Path) -> None:
    text = (
        "虛構縣監(jiān)察局2014年政府信息公開工作年度報告\n二、政府信息主動公開情況\n"
        "2014年度共主動公開政府信息(綜合政務(wù)類)280條，全文電子化達100%。\n"
    )
    report = read(tmp_path, text)
    assert (report.year, report.level) == (2014, "department")
    assert spoken(report) == [("disclosed_total", 280)]


def test_a_number_that_ends_a_cut_text_is_no_figure(tmp_path: Path) -> None:
    text = f"虚构县2021年{TITLE}\n一、总体情况\n2021年，全县主动公开政府信息3000条，收到政府信息公开申请30"
    report = read(tmp_path, text)
    assert spoken(report) == [("disclosed_total", 3000)]
    assert "truncated" in codes(report)


def test_a_department_speaks_of_itself(tmp_path: Path) -> None:
    text = (
        f"虚构县财政局2018年{TITLE}\n一、主动公开情况\n"
        "2018年，我局共主动公开政府信息231条，其中，政策文件23条、财政预决算156条、工作动态52条。\n"
        "二、依申请公开情况\n2018年我局未收到依申请公开申请，未发生因政府信息公开引起的行政复议、行政诉讼，没有收费。\n"
    )
    report = read(tmp_path, text)
    assert report.level == "department"
    (total,) = report.values("disclosed_total")
    assert (total.value, total.scope) == (231, "agency")
    zeros = {f.indicator for f in report.figures if f.value == 0}
    assert zeros == {
        "requests_received", "reconsideration_total", "litigation_total", "request_fees",
    }  # fmt: skip


def test_title_and_period_of_different_years(tmp_path: Path) -> None:
    text = (
        f"虚构县2019年{TITLE}\n统计期限从2018年1月1日起至2018年12月31日止。\n2019年公开信息30条。\n"
    )
    report = read(tmp_path, text)
    assert report.year == 2019
    assert [(f.value, f.cumulative) for f in report.values("disclosed_total")] == [(30, False)]
    (finding,) = [f for f in report.findings if f.code == "year_conflict"]
    assert "2018" in finding.message
    assert "2019" in finding.message


def test_a_date_before_the_end_of_the_period_is_found(tmp_path: Path) -> None:
    text = f"虚构县2017年{TITLE}\n发布时间：2017-08-20\n2017年，全县公开信息30条。\n"
    (finding,) = [f for f in read(tmp_path, text).findings if f.code == "date_implausible"]
    assert (finding.expected, finding.found) == ("2017-12-31", "2017-08-20")
    text = text.replace("2017-08-20", "2018-03-20")
    assert "date_implausible" not in codes(read(tmp_path, text))


def test_a_share_that_does_not_follow_is_found(tmp_path: Path) -> None:
    text = (
        f"虚构县2017年{TITLE}\n二、主动公开政府信息情况\n"
        "2017年，全县公开信息1000条。其中政策法规200条，占20.0%；工作动态800条，占90.0%。\n"
    )
    findings = [f for f in read(tmp_path, text).findings if f.code == "printed_share_mismatch"]
    assert [(f.expected, f.found) for f in findings] == [(80.0, 90.0)]


def test_parts_above_their_total_are_found(tmp_path: Path) -> None:
    text = (
        f"虚构县2017年{TITLE}\n二、主动公开政府信息情况\n"
        "2017年，全县公开信息1000条。其中政策法规300条；工作动态800条。\n"
    )
    findings = [f for f in read(tmp_path, text).findings if f.code == "identity_broken"]
    assert len(findings) == 1
    assert "1100" in findings[0].message


@pytest.mark.parametrize(
    "text",
    [
        "2018年虚构区教师招聘公告\n公开招聘教师100名，收到申请230件。\n",
        "天气预报\n今天多云，气温20度。\n",
    ],
)
def test_a_page_of_another_kind_cannot_be_read(tmp_path: Path, text: str) -> None:
    with pytest.raises(ReadError) as error:
        read(tmp_path, text)
    assert "\n" not in str(error.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SourceError):
        read_report(tmp_path / "nothing.html")


def test_a_structured_report_is_read_and_checked(tmp_path: Path) -> None:
    text = """place: 虚构县
place_code: '999901'
publisher: 虚构县人民政府
level: county
year: 2017
form: null
address: https://example.org/report
transcribed: all of it, by hand
synthetic: true
figures:
  - {indicator: disclosed_total, value: 1000, unit: 条}
  - {indicator: disclosed_by_category, label: 政策法规, value: 300, unit: 条}
  - {indicator: disclosed_by_category, label: 工作动态, value: 800, unit: 条}
"""
    report = read(tmp_path, text, "report.yml")
    assert (report.place, report.year, report.synthetic) == ("虚构县", 2017, True)
    assert {f.method for f in report.figures} == {"structured"}
    assert classes(report) == [("rules", 300, False), ("work_updates", 800, False)]
    assert "identity_broken" in codes(report)


def test_a_website_sheet_finds_its_place_by_the_code_of_the_site(tmp_path: Path) -> None:
    """The host's name may be unknown or fit several places; the site's code was given for one."""
    page = Path(__file__).parent / "data" / "forms" / "website2017.html"
    report = read_report(page)
    assert (report.form, report.publisher) == ("website2017", "青禾县人民政府")
    assert {f.scope for f in report.figures} == {"portal"}
    text = page.read_text(encoding="utf-8").replace("9901010001", "3201060001")
    ambiguous = tmp_path / "sheet.html"
    ambiguous.write_text(text.replace("青禾县", "鼓楼区"), encoding="utf-8")
    found = read_report(ambiguous)
    assert (found.place, found.place_code, found.level) == ("鼓楼区", "320106", "county")


def test_figures_of_report_and_website_sheet_meet_in_one_frame() -> None:
    """Two documents of one place and year: the portal's share stands beside the report's."""
    from toolkit.metrics import work_updates_share
    from toolkit.report import figures_frame

    data = Path(__file__).parent / "data" / "forms"
    sheet = replace(read_report(data / "website2017.html"), place="青禾县", place_code="990101",
                    level="county", year=2018)  # fmt: skip
    words = Figure("disclosed_total", 1000, cumulative=False)
    class_ = Figure("disclosed_by_category", 250, label="工作动态", category="work_updates",
                    cumulative=False)  # fmt: skip
    main = replace(sheet, figures=(words, class_), form="stat2014")
    shares = work_updates_share(figures_frame([main, sheet]))
    by_basis = dict(zip(shares["basis"], shares["value"], strict=True))
    assert by_basis == {"report": 0.25, "portal": pytest.approx(1902 / 3120)}
