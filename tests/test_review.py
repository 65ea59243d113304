"""Review: what was left out goes out as a list, and what a person typed comes back checked."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from made import text
from made.sample import sample

from toolkit.checks import left_out
from toolkit.codebook import APPLICANTS
from toolkit.errors import ReadError, SourceError
from toolkit.folder import read_many, report_files
from toolkit.readers import read_document
from toolkit.reading import assemble, read_report
from toolkit.report import Report
from toolkit.review import (
    COLUMNS,
    Review,
    apply_review,
    is_review_list,
    read_review,
    review_frame,
    review_rows,
    write_review,
)
from toolkit.review.typed import typed_value

HEADS = """<tr><td rowspan=3 colspan=3>（本列数据的勾稽关系略）</td><td colspan=7>申请人情况</td></tr>
<tr><td rowspan=2>自然人</td><td colspan=5>法人或其他组织</td><td rowspan=2>总计</td></tr>
<tr><td>商业企业</td><td>科研机构</td><td>社会公益组织</td><td>法律服务机构</td><td>其他</td></tr>"""
#: One row lacks a cell, one cell holds a word; the sentence counts items of nobody knows what.
PAGE = f"""<html><head><meta charset="utf-8"><title>云溪县2022年政府信息公开工作年度报告</title></head><body>
<h1>云溪县2022年政府信息公开工作年度报告</h1><p>本页为虚构，仅供测试。</p>
<table>{HEADS}
<tr><td colspan=3>一、本年新收政府信息公开申请数量</td><td>7</td><td>1</td><td>0</td><td>0</td><td>0</td><td>9</td></tr>
<tr><td colspan=3>二、上年结转政府信息公开申请数量</td><td>5</td><td>0</td><td>0</td><td>0</td><td>0</td><td>若干</td><td>5</td></tr>
<tr><td colspan=3>申请人逾期未按收费通知要求缴纳费用</td><td>2</td><td>0</td><td>0</td><td>0</td><td>0</td><td>0</td><td>2</td></tr>
<tr><td colspan=3>四、结转下年度继续办理</td><td>1</td><td>0</td><td>0</td><td>0</td><td>0</td><td>0</td><td>1</td></tr>
</table></body></html>"""
RECEIVED = {"natural_person": "7", "business": "1", "research": "0", "ngo": "0",
            "legal_service": "0", "other_organisation": "1", "total": "9"}  # fmt: skip


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "pages" / "page.html"
    path.parent.mkdir()
    path.write_text(PAGE, encoding="utf-8")
    return path


@pytest.fixture
def report(file: Path) -> Report:
    return read_report(file)


def filled(
    report: Report, values: dict[str, str] | None = None, **more: str
) -> list[dict[str, str]]:
    """Return the list of a report with the row of new requests filled in."""
    rows = review_rows([report])
    for row in rows:
        if row["indicator"] == "requests_received":
            row |= {"value": (values or RECEIVED)[row["applicant"]], **more}
    return rows


def codes(report: Report, code: str) -> list[tuple[str | None, str | None]]:
    return [(f.indicator, f.applicant) for f in report.findings if f.code == code]


def test_the_list_asks_for_each_cell_with_its_words(report: Report) -> None:
    rows = review_rows([report])
    assert [(r["indicator"], r["applicant"]) for r in rows if r["reason"] != "unreadable"] == [
        ("requests_received", a) for a in APPLICANTS
    ]
    assert [(r["indicator"], r["applicant"]) for r in rows if r["reason"] == "unreadable"] == [
        ("requests_carried_over", "other_organisation")
    ]
    first = rows[0]
    assert first["quote"] == "一、本年新收政府信息公开申请数量 7 1 0 0 0 9"
    assert first["name"].endswith("（自然人）")
    assert (first["value"], first["state"], first["cumulative"]) == ("", "", "no")
    assert (first["place"], first["year"], first["sha256"]) == ("", "2022", report.sha256)
    frame = review_frame([report])
    assert list(frame.columns) == list(COLUMNS)
    assert frame.to_dict("records") == rows


def test_typed_figures_take_the_place_of_what_was_left_out(report: Report) -> None:
    done = apply_review(report, filled(report, by="李某"))
    typed = {f.applicant: f.value for f in done.values("requests_received")}
    assert typed == {"natural_person": 7, "business": 1, "research": 0, "ngo": 0,
                     "legal_service": 0, "other_organisation": 1, "total": 9}  # fmt: skip
    figure = done.values("requests_received", applicant="total")[0]
    assert (figure.method, figure.form, figure.unit) == ("typed", report.form, "件")
    assert figure.quote == "一、本年新收政府信息公开申请数量 7 1 0 0 0 9"
    assert codes(done, "abstained") == []
    notes = [f for f in done.findings if f.code == "typed"]
    assert len(notes) == 7
    assert all(f.severity == "note" and "李某" in f.message and f.year == 2022 for f in notes)
    # nothing else of the report changed
    assert [f for f in done.figures if f.method != "typed"] == list(report.figures)


def test_typed_figures_are_checked_like_any_other(report: Report) -> None:
    def unsound(r: Report) -> list[tuple[str | None, str | None]]:
        return [k for k in codes(r, "identity_broken") if k[0] == "requests_received"]

    assert unsound(apply_review(report, filled(report))) == []
    slip = apply_review(report, filled(report, RECEIVED | {"business": "11"}))
    assert unsound(slip) == [("requests_received", "total")]


def test_a_row_filled_in_part_stays_open_for_the_rest(report: Report) -> None:
    rows = filled(report, dict.fromkeys(APPLICANTS, "") | {"total": "9"})
    done = apply_review(report, rows)
    assert codes(done, "abstained") == [
        ("requests_received", a) for a in APPLICANTS if a != "total"
    ]
    assert len(left_out(done)) == 7


def test_nothing_typed_changes_nothing(report: Report) -> None:
    assert apply_review(report, review_rows([report])) == report


def test_an_unreadable_cell_is_replaced(report: Report) -> None:
    rows = review_rows([report])
    rows[-1]["value"] = "/"
    done = apply_review(report, rows)
    (cell,) = done.values("requests_carried_over", applicant="other_organisation")
    assert (cell.value, cell.missing, cell.method) == (None, "slash", "typed")
    assert codes(done, "unreadable_value") == []


@pytest.mark.parametrize(
    ("text", "number", "missing"),
    [
        ("12", 12, None), (" １２3 件", 123, None), ("1,234", 1234, None), ("12.0", 12, None),
        ("blank", None, "blank"), ("空白", None, "blank"), ("slash", None, "slash"),
        ("/", None, "slash"), ("dash", None, "dash"), ("—", None, "dash"), ("-", None, "dash"),
        ("none", None, "none"), ("无", None, "none"), ("Illegible", None, "illegible"),
        ("?", None, "illegible"), ("not_in_form", None, "not_in_form"),
        ("not stated", None, "not_stated"), ("-5", -5, None), ("1.2万", 12000, None),
    ],
)  # fmt: skip
def test_what_a_person_may_type(text: str, number: float | None, missing: str | None) -> None:
    value = typed_value(text)
    assert value is not None
    assert (value.number, value.missing) == (number, missing)


@pytest.mark.parametrize("text", ["abc", "12o", "1 2 3", "12/13", "=1+1", "十几", "#REF!"])
def test_what_is_no_figure_is_refused(report: Report, text: str) -> None:
    assert typed_value(text) is None
    done = apply_review(report, filled(report, RECEIVED | {"total": text}))
    assert done.values("requests_received", applicant="total") == []
    assert codes(done, "correction_refused") == [("requests_received", "total")]
    assert ("requests_received", "total") in codes(done, "abstained")


@pytest.mark.parametrize("text", ["-3", "2.5"])
def test_counts_are_whole_and_not_below_zero(report: Report, text: str) -> None:
    done = apply_review(report, filled(report, RECEIVED | {"total": text}))
    assert codes(done, "correction_refused") == [("requests_received", "total")]


@pytest.mark.parametrize(
    ("text", "why"), [("five", "five既不是数字"), ("-3", "-3小于0"), ("3.5", "3.5不是整数")]
)
def test_a_refusal_is_told_in_chinese_too(report: Report, text: str, why: str) -> None:
    done = apply_review(report, filled(report, RECEIVED | {"total": text}))
    (finding,) = [f for f in done.findings if f.code == "correction_refused"]
    assert why in finding.message_zh
    assert " is " not in finding.message_zh


def test_two_values_for_one_figure_are_both_refused(report: Report) -> None:
    rows = filled(report)
    again = dict(rows[0]) | {"value": "8"}
    done = apply_review(report, [*rows, again])
    assert done.values("requests_received", applicant="natural_person") == []
    assert codes(done, "correction_refused") == [("requests_received", "natural_person")] * 2
    same = apply_review(report, [*rows, dict(rows[0])])
    assert len(same.values("requests_received", applicant="natural_person")) == 1


def test_a_value_that_nothing_asks_for_is_stale(report: Report) -> None:
    rows = filled(report)
    rows[0]["where"] = "table:1!r99"
    rows[1]["indicator"] = "granted_full"
    done = apply_review(report, rows)
    assert codes(done, "correction_stale") == [
        ("requests_received", "natural_person"), ("granted_full", "business")
    ]  # fmt: skip
    assert done.values("granted_full") == []
    assert done.values("requests_received", applicant="natural_person") == []


def test_a_file_that_changed_takes_no_old_value(file: Path, report: Report) -> None:
    rows = filled(report)
    file.write_text(PAGE.replace("虚构", "虚构的"), encoding="utf-8")
    done = apply_review(read_report(file), rows)
    assert done.values("requests_received") == []
    assert len(codes(done, "correction_stale")) == 7
    # an unrelated file says nothing of it
    other = replace(report, source="other.html", sha256="0" * 64)
    assert apply_review(other, rows) == other


def test_what_contradicts_a_figure_that_was_read_is_flagged(report: Report) -> None:
    read = replace(
        report.values("requests_carried_over", applicant="total")[0],
        indicator="requests_received", method="prose", form=None, value=8, where="text:0-3",
    )  # fmt: skip
    both = replace(report, figures=(*report.figures, read))
    done = apply_review(both, filled(both))
    assert ("requests_received", "total") in codes(done, "duplicate_figure")
    agreed = apply_review(both, filled(both, RECEIVED | {"total": "8"}))
    assert ("requests_received", "total") not in codes(agreed, "duplicate_figure")


def test_classes_need_their_printed_label(tmp_path: Path) -> None:
    path = tmp_path / "p.html"
    path.write_text(
        "<html><head><meta charset='utf-8'><title>云溪县2016年政府信息公开工作年度报告</title></head><body>"
        "<p>云溪县2016年政府信息公开工作年度报告</p><p>二、主动公开政府信息情况</p>"
        "<p>2016年，全县主动公开政府信息400条。其中，工作动态类信息300条，其中会议类信息50条；政策法规类信息100条。</p>"
        "</body></html>",
        encoding="utf-8",
    )  # fmt: skip
    report = read_report(path)
    rows = review_rows([report])
    assert [(r["indicator"], r["reason"]) for r in rows] == [
        ("disclosed_by_category", "scope_unclear")
    ]
    assert "会议类信息50条" in rows[0]["quote"]
    rows[0]["value"] = "50 条"
    assert codes(apply_review(report, rows), "correction_refused")
    rows[0] |= {"label": "会议类信息", "cumulative": "no"}
    done = apply_review(report, rows)
    (typed,) = [f for f in done.figures if f.method == "typed"]
    assert (typed.label, typed.value, typed.unit, typed.cumulative) == (
        "会议类信息",
        50,
        "条",
        False,
    )


def test_the_list_goes_out_and_comes_back(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    review = Review(out)
    review.apply(read_report(file))
    assert review.save() == "8 to fill in"
    rows = read_review(out)
    assert [list(r) for r in rows] == [list(COLUMNS)] * 8
    for row in rows:
        if row["indicator"] == "requests_received":
            row |= {"value": RECEIVED[row["applicant"]], "note": "=1+1"}
    write_review(out, rows)
    again = Review(out)
    done = again.apply(read_report(file))
    assert done.values("requests_received", applicant="total")[0].value == 9
    assert again.save() == "1 to fill in, 7 taken"
    kept = read_review(out)
    assert [r["value"] for r in kept] == [r["value"] for r in rows]
    assert {r["note"] for r in kept} == {"", "=1+1"}
    assert {r["state"] for r in kept} == {"taken", ""}


def test_formulas_are_made_harmless_and_come_back_as_typed(report: Report, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    notes = [
        "=cmd|' /C calc'!A0",
        "+1",
        "-5",
        "@SUM(A1)",
        "＝1",
        "\t=1",
        "'=1",
        'plain, "quoted"\nline',
    ]
    rows = filled(report)
    for row, note in zip(rows, notes, strict=True):
        row["note"] = note
    write_review(out, rows)
    cells = [c for line in csv.reader(io.StringIO(out.read_text("utf-8-sig"))) for c in line]
    assert not [c for c in cells if c.lstrip()[:1] in set("=+-@＝")]
    assert [r["note"] for r in read_review(out)] == notes


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_lists_are_read_however_a_spreadsheet_saved_them(
    report: Report, tmp_path: Path, encoding: str, separator: str
) -> None:
    rows = filled(report)
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=separator)
    # columns in another order, one of the person's own, without those that are not needed
    heads = ["value", "note", "where", "applicant", "indicator", "quote", "sha256", "mine"]
    writer.writerow(heads)
    writer.writerows([r.get(h, "x") for h in heads] for r in rows)
    out = tmp_path / "out.csv"
    out.write_bytes(text.getvalue().encode(encoding))
    back = read_review(out)
    assert [r["value"] for r in back] == [r["value"] for r in rows]
    assert [r["quote"] for r in back] == [r["quote"] for r in rows]
    assert apply_review(report, back).values("requests_received", applicant="total")[0].value == 9


def test_values_of_other_files_and_own_columns_are_kept(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    foreign = dict.fromkeys(COLUMNS, "") | {
        "file": "elsewhere.html", "sha256": "f" * 64, "indicator": "granted_full",
        "applicant": "total", "where": "table:1!r1", "value": "3", "mine": "a word",
    }  # fmt: skip
    waiting = foreign | {"indicator": "granted_partial", "value": "", "mine": ""}
    write_review(out, [foreign, waiting])
    review = Review(out)
    review.apply(read_report(file))
    review.save()
    rows = read_review(out)
    assert rows[0] == foreign
    assert rows[1] == waiting
    assert len(rows) == 2 + 8


def test_a_list_that_someone_saved_meanwhile_is_left_alone(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    first = Review(out)
    first.apply(read_report(file))
    first.save()
    review = Review(out)
    review.apply(read_report(file))
    mine = out.read_bytes() + b"\r\n"
    out.write_bytes(mine)
    with pytest.raises(SourceError, match="changed meanwhile"):
        review.save()
    assert out.read_bytes() == mine


@pytest.mark.parametrize(
    "content", [b"a,b\n1,2\n", b"\x89PNG\r\n\x1a\n" + bytes(64), "名称,数量\n".encode()]
)
def test_another_file_is_never_overwritten(tmp_path: Path, content: bytes) -> None:
    out = tmp_path / "data.csv"
    out.write_bytes(content)
    with pytest.raises(ReadError):
        Review(out)
    assert out.read_bytes() == content


def test_figures_without_a_label_are_named_by_the_person(file: Path) -> None:
    text = PAGE.replace("四、结转下年度继续办理", "")
    file.write_text(text, encoding="utf-8")
    report = read_report(file)
    (bare,) = [r for r in review_rows([report]) if not r["indicator"]]
    rows = [
        bare
        | {"indicator": "requests_carried_forward", "applicant": "natural_person", "value": "1"},
        bare | {"indicator": "requests_carried_forward", "applicant": "total", "value": "1"},
        bare | {"indicator": "no_such_thing", "value": "1"},
    ]
    done = apply_review(report, rows)
    assert {f.applicant for f in done.values("requests_carried_forward")} == {
        "natural_person",
        "total",
    }
    assert len(codes(done, "correction_refused")) == 1


def test_a_row_with_a_label_of_no_form_can_be_named(file: Path) -> None:
    row = "<tr><td colspan=3>（十）予以部份提供</td>" + "<td>3</td>" * 7 + "</tr>"
    file.write_text(PAGE.replace("</table>", row + "</table>"), encoding="utf-8")
    report = read_report(file)
    (line,) = [r for r in review_rows([report]) if r["reason"] == "unmapped_label"]
    assert line["quote"] == "（十）予以部份提供 3 3 3 3 3 3 3"
    typed = line | {"indicator": "granted_partial", "applicant": "total", "value": "3"}
    (figure,) = apply_review(report, [line, typed]).values("granted_partial")
    assert (figure.value, figure.method, figure.form) == (3, "typed", report.form)


def test_own_outputs_and_hidden_files_are_passed_over(file: Path) -> None:
    folder = file.parent
    (folder / "sub").mkdir()
    for name in ("sub/b.html", ".hidden.html", "~$page.docx", "run.ipynb"):
        (folder / name).write_text(PAGE, encoding="utf-8")
    (folder / ".git").mkdir()
    (folder / ".git" / "c.html").write_text(PAGE, encoding="utf-8")
    review = Review(folder / "out.csv")
    review.apply(read_report(file))
    review.save()
    assert is_review_list(folder / "out.csv")
    (folder / "list.csv").write_text("x")
    # What lies beside reports and is none: their index, one's own places and the terms of the data.
    (folder / "index.csv").write_text("file,place_code,place,publisher,level,year,form\n")
    (folder / "divisions.csv").write_text("code,name,level\n")
    (folder / "datapackage.json").write_text("{}")
    names = [
        Path(f).relative_to(folder).as_posix()
        for f in report_files([folder], [folder / "list.csv"])
    ]
    assert names == ["page.html", "sub/b.html"]


def test_an_empty_name_is_not_the_folder_one_stands_in(file: Path, monkeypatch) -> None:
    monkeypatch.chdir(file.parent)
    assert report_files([""]) == [""]
    (told,) = read_many(report_files([""]))
    assert isinstance(told, SourceError)
    assert "without a name" in str(told)


def test_a_fault_in_one_file_does_not_stop_the_others(file: Path, monkeypatch) -> None:
    import toolkit.folder

    def read(path: str) -> Report:
        if "bad" in path:
            raise KeyError("x")
        return read_report(path)

    monkeypatch.setattr(toolkit.folder, "read_report", read)
    out = list(read_many(["bad.html", str(file), str(file.parent / "sub")]))
    assert isinstance(out[0], ReadError)
    assert "fault of the reader (KeyError" in str(out[0])
    assert isinstance(out[1], Report)
    assert isinstance(out[2], SourceError)


@pytest.mark.parametrize("form", ["form2019", "form2021"])
def test_a_person_who_fills_in_everything_gets_the_whole_report(form: str) -> None:
    one = sample(form)
    report = assemble(read_document(text.write_glued(one), "glued.txt"))
    rows = review_rows([report])
    for row in rows:
        true = one.truth.get((row["indicator"], row["applicant"], False))
        row["value"] = "" if true is None else str(true)
    done = apply_review(report, rows)
    typed = {(f.indicator, f.applicant): f for f in done.figures if f.method == "typed"}
    assert len(typed) > 150
    for (indicator, applicant, _), true in one.truth.items():
        figure = typed.get((indicator, applicant))
        if figure is None:
            assert any(f.indicator == indicator for f in report.figures), indicator
        else:
            assert (figure.missing or figure.value) == true
    assert codes(done, "abstained") == []
    assert [f for f in done.findings if f.code == "identity_broken"] == []
