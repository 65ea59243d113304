"""Places: local codes of zones, one's own list of divisions, the frame and the command that show them."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from toolkit.brief.choice import check_parameters
from toolkit.cli import main
from toolkit.divisions import (
    find_place,
    is_local,
    local_code,
    places_frame,
    resolve_place,
    table,
)
from toolkit.errors import FormError, ParameterError, SourceError
from toolkit.panel import series
from toolkit.report import figures_frame
from toolkit.structured import load_reports

HEAD = "code,name,level,province,prefecture,from,to,successors\n"


@pytest.fixture
def own(tmp_path):
    """Return what writes a list of divisions of one's own."""

    def write(*lines: str, head: str = HEAD) -> Path:
        path = tmp_path / "divisions.csv"
        path.write_text(head + "".join(f"{line}\n" for line in lines), encoding="utf-8")
        return path

    return write


def shown(capsys, *args: str) -> str:
    main(["places", *args])
    return capsys.readouterr().out


def refused(capsys, *args: str) -> str:
    with pytest.raises(SystemExit) as stopped:
        main(["places", *args])
    assert stopped.value.code == 1
    said = capsys.readouterr().err
    assert said.startswith("Error: ") and said.count("\n") == 1
    return said


# --- zones ------------------------------------------------------------------------------------------


#: Zones that report in data/reports, and what lies above them, looked up by hand.
ZONES = {
    "咸宁高新技术产业开发区": ("421200Z01", "湖北省", "咸宁市"),
    "重庆两江新区": ("500000Z01", "重庆市", ""),
    "安顺经济技术开发区": ("520400Z01", "贵州省", "安顺市"),
    "阿拉善高新技术产业开发区": ("152900Z01", "内蒙古自治区", "阿拉善盟"),
    "银川市苏银产业园": ("640100Z01", "宁夏回族自治区", "银川市"),
}


@pytest.mark.parametrize("name", ZONES)
def test_trap_a_zone_has_a_local_code_that_is_marked_unofficial(name, capsys):
    code, province, prefecture = ZONES[name]
    (zone,) = find_place(name, 2023)
    assert (zone.code, zone.level, zone.province, zone.prefecture) == (
        code, "zone", province, prefecture,
    )  # fmt: skip
    assert is_local(zone.code) and not zone.official
    # The digits are those of the division above.
    assert resolve_place(prefecture or province).code[:4] == code[:4]
    said = shown(capsys, name)
    assert code in said and "unofficial" in said
    row = places_frame(name).iloc[0]
    assert (row["code"], row["official"], row["level"]) == (code, False, "zone")


def test_every_zone_report_that_comes_along_has_a_place():
    without = [r for r in load_reports() if r.place_code is None]
    assert [(r.place, r.level) for r in without] == [("资阳市南薰乡", "township")]


def test_a_zone_is_a_place_of_a_panel():
    # The zone of Xianning printed 833 items for 2023; Liangjiang received 278 requests in that year.
    reports = load_reports(places=["咸宁高新区", "重庆两江新区"])
    figures = figures_frame(reports)
    items = series(figures, "disclosed_total", places=["421200Z01"])
    assert items[["place", "year", "value"]].values.tolist() == [
        ["咸宁高新技术产业开发区", 2023, 833]
    ]
    requests = series(figures, "requests_received", places=["重庆两江新区"])
    # Its office reported for 2023 and 2024 as well: a department, which fills no series.
    assert requests[["place_code", "year", "value"]].values.tolist() == [["500000Z01", 2023, 278]]


def test_a_zone_is_the_place_of_a_brief():
    chosen = check_parameters(place="重庆两江新区", years="2020-2025")
    assert (chosen.codes, chosen.places) == (("500000Z01",), ("重庆两江新区",))
    assert [r.level for r in chosen.reports] == ["zone"]
    assert {r.year for r in chosen.below} == {2023, 2024}
    by_code = check_parameters(place="500000Z01", years="2020-2025")
    assert by_code.reports == chosen.reports


REPORT = """\
place: {place}
place_code: {code}
publisher: {place}管委会
level: zone
year: 2023
address: https://example.invalid/
{more}"""


def test_a_zone_that_no_list_knows_has_a_code_made_of_its_name(tmp_path):
    text = REPORT.format(place="临空产业新城", code="null", more="")
    (tmp_path / "zone.yml").write_text(text, encoding="utf-8")
    # Below nothing; the six digits are the first of: printf 临空产业新城 | sha256sum
    code = "000000Z7c1595"
    assert local_code(None, "zone", "临空产业新城") == code
    assert [r.place_code for r in load_reports(tmp_path)] == [code]
    assert load_reports(tmp_path, places=["临空产业新城"]) == load_reports(tmp_path, places=[code])
    chosen = check_parameters(place="临空产业新城", years="2023", data=str(tmp_path))
    assert (chosen.codes, chosen.places) == ((code,), ("临空产业新城",))


def test_departments_have_local_codes_below_their_county():
    # printf 东城区审计局 | sha256sum
    code = "110101D1756bc"
    assert local_code("110101", "department", "东城区审计局") == code
    assert is_local(code)
    assert local_code("110101", "township", "东城区审计局") == "110101T1756bc"
    assert not is_local("110101")


# --- one's own list ---------------------------------------------------------------------------------


def test_an_overlay_adds_a_zone_and_says_where_it_is_from(own, capsys):
    path = own("350100Z01,福州高新区,zone,福建省,福州市,,,")
    (zone,) = find_place("福州高新区", 2023, path)
    assert (zone.code, zone.overlay) == ("350100Z01", str(path))
    assert find_place("福建省福州市福州高新区", 2023, path) == [zone]
    # Nothing of it stays behind.
    assert find_place("福州高新区", 2023) == []
    said = shown(capsys, "福州高新区", "--divisions", str(path))
    assert "350100Z01" in said and "unofficial" in said and f"from {path}" in said
    assert shown(capsys, "福州高新区", "--data", str(path.parent)) == said
    assert places_frame("福州高新区", source=path)["overlay"].tolist() == [str(path)]


def test_an_overlay_tells_of_a_change_after_the_last_list(own, capsys):
    # Invented, with the fictional county 990103.
    path = own(
        "990103,松烟县,3,星野省,云泽市,,2025,990193@2025", "990193,松烟市,3,星野省,云泽市,2025,,"
    )  # fmt: skip
    assert [d.code for d in find_place("松烟市", 2025, path)] == ["990193"]
    assert [d.code for d in find_place("松烟县", 2023, path)] == ["990103"]
    assert find_place("松烟县", 2025, path) == []
    said = shown(capsys, "松烟县", "--divisions", str(path))
    assert "2025: renamed 星野省云泽市松烟市 990193" in said
    frame = places_frame("松烟市", 2025, path).iloc[0]
    assert (frame["first"], frame["carried_forward"]) == (2025, False)
    assert find_place("松烟县", 2025) != []  # without the file nothing has changed


def test_an_overlay_beside_the_reports_is_found(own, tmp_path):
    path = own("350100Z01,福州高新区,zone,福建省,福州市,,,")
    text = REPORT.format(place="福州高新区", code="null", more="")
    (tmp_path / "zone.yml").write_text(text, encoding="utf-8")
    assert [r.place_code for r in load_reports(tmp_path)] == ["350100Z01"]
    chosen = check_parameters(place="福州高新区", years="2023", data=str(tmp_path))
    assert (chosen.codes, chosen.divisions) == (("350100Z01",), str(path))
    assert len(load_reports(tmp_path, places=["福州高新区"])) == 1


def test_a_line_that_says_what_the_list_says_adds_nothing(own):
    path = own("350128,平潭县,3,福建省,福州市,,,", "990301,新甲县,3,星野省,云泽市,,,")
    assert find_place("平潭县", 2020, path) == find_place("平潭县", 2020)
    assert len(table(path).divisions) == len(table().divisions) + 1


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["350128,平海县,3,福建省,福州市,,,"], "line 2: 350128 平海县 contradicts the list"),
        (["350128,平潭县,3,福建省,福州市,2015,,"], "350128 平潭县 contradicts"),
        (["350128,平潭县,3,福建省,福州市,,2020,"], "350128 平潭县 contradicts"),
        (["350199,平潭县,3,福建省,福州市,,,"], "stands in the list already, as 350128"),
        (["350199,海坛县,4,福建省,福州市,,,"], "level '4' is unknown"),
        (["350199,海坛县,3,福建省,福州市,去年,,"], "from '去年' is not a year"),
        (["350199,海坛县,3,福建省,福州市,2025,2020,"], "before it begins"),
        (["350199,,3,福建省,福州市,,,"], "name and province are needed"),
        (["35019,海坛县,3,福建省,福州市,,,"], "code '35019' does not fit: six digits"),
        (["350199,海坛区,zone,福建省,福州市,,,"], "a zone's is local"),
        (["350100Z01,海坛区,3,福建省,福州市,,,"], "does not fit: six digits"),
        (["350199,海坛县,3,福建省,福州市,,2025,350198@2025"], "'350198@2025' is no division"),
        (["990301,甲,3,星野省,云泽市,,,", "990301,乙,3,星野省,云泽市,,,"], "line 3: 990301 乙"),
    ],
)
def test_what_contradicts_the_list_is_one_line_that_names_the_line(own, capsys, lines, said):
    path = own(*lines)
    with pytest.raises(FormError) as caught:
        table(path)
    assert said in str(caught.value)
    assert str(caught.value).startswith(f"{path}: line ")
    assert said in refused(capsys, "平潭县", "--divisions", str(path))


def test_an_overlay_without_a_column_or_without_a_file(own, tmp_path, capsys):
    path = own("350100Z01,福州高新区", head="code,name\n")
    assert "no column 'level'" in refused(capsys, "平潭县", "--divisions", str(path))
    path.write_bytes("code,name\n350128,平潭县\n".encode("gbk"))
    assert "is not UTF-8" in refused(capsys, "平潭县", "--divisions", str(path))
    own("x" * 200_000)
    # How long a field may be depends on what else runs: refused it is either way.
    assert "divisions.csv: line " in refused(capsys, "平潭县", "--divisions", str(path))
    with pytest.raises(SourceError, match="nowhere"):
        table(tmp_path / "nowhere.csv")


def test_the_lists_that_come_along_are_no_overlay():
    assert check_parameters(place="松烟县", years="2020", data="demo").divisions is None
    assert check_parameters(place="平潭县", years="2020").divisions is None


# --- what is shown ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("鼓楼区",), ["320106", "320302", "350102", "410204", "More than one"]),
        (("长治县",), ["140421", "2018: renamed 山西省长治市上党区 140404"]),
        (("上党区",), ["140404", "2018: was before 山西省长治市长治县 140421"]),
        (("140404",), ["上党区", "2018: was before 山西省长治市长治县 140421"]),
        (("梁溪区",), ["2015: made of", "崇安区 320202", "北塘区 320204"]),
        (("北塘区",), ["2015: merged into 江苏省无锡市梁溪区 320213"]),
        (("崇文区",), ["2010: went into 北京市东城区 110101"]),
        (("东城区",), ["2010: took in 北京市崇文区 110103"]),
        (("九里区",), ["2010: split into", "鼓楼区 320302", "铜山区 320312"]),
        (("徐州市鼓楼区",), ["2010: got a part of 江苏省徐州市九里区 320304"]),
        (("磁县",), ["2016: gave a part to"]),
        (("襄樊市",), ["2010: ended, the list names no successor", "now that of 湖北省襄阳市"]),
        (("东莞市",), ["prefecture", "has no counties below it"]),
        (("江宁区", "--year", "2025"), ["2025 is not listed yet: the list of 2024 is carried"]),
        (("通州区", "--year", "2008"), ["110112", "320612", "More than one"]),
        (("松烟县",), ["(synthetic)"]),
        (
            ("平潭综合实验区",),
            ["350128", "平潭综合实验区 (zone) reports under this code: In 2011-2013"],
        ),
        (("平潭县", "--year", "2005"), ["The list begins in 2008"]),
    ],
)
def test_places_tells_what_is_known(capsys, asked, said):
    out = shown(capsys, *asked)
    for words in said:
        assert words in out, out


def test_no_name_is_told_so():
    with pytest.raises(ParameterError, match="no name of a place is given"):
        resolve_place(" ")


def test_trap_2025_is_carried_forward_and_a_frame_says_so():
    frame = places_frame("江宁区", 2025)
    assert frame[["code", "carried_forward"]].values.tolist() == [["320115", True]]
    assert places_frame("江宁区", 2024)["carried_forward"].tolist() == [False]


def test_a_brief_with_reports_of_2025_says_that_the_list_is_carried_forward():
    from toolkit.brief.notes import _carried_forward

    with_2025 = check_parameters(place="平潭县", years="2024-2025")
    assert "2024" in _carried_forward(with_2025)[0] and "2025" in _carried_forward(with_2025)[0]
    assert _carried_forward(check_parameters(place="平潭县", years="2023-2024")) == []


def test_the_frame_of_places_has_proper_types():
    frame = places_frame()
    kinds = frame.dtypes.astype(str)
    assert kinds[["first", "last", "end_year"]].tolist() == ["Int64"] * 3
    assert kinds[["official", "synthetic", "carried_forward"]].tolist() == ["boolean"] * 3
    assert kinds[["level", "end"]].tolist() == ["category"] * 2
    assert {kinds[c] for c in ("code", "name", "successors", "overlay")} == {"string"}
    assert frame.index.tolist() == list(range(len(frame)))
    assert set(frame["level"].cat.categories) == {"county", "prefecture", "province", "zone"}
    none = places_frame("火星县")
    assert none.empty and none.dtypes["first"] == pd.Int64Dtype()
    row = places_frame("长治县").iloc[0]
    assert (row["end"], row["end_year"], row["successors"]) == (
        "one_to_one", 2018, "140404 上党区",
    )  # fmt: skip


def test_a_chain_on_the_command_line(capsys, tmp_path):
    main(["panel", "requests_received", "--places", "兴义市", "--chain", "merged"])
    assert "522301" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        main(["panel", "requests_received", "--places", "兴义市", "--chain", "all"])
    assert "use one of none, one_to_one, merged" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["brief", "quality", "--places", "兴义市", "--chain", "merged"])
    assert "leave out --chain" in capsys.readouterr().err


def test_an_unknown_place_stays_unknown():
    with pytest.raises(ParameterError, match="火星县"):
        check_parameters(place="火星县", years="2020")
