"""Notebooks: each runs, gives a PDF and leaves nothing half-made; mistakes are one line."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pypdfium2
import pytest

from toolkit.brief.parameters import SHORT_NAMES, declared_parameters, notebook_path
from toolkit.brief.run import run_notebook
from toolkit.datadir import data_dir, notebooks_dir
from toolkit.errors import GongkaiError, ParameterError, SourceError

ROOT = Path(__file__).resolve().parents[1]
DATE = "2026-01-02"
NAMES = sorted(p.stem for p in notebooks_dir().glob("*.ipynb"))


def text_of(pdf: Path) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range() for page in document]


def outputs_of(notebook: Path):
    cells = nbformat.read(notebook, as_version=4).cells
    return [o for c in cells if c.cell_type == "code" for o in c.outputs]


# ------------------------------------------------------------------ what they look like


def test_every_short_name_is_a_notebook():
    assert sorted(SHORT_NAMES.values()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_notebooks_open_with_their_question(name):
    first = nbformat.read(notebook_path(name), as_version=4).cells[0]
    assert first.cell_type == "markdown"
    assert "**The question:**" in first.source
    assert "**How to use it:**" in first.source


@pytest.mark.parametrize("name", NAMES)
def test_notebooks_run_anywhere(name):
    notebook = nbformat.read(notebook_path(name), as_version=4)
    assert notebook.metadata.kernelspec.name == "python3"
    nbformat.validate(notebook)


@pytest.mark.parametrize("name", NAMES)
def test_parameters_are_typed_and_can_be_written_out(name):
    declared = declared_parameters(notebook_path(name))
    assert {"language", "date", "output"} <= set(declared)
    assert declared["output"].default == ""
    first_code = [c for c in nbformat.read(notebook_path(name), as_version=4).cells
                  if c.cell_type == "code"][1]  # fmt: skip
    assert "check_parameters(" in first_code.source


# ------------------------------------------------------------------ mistakes, found before a run


@pytest.mark.parametrize(
    ("name", "given", "error", "said"),
    [
        ("compere", {}, ParameterError, "notebook 'compere' is unknown"),
        ("compare", {"plaecs": ["平潭县"]}, ParameterError, "places: list[str]"),
        ("compare", {"places": "平潭县"}, ParameterError, "not list[str]"),
        ("compare", {"places": ["鼓楼区"]}, ParameterError, "ambiguous"),
        ("compare", {"places": ["亚特兰蒂斯县"]}, ParameterError, "亚特兰蒂斯县"),
        ("compare", {"places": ["平潭县"], "years": "2089"}, ParameterError, "no reports"),
        ("county", {"language": "fr"}, ParameterError, "language 'fr'"),
        ("county", {"output": "x.pdf"}, ParameterError, "'output' is set by the run"),
        ("report", {"report": "no-such-file.html"}, SourceError, "no-such-file.html"),
    ],
)
def test_bad_input_is_one_line_and_leaves_nothing(tmp_path, name, given, error, said):
    with pytest.raises(error, match=re.escape(said)) as caught:
        run_notebook(name, given, tmp_path / "reports")
    assert "\n" not in str(caught.value)
    assert not (tmp_path / "reports").exists() or not list((tmp_path / "reports").iterdir())


def test_an_unwritable_folder_is_found_before_the_work(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("x")
    monkeypatch.setattr("toolkit.brief.run._execute", lambda *_: pytest.fail("the run began"))
    with pytest.raises(SourceError, match="cannot be written to"):
        run_notebook("county", {"place": "平潭县"}, tmp_path / "file" / "reports")
    assert (tmp_path / "file").read_text() == "x"


# ------------------------------------------------------------------ runs


@pytest.fixture(scope="session")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("briefs")


@pytest.fixture(scope="session")
def compared(folder):
    places = ["乌恰县", "绥宁县", "陕西省山阳县", "南京市江宁区", "平潭县"]
    given = {"places": places, "years": "2011-2025", "date": DATE}
    return run_notebook("compare", given, folder, progress=False)


@pytest.mark.slow
def test_five_real_counties_are_compared(compared):
    pdf, notebook = compared
    assert pdf.name == "compare-653024-430527-611024-320115-350128-2011-2025-zh.pdf"
    assert notebook == pdf.with_suffix(".ipynb")
    pages = text_of(pdf)
    text = "".join(pages)
    for words in (
        "乌恰县",
        "绥宁县",
        "山阳县",
        "江宁区",
        "平潭县",
        "2011—2025",
        "说明",
        "方法与口径",
        "来源",
        DATE,
    ):
        assert words in text, words
    # 绥宁县 2025: 1364 of 3553, as its report prints them
    assert "38.4" in text
    # 江宁区 2024: 809 requests
    assert "809" in text
    assert f"第 {len(pages)} 页 / 共 {len(pages)} 页" in pages[-1]
    assert "合成" not in text


@pytest.mark.slow
def test_the_executed_notebook_shows_charts_and_no_machine(compared, folder):
    pdf, notebook = compared
    outputs = outputs_of(notebook)
    assert not [o for o in outputs if o.output_type == "error"]
    assert not [o for o in outputs if o.output_type == "stream"]
    images = [o for o in outputs if "image/png" in o.get("data", {})]
    assert len(images) >= 4
    raw = notebook.read_text(encoding="utf-8")
    assert ".gongkai-" not in raw
    assert pdf.name in raw
    assert sorted(p.suffix for p in folder.glob("compare-653024*")) == [".ipynb", ".pdf"]


@pytest.mark.slow
def test_the_same_again_is_the_same_bytes(compared, tmp_path):
    given = {"places": ["653024", "430527", "611024", "320115", "350128"], "date": DATE}
    pdf, _ = run_notebook("compare", given, tmp_path, progress=False)
    assert pdf.read_bytes() == compared[0].read_bytes()


@pytest.mark.slow
def test_one_county_of_the_demonstration_data_in_english(folder):
    given = {
        "place": "990102",
        "data": "demo",
        "language": "en",
        "years": [2016, 2017, 2018, 2019],
        "date": DATE,
    }
    pdf, _ = run_notebook("county", given, folder, progress=False)
    assert pdf.name == "county-990102-2016-2019-en.pdf"
    pages = text_of(pdf)
    assert all("synthetic demonstration data" in p.lower() for p in pages)
    assert "Figure 1" in pages[0]


@pytest.mark.slow
def test_the_quality_of_five_real_counties(folder):
    places = ["乌恰县", "绥宁县", "陕西省山阳县", "南京市江宁区", "平潭县"]
    given = {"places": places, "years": "2011-2025", "date": DATE}
    pdf, notebook = run_notebook("quality", given, folder, progress=False)
    assert pdf.name == "quality-653024-430527-611024-320115-350128-2011-2025-zh.pdf"
    text = "".join(text_of(pdf)).replace("\r", "").replace("\n", "")
    # 江宁 2021 carries 7 forward, 2022 has 8 from the year before; 平潭 2020 prints 21, its rows make 27
    for words in (
        "7 ≠ 8",
        "不等于办理结果总计",
        "不可由此得出的结论",
        "75个地区年度中有49个",
        "来源",
    ):
        assert words.replace(" ", "") in text.replace(" ", ""), words
    assert "合成" not in text
    outputs = outputs_of(notebook)
    assert not [o for o in outputs if o.output_type in ("error", "stream")]
    assert len([o for o in outputs if "image/png" in o.get("data", {})]) == 4


@pytest.mark.slow
def test_the_quality_of_the_demonstration_in_english(folder):
    given = {"places": [], "data": "demo", "years": "2008-2025", "language": "en", "date": DATE}
    pdf, notebook = run_notebook("quality", given, folder, progress=False)
    pages = text_of(pdf)
    assert all("synthetic demonstration data" in p.lower() for p in pages)
    # a correction (50 to 49), a verdict and a stale line, in the notebook and in the notes
    shown = "".join("".join(o.get("data", {}).get("text/html", "")) for o in outputs_of(notebook))
    assert all(x in shown for x in ("50.0", "49.0", "publisher_error", "correction_stale"))
    notes = " ".join(" ".join(pages).split())
    assert "published 50, corrected 49" in notes
    assert "Verdict: error of the publisher" in notes
    assert "87 expected, but 78 is published" in notes
    # 12 errors were planted among the figures of the twelve counties; a stale line is none of theirs
    assert "Errors: 12" in " ".join(pages)
    assert "What a reader should not conclude" in " ".join(pages)


@pytest.mark.slow
def test_one_county_among_its_peers_as_the_notebook_stands(folder):
    pdf, notebook = run_notebook("peers", {"date": DATE}, folder, progress=False)
    assert pdf.name == "peers-990102-province-2014-2025-zh.pdf"
    pages = text_of(pdf)
    assert all("合成演示数据" in p for p in pages)
    text = "".join(pages).replace("\r", "").replace("\n", "").replace(" ", "")
    # 云桥县 2025: 78 requests, 412,528 residents of 2020: 18.9 by 100,000
    for words in (
        "云桥县在同组中的位置", "其中11个在所选年度有报告在手，0个没有", "偶然还是差别", "两年之间",
        "2025年：云桥县（18.9，n=78）", "未显示差异（95%区间重叠）", "指标的定义", "来源",
    ):  # fmt: skip
        assert words in text, words
    outputs = outputs_of(notebook)
    assert not [o for o in outputs if o.output_type in ("error", "stream")]
    assert len([o for o in outputs if "image/png" in o.get("data", {})]) == 4


@pytest.mark.slow
def test_a_real_county_without_peers_that_have_data_says_so(folder):
    given = {
        "place": "平潭县",
        "peers": "prefecture",
        "data": "",
        "years": "2011-2025",
        "date": DATE,
    }
    pdf, _ = run_notebook("peers", given | {"language": "en"}, folder, progress=False)
    text = " ".join(" ".join(text_of(pdf)).split())
    # 福州市 has twelve more county-level units; of them the bundled reports hold one of 闽清县
    assert "With a report at hand in the years chosen: 1; without one: 11" in text
    assert "No funnel: fewer than three places have data" in text
    # 2025: 154 requests, 385,981 residents
    assert "平潭县 (39.9, n = 154)" in text
    assert "synthetic" not in text.lower()


@pytest.mark.slow
def test_one_report(folder):
    pdf, notebook = run_notebook("report", {"date": DATE}, folder, progress=False)
    pages = text_of(pdf)
    # the invented page says 60.2 % of 2503 in 4089, which is 61.2 %
    assert "60.2" in "".join(pages)
    assert "61.2" in "".join(pages)
    assert all("合成演示数据" in p for p in pages)
    assert "4,089" in "".join(pages)
    assert any("text/html" in o.get("data", {}) for o in outputs_of(notebook))


def test_the_sample_page_says_what_its_structured_report_says():
    from toolkit.reading import read_report

    folder = data_dir() / "demo"
    page = read_report(folder / "report_990103_2024.html")
    told = read_report(folder / "reports" / "990103-2024.yml")

    def figures(report):
        return {
            (
                f.indicator,
                f.applicant,
                f.label if f.indicator == "disclosed_by_category" else None,
            ): f.value
            for f in report.figures
            if f.scope != "portal" and f.indicator not in ("printed_share", "request_fees")
        }

    assert (page.place_code, page.year, page.form) == ("990103", 2024, "form2021")
    assert figures(page) == figures(told)
    assert [f.code for f in page.findings] == ["printed_share_mismatch"]


def own_notebook(tmp_path: Path, source: str) -> Path:
    parameters = nbformat.v4.new_code_cell(
        'place: str = "平潭县"\nyears: str = "2020"\noutput: str = ""'
    )
    parameters.metadata["tags"] = ["parameters"]
    notebook = nbformat.v4.new_notebook(
        cells=[parameters, nbformat.v4.new_code_cell(source)],
        metadata={"kernelspec": {"name": "python3", "display_name": "x", "language": "python"}},
    )
    path = tmp_path / "own.ipynb"
    nbformat.write(notebook, path)
    return path


@pytest.mark.slow
@pytest.mark.parametrize(
    ("source", "error", "said"),
    [
        ("1 / 0", GongkaiError, "own.ipynb, cell [3], stopped with ZeroDivisionError"),
        ("from toolkit.errors import SourceError\nraise SourceError('no such thing')", SourceError, "no such thing"),
        ("1 + 1", GongkaiError, "wrote no PDF"),
    ],
)  # fmt: skip
def test_a_failing_notebook_is_kept_and_earlier_results_stay(tmp_path, source, error, said):
    path = own_notebook(tmp_path, source)
    reports = tmp_path / "reports"
    reports.mkdir()
    for suffix in (".pdf", ".ipynb"):
        (reports / f"own-350128-2020-zh{suffix}").write_text("earlier")
    with pytest.raises(error, match=re.escape(said)) as caught:
        run_notebook(path, {"place": "平潭县"}, reports, progress=False)
    assert "\n" not in str(caught.value)
    kept = sorted(p.name for p in reports.iterdir())
    assert kept == [
        "own-350128-2020-zh.failed.ipynb",
        "own-350128-2020-zh.ipynb",
        "own-350128-2020-zh.pdf",
    ]
    assert (reports / "own-350128-2020-zh.pdf").read_text() == "earlier"
    assert (reports / "own-350128-2020-zh.ipynb").read_text() == "earlier"


@pytest.mark.slow
def test_a_kernel_of_the_users_is_not_used(tmp_path):
    """A python3 kernel in the home folder, and start-up files there, change nothing."""
    kernel = tmp_path / "home" / ".local" / "share" / "jupyter" / "kernels" / "python3"
    kernel.mkdir(parents=True)
    (kernel / "kernel.json").write_text(
        '{"argv": ["/bin/false", "{connection_file}"], "display_name": "x", "language": "python"}'
    )
    startup = tmp_path / "home" / ".ipython" / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "00.py").write_text("raise SystemExit('start-up file was run')")
    path = own_notebook(
        tmp_path,
        "import sys\nfrom pathlib import Path\nPath(output).write_text(sys.executable)",
    )
    code = (
        "import sys\nfrom toolkit.brief.run import run_notebook\n"
        "pdf, _ = run_notebook(sys.argv[1], {}, sys.argv[2])\nprint(pdf.read_text())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path), str(tmp_path / "reports")],
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path / "home")},
        cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == sys.executable
    # neither the kernel's notices nor a bar where no terminal is
    assert done.stderr == ""
    shutil.rmtree(tmp_path / "reports")


@pytest.mark.parametrize("name", ["plaec", "places"])
def test_papermill_itself_cannot_set_a_parameter_that_the_notebook_does_not_know(tmp_path, name):
    """By itself papermill logs one line and renders the default county."""
    import papermill
    from papermill.exceptions import PapermillExecutionError

    from toolkit.brief.kernel import own_kernel

    notebook = notebook_path("county")
    with pytest.raises(PapermillExecutionError, match=f"{name}.* is unknown"):
        papermill.execute_notebook(
            notebook, tmp_path / "out.ipynb", parameters={name: "绥宁县"},
            progress_bar=False, kernel_manager_class=own_kernel(tmp_path),
        )  # fmt: skip


def test_demo_is_the_word_also_where_a_folder_bears_that_name(tmp_path, monkeypatch):
    (tmp_path / "demo").mkdir()
    monkeypatch.chdir(tmp_path)
    given = {"place": "990103", "data": "demo", "years": "2014", "date": DATE}
    pdf, _ = run_notebook("county", given, tmp_path / "out", progress=False)
    assert pdf.is_file()
