"""Templates: what is typed in comes back as typed figures, what is not is nothing at all."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from made.oracle import judge
from made.sample import Sample, sample, samples

from toolkit.cli import main
from toolkit.errors import ParameterError, SourceError
from toolkit.panel.choice import METHODS
from toolkit.readers import read_document
from toolkit.reading import assemble, read_report
from toolkit.template import write_template

FORMS = [s.form for s in samples()]
#: How a person types the kinds of missing that a report prints.
SIGNS = {
    "blank": "", "slash": "/", "dash": "-", "none": "无", "not_stated": "无", "illegible": "看不清",
}  # fmt: skip


def printed(one: Sample) -> dict:
    """Return what a person types for the figures of a sample that stand in its tables."""
    return {k: SIGNS[v] if isinstance(v, str) else str(v) for k, v in one.truth.items()}


def filled(one: Sample, folder: Path, **more) -> Path:
    return write_template(
        one.form, folder / "t.xlsx", place=one.place, year=one.year, values=printed(one), **more
    )


def check(one: Sample, path: Path) -> None:
    report = read_report(path)
    verdict = judge(replace(one, said={}), report)
    assert (verdict.wrong, verdict.missed, verdict.flagged) == ([], [], [])
    assert verdict.right == len(one.truth) >= 20
    assert {f.method for f in report.figures} == {"typed"}
    assert (report.year, report.publisher, report.form) == (one.year, one.place, one.form)
    assert [f.severity for f in report.findings if f.code == "typed"] == ["note"]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("form", FORMS)
def test_what_is_typed_in_is_read_back(form, language, tmp_path):
    one = sample(form)
    check(one, filled(one, tmp_path, language=language))


@pytest.mark.parametrize("form", FORMS)
def test_an_untouched_template_holds_no_figure(form, tmp_path):
    path = write_template(form, tmp_path / "t.xlsx")
    report = read_report(path)
    assert report.figures == ()
    assert report.form == form
    assert (report.year, report.publisher, report.place) == (None, None, None)
    left = [f for f in report.findings if f.found == "not_typed"]
    assert left and {f.code for f in left} == {"abstained"}
    assert "missing_row" not in {f.code for f in report.findings}


def test_cells_left_out_stay_out_and_blank_is_blank(tmp_path):
    """A cell still marked is no figure; one that was cleared is printed blank."""
    values = {
        ("requests_received", "total", False): "12",
        ("requests_received", "natural_person", False): "",
        ("requests_carried_over", "total", False): "?",
    }
    path = write_template("form2021", tmp_path / "t.xlsx", values=values)
    report = read_report(path)
    assert {(f.indicator, f.applicant): (f.value, f.missing) for f in report.figures} == {
        ("requests_received", "total"): (12, None),
        ("requests_received", "natural_person"): (None, "blank"),
        ("requests_carried_over", "total"): (None, "illegible"),
    }


def test_labels_are_those_of_the_national_form(tmp_path):
    document = read_document(write_template("form2021", tmp_path / "t.xlsx"))
    text = "\n".join(table.text for table in document.tables)
    for label in (
        "一、本年新收政府信息公开申请数量",
        "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
        "3.危及“三安全一稳定”",
        "（六）其他处理",
        "（七）总计",
        "四、结转下年度继续办理",
        "本年收费金额（单位：万元）",
        "第二十条第（八）项",
    ):
        assert label in text
    statistics = read_document(write_template("stat2014", tmp_path / "s.xlsx")).tables[1].text
    for label in (
        "其中：主动公开规范性文件数",
        "（二）通过不同渠道和方式公开政府信息的情况",
        "4.不同意公开答复数",
        "（1）涉及国家秘密",
        "九、政府信息公开会议和培训情况",
    ):
        assert label in statistics


def test_a_template_is_known_without_its_line(tmp_path):
    """The file's property says the same as the line at the top, which a person may delete."""
    one = sample("form2019")
    document = read_document(filled(one, tmp_path))
    blocks = tuple(b for b in document.blocks if not getattr(b, "text", "").startswith("gongkai"))
    assert len(blocks) == len(document.blocks) - 1
    bare = assemble(type(document)(**{**document.__dict__, "blocks": blocks}))
    assert {f.method for f in bare.figures} == {"typed"}


def test_nothing_is_overwritten_and_bad_input_is_one_line(tmp_path):
    path = write_template("form2021", tmp_path / "t.xlsx")
    with pytest.raises(SourceError, match="exists already"):
        write_template("form2021", path)
    with pytest.raises(SourceError, match="cannot be written"):
        write_template("form2021", tmp_path / "no" / "t.xlsx")
    with pytest.raises(ParameterError, match="form2021"):
        write_template("form2022", tmp_path / "x.xlsx")
    with pytest.raises(ParameterError, match="year"):
        write_template("form2021", tmp_path / "x.xlsx", year=21)
    with pytest.raises(ParameterError, match="language"):
        write_template("form2021", tmp_path / "x.xlsx", language="fr")


def converted(path: Path, kind: str, folder: Path) -> Path:
    """Return the file as LibreOffice saves it."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    out = folder / kind.partition(":")[0]
    home = (folder / "profile").as_uri()
    subprocess.run(
        [office, f"-env:UserInstallation={home}", "--headless", "--convert-to", kind,
         "--outdir", str(out), str(path)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    made = list(out.iterdir()) if out.exists() else []
    if not made:
        pytest.skip("LibreOffice has no spreadsheets here")
    return made[0]


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "kind", ["xlsx", "ods", "xls", "csv:Text - txt - csv (StarCalc):44,34,76"], ids=lambda k: k[:4]
)
def test_what_libreoffice_saves_is_read_alike(kind, form, tmp_path):
    one = sample(form)
    check(one, converted(filled(one, tmp_path), kind, tmp_path))


def test_the_command_writes_it(tmp_path, capsys):
    main(["template", "stat2014", "--out", str(tmp_path / "a.xlsx"), "--year", "2016"])
    assert capsys.readouterr().out.strip() == str(tmp_path / "a.xlsx")
    assert read_report(tmp_path / "a.xlsx").year == 2016
    with pytest.raises(SystemExit) as stop:
        main(["template", "form2022"])
    assert stop.value.code == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_the_panel_prefers_what_was_read_to_what_was_typed():
    assert METHODS.index("table") < METHODS.index("typed") < METHODS.index("prose")
