"""Sentences that hold a number which is not the figure that they seem to state: it stays unread."""

from __future__ import annotations

import pytest

from toolkit.readers import read_document
from toolkit.reading import assemble
from toolkit.report import Report


def said(sentence: str, title: str = "砚溪县人民政府2022年政府信息公开工作年度报告") -> Report:
    text = f"{title}\n一、总体情况\n{sentence}\n"
    return assemble(read_document(text.encode(), "sentence"))


@pytest.mark.parametrize(
    ("sentence", "indicator"),
    [
        ("2022年，全县共收到政府信息公开申请较上年增加12件。", "requests_received"),
        ("2022年，收到政府信息公开申请同比增加12件。", "requests_received"),
        ("2022年，我县收到政府信息公开申请比去年减少5件。", "requests_received"),
        ("2022年收到政府信息公开申请第12件。", "requests_received"),
        ("2022年收到政府信息公开申请占全市15件。", "requests_received"),
        ("近三年来，共收到政府信息公开申请36件。", "requests_received"),
        ("2019-2022年共收到政府信息公开申请36件。", "requests_received"),
        ("2021年和2022年共收到政府信息公开申请30件。", "requests_received"),
        ("2020年、2021年、2022年分别收到政府信息公开申请10件、20件、30件。", "requests_received"),
        ("十四五以来，共收到政府信息公开申请36件。", "requests_received"),
        ("三年来我县主动公开政府信息3600条。", "disclosed_total"),
        ("县公安局收到政府信息公开申请12件。", "requests_received"),
        ("县住建局、教育局分别收到政府信息公开申请12件、8件。", "requests_received"),
        ("收到政府信息公开申请较多的单位有县公安局12件。", "requests_received"),
        ("各乡镇收到政府信息公开申请12件。", "requests_received"),
        ("2022年乡镇未收到政府信息公开申请。", "requests_received"),
        ("2022年除县公安局外，其他部门未收到政府信息公开申请。", "requests_received"),
        ("2022年全市收到政府信息公开申请1200件，我县收到12件。", "requests_received"),
        ("全省收到政府信息公开申请1200件。", "requests_received"),
        ("2022年平均收到政府信息公开申请12件。", "requests_received"),
        ("2022年12月主动公开政府信息345条。", "disclosed_total"),
        ("2022年1月1日至2022年6月30日收到政府信息公开申请12件。", "requests_received"),
        ("2022年主动公开政府信息345条（不含乡镇）。", "disclosed_total"),
        ("2022年主动公开政府信息2.345条。", "disclosed_total"),
        ("2022年收到政府信息公开申请-12件。", "requests_received"),
        ("2022年收到政府信息公开申请表12件。", "requests_received"),
        ("2022年政府信息公开申请未办结12件。", "requests_answered"),
        ("2022年未按期答复政府信息公开申请12件。", "requests_answered"),
        ("2022年不予受理政府信息公开申请3件。", "requests_received"),
        ("2022年没有收到要求更正政府信息的申请。", "requests_received"),
        ("2022年收到各类咨询投诉及申请公开123件。", "complaints"),
        ("2022年，我县法院审理信息公开行政诉讼12件。", "litigation_total"),
    ],
)
def test_a_number_of_something_else_stays_unread(sentence: str, indicator: str) -> None:
    report = said(sentence)
    assert [f.value for f in report.figures if f.indicator == indicator] == []
    assert indicator in {f.indicator for f in report.findings if f.code == "abstained"}


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("2022年，全县收到政府信息公开申请45件，较上年增加12件。", 45),
        ("2022年，全县56个单位共收到政府信息公开申请12件，占全市的15%。", 12),
        ("2022年全县各乡镇、各部门共收到政府信息公开申请12件。", 12),
        ("2022年1月1日至12月31日，我县收到政府信息公开申请12件。", 12),
        ("2022年，全县各部门均未收到政府信息公开申请。", 0),
        ("2022年收到政府信息公开申请从8件上升至12件。", 12),
    ],
)
def test_what_is_said_beside_a_figure_does_not_hide_it(sentence: str, value: int) -> None:
    assert [f.value for f in said(sentence).values("requests_received")] == [value]


def test_a_body_speaks_for_itself_in_its_own_report() -> None:
    report = said(
        "2022年，砚溪县公安局收到政府信息公开申请12件。",
        "砚溪县公安局2022年政府信息公开工作年度报告",
    )
    assert [f.value for f in report.values("requests_received")] == [12]


def test_of_appeals_of_every_kind_only_those_on_disclosure_are_read() -> None:
    report = said("2022年行政复议申请3件，其中因信息公开1件。")
    assert [f.value for f in report.values("reconsideration_total")] == [1]
