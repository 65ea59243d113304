"""Structured reports: what a file may hold, what it becomes, and what is refused in one line."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
import yaml

from toolkit.errors import FormError, ParameterError, SourceError
from toolkit.ingest import ingest
from toolkit.report import figures_frame
from toolkit.structured import load_report_file, load_reports, report_text

#: The columns of table 3, in the order of a row in a file.
APPLICANTS = (
    "natural_person", "business", "research", "ngo", "legal_service", "other_organisation", "total",
)  # fmt: skip
GOOD = """\
place: 平潭县
place_code: '350128'
publisher: 平潭综合实验区管委会
level: county
year: 2024
form: form2021
address: https://www.pingtan.gov.cn/x.htm
published: 2025-03-10
notes: [read by hand]
figures:
  - {indicator: disclosed_total, value: 10407, unit: 条}
  - {indicator: disclosed_by_category, label: 政务动态类信息, value: 82, unit: 条, approximate: true}
  - {indicator: disclosed_by_category, label: 旅游资讯, value: 3, unit: 条}
  - {indicator: disclosed_total, value: 99, unit: 条, cumulative: null}
  - {indicator: complaints, value: null, missing: not_stated}
table:
  normative_documents_issued: 62
  rules_issued: blank
  rules_repealed: "/"
  fees_charged: 18651.06
  procurement_amount: 73802895.90元
cumulative_table:
  disclosed_total: 12106
requests:
  requests_received: [217, 1, 0, 0, 0, blank, 218]
documents:
  - form: website2017
    scope: portal
    address: https://www.pingtan.gov.cn/y.htm
    table: {site_items_total: 4300, site_items_work_updates: 1300}
"""


@pytest.fixture
def write(tmp_path):
    def make(text: str = GOOD, name: str = "a.yml") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return make


def test_a_file_becomes_a_report(write):
    path = write()
    r = load_report_file(path)
    assert (r.place, r.place_code, r.level, r.year, r.form) == (
        "平潭县",
        "350128",
        "county",
        2024,
        "form2021",
    )
    assert r.published == "2025-03-10"
    assert r.notes == ("read by hand",)
    assert r.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert r.source == str(path)
    assert not r.synthetic


def test_figures_keep_label_unit_and_kinds_of_missing(write):
    r = load_report_file(write())
    total, unclear = r.values("disclosed_total", method="structured")
    assert (total.value, total.unit, total.cumulative, total.form) == (10407, "条", False, None)
    assert unclear.cumulative is None
    updates, tourism = r.values("disclosed_by_category")
    assert (updates.category, updates.label, updates.approximate) == (
        "work_updates",
        "政务动态类信息",
        True,
    )
    assert tourism.category is None
    assert [f.code for f in r.findings] == ["unmapped_category"]
    assert r.values("complaints")[0].missing == "not_stated"


def test_a_file_may_say_what_was_seen_and_not_taken(write):
    r = load_report_file(write(GOOD + "abstained: {complaints: scope_unclear}\n"))
    (left,) = [f for f in r.findings if f.code == "abstained"]
    assert (left.indicator, left.found) == ("complaints", "scope_unclear")
    assert figures_frame([r])["missing"].iloc[-1] == "abstained: scope_unclear"
    for wrong in ("{complaints: unsure}", "{complaint: scope_unclear}", "{1: scope_unclear}"):
        with pytest.raises(FormError, match=r"abstained\..*two_candidates"):
            load_report_file(write(f"{GOOD}abstained: {wrong}\n"))


def test_tables_are_cells_of_their_form(write):
    r = load_report_file(write())
    issued = r.values("normative_documents_issued")[0]
    assert (issued.value, issued.unit, issued.method, issued.form) == (
        62,
        "件",
        "table",
        "form2021",
    )
    assert [r.values(x)[0].missing for x in ("rules_issued", "rules_repealed")] == [
        "blank",
        "slash",
    ]
    assert [r.values(x)[0].value for x in ("rules_issued", "rules_repealed")] == [None, None]
    amount = r.values("procurement_amount")[0]
    assert (amount.value, amount.unit) == (73802895.9, "元")
    assert r.values("disclosed_total", cumulative=True)[0].value == 12106
    row = r.values("requests_received")
    assert [f.value for f in row] == [217, 1, 0, 0, 0, None, 218]
    assert [f.applicant for f in row][0::6] == ["natural_person", "total"]


def test_a_second_document_brings_its_own_form_and_scope(write):
    r = load_report_file(write())
    items = r.values("site_items_total")[0]
    assert (items.value, items.form, items.scope) == (4300, "website2017", "portal")
    assert r.metadata["website2017_address"].endswith("y.htm")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("year: 2024", "year: '2024'", "year: '2024'"),
        ("level: county", "level: village", "level"),
        ("place_code: '350128'", "place_code: 350128", "place_code"),
        ("place_code: '350128'", "place_code: '990101'", "synthetic"),
        ("publisher: 平潭综合实验区管委会\n", "", "publisher"),
        ("address: https://www.pingtan.gov.cn/x.htm\n", "", "address"),
        ("notes: [read by hand]", "notse: [x]", "notse"),
        ("notes: [read by hand]", "notes: x", "notes"),
        ("form: form2021", "form: form1999", "form1999"),
        ("indicator: complaints", "indicator: complain", "figures[5]"),
        ("value: 10407,", "value: ten,", "figures[1].value"),
        ("value: 10407,", "valve: 10407,", "figures[1].valve"),
        ("value: 10407,", "", "figures[1].value"),
        ("missing: not_stated", "missing: gone", "gone"),
        (
            "normative_documents_issued: 62",
            "normative_documents_isued: 62",
            "normative_documents_isued",
        ),
        ("rules_issued: blank", "rules_issued: empty", "table.rules_issued"),
        ("rules_issued: blank", "rules_issued: true", "table.rules_issued"),
        ("[217, 1, 0, 0, 0, blank, 218]", "[217, 218]", "requests.requests_received"),
        ("scope: portal", "scope: web", "documents[1].scope"),
        ("table: {site_items", "tables: {site_items", "documents[1].tables"),
        ("figures:", "figures: {", "YAML"),
    ],
)
def test_a_broken_rule_is_one_line_with_file_and_key(write, old, new, said):
    assert old in GOOD
    with pytest.raises(FormError) as caught:
        load_report_file(write(GOOD.replace(old, new, 1)))
    line = str(caught.value)
    assert "\n" not in line
    assert "a.yml" in line
    assert said in line


def test_what_is_no_mapping_is_refused(write):
    for text in ("", "- 1\n", "text\n"):
        with pytest.raises(FormError, match="mapping"):
            load_report_file(write(text))
    with pytest.raises(SourceError, match=r"none\.yml"):
        load_report_file("none.yml")


def test_text_written_is_the_data_read(write):
    data = {
        "place": "甲县", "place_code": None, "publisher": "a: b", "level": "county", "year": 2020,
        "form": None, "address": "https://x/?a=1#b", "notes": ["no", "1"], "figures": [
            {"indicator": "disclosed_by_category", "label": "政策、文件", "value": 1.5, "unit": None}],
        "requests": {"granted_full": [1, "blank", 0, 0, 0, 0, 1]},
        "documents": [{"form": "website2017", "scope": "portal", "table": {"site_visits": 3}}],
    }  # fmt: skip
    assert yaml.safe_load(report_text(data)) == data
    assert load_report_file(write(report_text(data))).values("site_visits")[0].value == 3


def test_selection_by_place_and_year():
    pingtan = load_reports(places=["平潭"], years=range(2011, 2015))
    assert sorted((r.year, r.level, r.publisher) for r in pingtan) == [
        (2011, "county", "平潭县人民政府"), (2011, "zone", "平潭综合实验区管委会"),
        (2012, "county", "平潭县人民政府"), (2012, "zone", "平潭综合实验区管委会"),
        (2013, "county", "平潭县人民政府"), (2013, "zone", "平潭综合实验区管委会"),
        (2014, "county", "平潭综合实验区管委会"),
    ]  # fmt: skip
    assert {r.place_code for r in load_reports(places=["350128", "江宁区"])} == {"350128", "320115"}
    assert {r.place_code for r in load_reports(places=["重庆两江新区"])} == {"500000Z01"}


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"places": ["鼓楼区"]}, "ambiguous"),
        ({"places": ["火星县"]}, "火星县"),
        ({"places": ["平潭县"], "years": [1990]}, "2011-2025"),
        ({"years": [1990]}, "no reports in range"),
        ({"years": ["2020"]}, "'2020'"),
    ],
)
def test_an_empty_selection_says_what_there_is(asked, said):
    with pytest.raises(ParameterError) as caught:
        load_reports(**asked)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_empty_or_missing_folder(tmp_path):
    with pytest.raises(ParameterError, match=r"no \.yml"):
        load_reports(tmp_path)
    with pytest.raises(SourceError, match="nowhere"):
        load_reports(tmp_path / "nowhere")


def test_each_figure_names_the_key_that_it_stands_under():
    # Each key is followed in the file itself, which is read here without the toolkit.
    reports = load_reports(Path(__file__).parents[1] / "data/demo/reports", years=[2017, 2021])
    seen = 0
    for report in reports:
        whole = yaml.safe_load(Path(report.source).read_text("utf-8"))
        for figure in report.figures:
            at = whole
            for key in figure.where.removeprefix("key:").split("."):
                name, _, number = key.rstrip("]").partition("[")
                if isinstance(at, list):
                    at = at[APPLICANTS.index(name)]
                else:
                    at = at[name][int(number) - 1] if number else at[name]
            stated = at["value"] if isinstance(at, dict) else at
            if isinstance(stated, str) and figure.value is not None:  # "12.5万元"
                stated = float(stated.rstrip("亿万元"))
            assert stated == (figure.missing if figure.value is None else figure.value)
            seen += 1
    assert seen > 1000


# --- whose report it is -------------------------------------------------------------------------------


def test_a_comment_behind_the_code_loses_no_report(write):
    """A place is told by the first lines; where they are not plain the file is read as a whole."""
    path = write(GOOD.replace("'350128'", "'350128'  # since 2011"))
    assert [r.year for r in load_reports(path.parent, places=["平潭县"])] == [2024]


def test_a_government_without_a_code_has_that_of_its_name(write):
    path = write(GOOD.replace("place_code: '350128'\n", ""))
    assert [r.place_code for r in load_reports(path.parent, places=["平潭县"])] == ["350128"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("place: 平潭县", "place: 绥宁县", "350128 is 福建省福州市平潭县, not 绥宁县"),
        (
            "place: 平潭县\nplace_code: '350128'",
            "place: 鼓楼区",
            "320106, 江苏省徐州市鼓楼区 320302",
        ),
        ("place: 平潭县\nplace_code: '350128'", "place: 长治县", "no county of 2024: give it"),
    ],
)
def test_a_name_and_a_code_that_are_two_places_are_one_line(write, old, new, said):
    """A code of another county would add its figures to that one, without a word."""
    path = write(GOOD.replace(old, new))
    with pytest.raises(FormError, match=said) as caught:
        load_reports(path.parent)
    assert "a.yml: place_code: " in str(caught.value)


def _one(path: Path, year: int, code: str = "'350128'", place: str = "平潭县") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        f"place: {place}\n{f'place_code: {code}' if code else '# no code is known'}\nlevel: county\n"
        f"publisher: {place}人民政府\nyear: {year}\naddress: https://a.gov.cn/{year}\n"
        "figures:\n  - {indicator: requests_received, value: 5}\n",
        encoding="utf-8",
    )
    return path


def _found(folder: Path, **asked: object) -> list[tuple[str | None, int | None]]:
    return [(r.place_code, r.year) for r in load_reports(folder, **asked)]  # type: ignore[arg-type]


def test_a_comment_behind_a_value_loses_no_report(tmp_path: Path) -> None:
    _one(tmp_path / "a.yml", 2024, "'350128'  # by the list of 2024")
    _one(tmp_path / "b.yml", 2023)
    text = _one(tmp_path / "c.yml", 2022).read_text(encoding="utf-8")
    (tmp_path / "c.yml").write_text("# " + "long " * 500 + "\n" + text, encoding="utf-8")
    wanted = [("350128", y) for y in (2022, 2023, 2024)]
    assert _found(tmp_path, places=["平潭县"], years=range(2011, 2026)) == wanted
    assert _found(tmp_path, places=["350128"]) == wanted


def test_every_yaml_file_is_read_and_no_earlier_state_that_an_editor_keeps(tmp_path: Path) -> None:
    _one(tmp_path / "a.yaml", 2024)
    _one(tmp_path / "b.yml", 2023)
    _one(tmp_path / ".ipynb_checkpoints" / "b-checkpoint.yml", 2023)
    assert _found(tmp_path) == [("350128", 2023), ("350128", 2024)]


def test_a_name_that_several_counties_bear_is_ambiguous_in_folder_and_store(tmp_path: Path) -> None:
    for n, code in enumerate(("'320106'", "'350102'")):
        _one(tmp_path / "files" / f"{n}.yml", 2022 + n, code, "鼓楼区")
    ingest([tmp_path / "files"], tmp_path / "store")
    for folder in (tmp_path / "files", tmp_path / "store"):
        with pytest.raises(ParameterError, match="ambiguous"):
            load_reports(folder, ["鼓楼区"])
        assert _found(folder, places=["350102"]) == [("350102", 2023)]


def test_a_report_without_a_code_goes_with_those_of_its_name(tmp_path: Path) -> None:
    _one(tmp_path / "files" / "a.yml", 2023)
    _one(tmp_path / "files" / "b.yml", 2024, "")
    ingest([tmp_path / "files"], tmp_path / "store")
    for folder in (tmp_path / "files", tmp_path / "store"):
        for asked in ({}, {"years": range(2011, 2026)}):
            found = _found(folder, places=["平潭县"], **asked)
            assert found == [("350128", 2023), ("350128", 2024)]
