"""Values: printed text to a number or a kind of missing, never to a guess."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.values import MISSING_KINDS, Value, chinese_number, fold, parse_value, to_number

FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
COUNTS = st.integers(min_value=0, max_value=10**9)


@pytest.mark.parametrize(
    ("printed", "number", "unit"),
    [
        ("2768", 2768, None),
        (" 2768 ", 2768, None),
        ("０", 0, None),
        ("1,234,567", 1234567, None),
        ("1，234", 1234, None),
        ("12 345", 12345, None),
        ("-15", -15, None),
        ("－15", -15, None),
        ("+7", 7, None),
        ("73802895.90元", 73802895.9, "元"),
        ("18651.06", 18651.06, None),
        ("218件", 218, "件"),
        ("1.2万条", 12000, "条"),
        ("3亿次", 300000000, "次"),
        ("5.6万元", 5.6, "万元"),
        ("9.1%", 9.1, "%"),
        ("9.1％", 9.1, "%"),
        ("2768¹", 2768, None),
        ("2768 [1]", 2768, None),
        ("２７６８①", 2768, None),
        ("218（件）", 218, "件"),
    ],
)
def test_numbers(printed: str, number: float, unit: str | None) -> None:
    assert parse_value(printed) == Value(number, None, unit, False)


@pytest.mark.parametrize(
    "printed", ["约500", "近1万", "500余条", "1000多人", "超过20条", "20条以上"]
)
def test_approximate(printed: str) -> None:
    assert parse_value(printed).approximate


@pytest.mark.parametrize(
    ("printed", "kind"),
    [
        ("", "blank"),
        (" 　\u00a0\n", "blank"),
        ("\u200b", "blank"),
        ("/", "slash"),
        ("／", "slash"),
        ("-", "dash"),
        ("——", "dash"),
        ("—", "dash"),
        ("无", "none"),
        ("没有", "none"),
        ("不适用", "not_stated"),
        ("1\n2", "illegible"),
        ("1 2", "illegible"),
        ("12 34", "illegible"),
        ("1234 567", "illegible"),
        ("1,23", "illegible"),
        ("1,2345", "illegible"),
        ("2\ufffd68", "illegible"),
        ("3-5", "illegible"),
        ("若干条", "illegible"),
        ("12.", "illegible"),
        ("--5", "illegible"),
        ("12O", "illegible"),
        ("1l", "illegible"),
        ("12〇", "illegible"),
        ("3千", "illegible"),
        ("2768?", "illegible"),
        ("¹2768", "illegible"),
    ],
)
def test_missing_is_a_kind_and_never_zero(printed: str, kind: str) -> None:
    assert kind in MISSING_KINDS
    assert parse_value(printed) == Value(None, kind)


@given(COUNTS)
def test_a_count_comes_back_in_every_print(count: int) -> None:
    plain = str(count)
    prints = [plain, plain.translate(FULL_WIDTH), f"{count:,}", f"{count:,}".replace(",", "，")]
    for printed in [*prints, f" {plain}　", f"{plain}条", f"\n{plain} 件"]:
        assert parse_value(printed).number == count
    assert parse_value(f"-{plain}").number == -count


@given(COUNTS, COUNTS, st.sampled_from(["\n", " \n ", "\t", "  ", "\u3000"]))
def test_two_numbers_in_a_cell_are_never_one(a: int, b: int, between: str) -> None:
    assert parse_value(f"{a}{between}{b}") == Value(None, "illegible")


@given(st.integers(min_value=1, max_value=999), st.integers(min_value=0, max_value=999))
def test_groups_of_three_may_be_set_apart_by_one_blank(thousands: int, rest: int) -> None:
    assert parse_value(f"{thousands} {rest:03d}").number == thousands * 1000 + rest


@given(st.text())
def test_any_text_is_a_number_or_a_kind_of_missing(text: str) -> None:
    value = parse_value(text)
    assert (value.number is None) == (value.missing in MISSING_KINDS)
    assert (value.number is None) == (value.missing is not None)


@given(st.text())
def test_fold_keeps_every_character_in_its_place(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded
    for before, after in zip(text, folded, strict=True):
        assert before == after or fold(before) == after


def test_fold_maps_to_plain_forms() -> None:
    assert fold("（２０１２）：１，２％　○") == "(2012):1,2% 〇"


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("\u2f8f政许可", "行政许可"),
        ("\u2f83然\u2f08", "自然人"),
        ("\u2ed4户网站\u2edaＩＤ", "门户网站页ID"),
        ("\u2ed3期 \u2ec5证 \u2ecb辆 \u2ea0政", "长期 见证 车辆 民政"),
        ("\u2f92、\u2fa8、\u2fa7", "见、门、长"),
        ("\uf9b4\uf98a", "领力"),
        ("政府資訊公開條例", "政府资讯公开条例"),
        ("行政復議、訴訟結果維持、總計", "行政复议、诉讼结果维持、总计"),
        (
            "無法提供、屬於國家秘密、屬於三類內部事務信息",
            "无法提供、属于国家秘密、属于三类内部事务信息",
        ),
    ],
)
def test_radicals_and_traditional_characters_are_read_as_the_plain_ones(
    printed: str, plain: str
) -> None:
    assert fold(printed) == plain


@pytest.mark.parametrize(
    ("printed", "number"),
    [("十", 10), ("十二", 12), ("二十", 20), ("一百零三", 103), ("两千", 2000), ("二〇一七", 2017),
     ("九千九百九十九", 9999), ("", None), ("几十", None)],
)  # fmt: skip
def test_chinese_numbers(printed: str, number: int | None) -> None:
    assert chinese_number(printed) == number


def test_scales_are_multiplied_out() -> None:
    assert to_number("1.23", "万") == 12300
    assert to_number("1,000") == 1000
    assert isinstance(to_number("1.5", "亿"), int)
