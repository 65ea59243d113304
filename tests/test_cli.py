"""The command line: what a newcomer types, and nine kinds of bad input, each one clear line."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from toolkit.cli import main

ROOT = Path(__file__).resolve().parents[1]
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8

REPORT = """<html><head><meta charset="utf-8"><title>云溪县人民政府2016年政府信息公开工作年度报告</title></head><body>
<p>云溪县人民政府2016年政府信息公开工作年度报告</p>
<p>本报告所列数据的统计期限自2016年1月1日起至2016年12月31日止。</p>
<p>一、概述</p><p>本页为虚构，仅供测试。</p>
<p>二、主动公开政府信息情况</p><p>2016年，全县主动公开政府信息400条。其中，工作动态类信息300条，占75%；政策法规类信息100条，占25%。</p>
<p>三、依申请公开政府信息情况</p><p>2016年全县未收到政府信息公开申请。</p>
</body></html>"""


def gongkai(*words: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from toolkit.cli import main; main()", *words],
        capture_output=True, text=True, encoding="utf-8", cwd=cwd, timeout=120, check=False,
    )  # fmt: skip


def one_line(done: subprocess.CompletedProcess[str], *words: str) -> None:
    assert done.returncode == 1, done
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, done.stderr
    assert lines[0].startswith("Error: ")
    for word in words:
        assert word in lines[0]
    assert "Traceback" not in done.stderr + done.stdout


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "report.html"
    path.write_text(REPORT, encoding="utf-8")
    return path


def test_read_json_prints_one_object_a_line_in_the_order_given(page: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.html"
    empty.write_bytes(b"")
    done = gongkai("read", str(page), str(empty), str(page), "--json")
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert "empty.html" in done.stderr
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert first == second
    assert set(first) >= {
        "source", "address", "sha256", "publisher", "place", "place_code", "level", "year", "form",
        "published", "period", "metadata", "sections", "citations", "figures", "findings",
    }  # fmt: skip
    assert first["source"] == str(page)
    assert first["year"] == 2016
    by = {(f["indicator"], f["label"]): f["value"] for f in first["figures"]}
    assert by == {
        ("disclosed_total", None): 400,
        ("disclosed_by_category", "工作动态类信息"): 300,
        ("disclosed_by_category", "政策法规类信息"): 100,
        ("printed_share", "工作动态类信息"): 75,
        ("printed_share", "政策法规类信息"): 25,
        ("requests_received", None): 0,
    }
    assert set(first["figures"][0]) >= {
        "indicator", "applicant", "category", "label", "value", "unit", "missing", "approximate",
        "cumulative", "scope", "method", "quote", "where",
    }  # fmt: skip
    assert all({"code", "severity", "indicator", "message"} <= set(f) for f in first["findings"])


def test_read_for_people_shows_figures_words_and_findings(page: Path) -> None:
    done = gongkai("read", str(page))
    assert done.returncode == 0
    for words in (
        "云溪县人民政府2016年政府信息公开工作年度报告",
        "400",
        "工作动态类信息",
        "全县主动公开政府信息400条",
    ):
        assert words in done.stdout


def test_places_lists_candidates_and_never_picks() -> None:
    done = gongkai("places", "鼓楼区")
    assert done.returncode == 0
    for code in ("320106", "320302", "350102", "410204"):
        assert code in done.stdout


def test_help_names_every_command() -> None:
    done = gongkai("--help")
    assert done.returncode == 0
    for name in ("read", "check", "trace", "panel", "chart", "brief", "places"):
        assert f"\n  {name} " in done.stdout


def test_panel_and_chart_of_real_counties(tmp_path: Path) -> None:
    done = gongkai("panel", "requests_received", "--places", "南京市江宁区", "--years", "2021-2024")
    assert done.returncode == 0
    assert done.stdout.count("南京市江宁区") + done.stdout.count("江宁区") >= 4
    for value in ("623", "783", "821", "809"):
        assert value in done.stdout
    target = tmp_path / "requests.svg"
    done = gongkai("chart", "requests", "--places", "南京市江宁区", "--output", str(target))
    assert done.returncode == 0, done.stderr
    assert "江宁区" in target.read_text(encoding="utf-8")


def test_panel_of_a_metric() -> None:
    # 平潭县 2024: 218 requests, 385981 residents of the 2020 census.
    done = gongkai("panel", "requests_per_100k", "--places", "平潭县", "--years", "2024")
    assert done.returncode == 0, done.stderr
    head, row = (line.split(",") for line in done.stdout.splitlines())
    found = dict(zip(head, row, strict=True))
    assert found["value"].startswith("56.479")
    assert (found["basis"], found["n"], found["interval"]) == ("census2020", "218", "poisson")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.html", b"", ("empty",)),
        ("picture.html", PNG, ("picture.html",)),
        (
            "weather.html",
            "<html><body><nav>首页 政府信息公开 年度报告</nav><p>今日天气晴，最高气温25度。</p></body></html>".encode(),
            ("weather.html", "no report"),
        ),
    ],
)
def test_files_that_are_no_report(
    tmp_path: Path, name: str, content: bytes, words: tuple[str, ...]
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    done = gongkai("read", str(path))
    one_line(done, *words)
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (("brief", "compare", "--places", "不存在县"), ("不存在县",)),
        (("brief", "compare", "--places", "鼓楼区"), ("ambiguous", "320106", "410204")),
        (
            ("brief", "compare", "--places", "平潭县", "--years", "2008-2009"),
            ("no reports", "2008"),
        ),
        (("brief", "nonsense"), ("nonsense", "compare")),
        (("brief", "compare", "--colour", "red"), ("--colour",)),
        (("chart", "nonsense", "--places", "平潭县"), ("nonsense", "requests")),
        (("panel", "nonsense", "--places", "平潭县"), ("nonsense",)),
        (("read",), ("PATH",)),
    ],
)
def test_wishes_that_cannot_be_met(
    tmp_path: Path, command: tuple[str, ...], words: tuple[str, ...]
) -> None:
    earlier = tmp_path / "reports"
    earlier.mkdir()
    (earlier / "kept.pdf").write_bytes(b"earlier")
    done = gongkai(*command, cwd=tmp_path)
    one_line(done, *words)
    assert [p.name for p in earlier.iterdir()] == ["kept.pdf"]
    assert (earlier / "kept.pdf").read_bytes() == b"earlier"


def test_output_that_cannot_be_written(tmp_path: Path) -> None:
    blocker = tmp_path / "file"
    blocker.write_text("here before")
    one_line(
        gongkai("brief", "compare", "--places", "平潭县", "--output", str(blocker / "sub")), "file"
    )
    one_line(
        gongkai("chart", "requests", "--places", "平潭县", "--output", str(blocker / "a.png")),
        "file",
    )
    assert blocker.read_text() == "here before"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two reports in a folder and its subfolder, a page that is none, and what is passed over."""
    path = tmp_path / "pages"
    (path / "sub").mkdir(parents=True)
    (path / "b.html").write_text(REPORT, encoding="utf-8")
    (path / "sub" / "a.html").write_text(REPORT.replace("400条", "40○条"), encoding="utf-8")
    (path / "weather.html").write_text("<p>今日天气晴，最高气温25度。</p>", encoding="utf-8")
    (path / ".hidden.html").write_text(REPORT, encoding="utf-8")
    (path / "~$b.docx").write_bytes(b"lock")
    return path


def test_a_folder_is_read_as_a_whole_and_sorted(folder: Path) -> None:
    done = gongkai("read", str(folder), "--json")
    assert done.returncode == 1
    (line,) = done.stderr.strip().splitlines()
    assert line.startswith("Error: ")
    assert "weather.html" in line
    sources = [json.loads(x)["source"] for x in done.stdout.splitlines()]
    assert sources == [str(folder / "b.html"), str(folder / "sub" / "a.html")]


def test_the_table_lists_reports_a_line_each(folder: Path, tmp_path: Path) -> None:
    out = folder / "list.csv"
    done = gongkai("read", str(folder), "--table", "--csv", str(out))
    assert done.returncode == 1
    heads, first, second = (x.split() for x in done.stdout.splitlines())
    assert heads == ["文件", "表式", "年度", "地区", "读出", "未读", "错误", "警告", "提示"]
    # six figures: the total, two classes with their shares, no requests
    assert first[:4] == ["b.html", "prose", "2016", "6"]
    assert second[0] == "sub/a.html"
    content = out.read_bytes()
    assert content.startswith(b"\xef\xbb\xbffile,form,year,place,figures,abstained,")
    assert len(content.decode().splitlines()) == 3
    # the list itself is no report of the folder
    again = gongkai("read", str(folder), "--table", "--csv", str(out))
    assert again.stdout == done.stdout
    assert "list.csv" not in again.stderr.replace(f"{out}: 2 reports", "")


def test_the_table_as_json(folder: Path) -> None:
    done = gongkai("read", str(folder), "--table", "--json")
    first, _ = (json.loads(x) for x in done.stdout.splitlines())
    assert first == {
        "file": str(folder / "b.html"), "form": "prose", "year": 2016, "place": None, "figures": 6,
        "abstained": 0, "errors": 0, "warnings": first["warnings"], "notes": first["notes"],
    }  # fmt: skip


def test_an_empty_folder_is_one_clear_line(tmp_path: Path) -> None:
    one_line(gongkai("read", str(tmp_path)), str(tmp_path), "folder")


def test_review_takes_the_filled_list_back(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    twice = "2016年，全县共收到政府信息公开申请12件。2016年，我县共受理政府信息公开申请15件。"
    page.write_text(REPORT.replace("2016年全县未收到政府信息公开申请。", twice), encoding="utf-8")
    out = tmp_path / "out.csv"
    done = gongkai("read", str(page), "--json", "--review", str(out))
    assert done.returncode == 0, done.stderr
    assert "1 to fill in" in done.stderr
    (finding,) = [f for f in json.loads(done.stdout)["findings"] if f["code"] == "abstained"]
    assert finding["quote"] in twice
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(r["indicator"], r["quote"], r["value"]) for r in rows] == [
        (finding["indicator"], finding["quote"], "")
    ]
    rows[0] |= {"value": "15", "by": "王某", "cumulative": "no"}
    with out.open("w", encoding="gb18030", newline="") as file:
        writer = csv.DictWriter(file, rows[0], delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    done = gongkai("read", str(page), "--json", "--review", str(out))
    assert "1 taken" in done.stderr
    report = json.loads(done.stdout)
    (typed,) = [f for f in report["figures"] if f["method"] == "typed"]
    assert (typed["indicator"], typed["value"], typed["cumulative"]) == (
        finding["indicator"],
        15,
        False,
    )
    assert [f["code"] for f in report["findings"] if f["code"] in ("abstained", "typed")] == [
        "typed"
    ]
    assert "taken" in out.read_text(encoding="utf-8-sig")


def test_review_never_overwrites_another_file(page: Path, tmp_path: Path) -> None:
    out = tmp_path / "data.csv"
    out.write_text("name,count\na,1\n")
    one_line(gongkai("read", str(page), "--review", str(out)), "data.csv", "no review list")
    assert out.read_text() == "name,count\na,1\n"


@pytest.mark.parametrize("name", ["report.html", "data.csv"])
def test_the_list_is_never_written_over_another_file(page: Path, tmp_path: Path, name: str) -> None:
    out = tmp_path / name
    before = out.read_bytes() if out.exists() else b"name,count\na,1\n"
    out.write_bytes(before)
    done = gongkai("read", str(page), "--csv", str(out))
    one_line(done, name, "no list of reports")
    assert out.read_bytes() == before
    # before hours of reading, not after them
    assert done.stdout == ""


def test_the_module_runs_as_the_command_does(page: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "toolkit.cli", "read", str(page / "none")],
        capture_output=True, text=True, encoding="utf-8", cwd=ROOT, timeout=120, check=False,
    )  # fmt: skip
    one_line(done, "none")


def test_read_in_english_and_in_an_unknown_language(page: Path) -> None:
    done = gongkai("read", str(page), "--language", "en")
    assert "How sure" in done.stdout
    assert "Items disclosed" in done.stdout
    assert "\x1b" not in done.stdout
    one_line(gongkai("read", str(page), "--language", "fr"), "fr", "zh, en")


@pytest.mark.skipif(sys.platform == "win32", reason="no signals of this kind")
def test_an_interrupted_reading_shows_what_was_done(folder: Path) -> None:
    program = (
        "import toolkit.folder as f\n"
        "read, seen = f.read_report, []\n"
        "def stop(path):\n"
        "    seen.append(path)\n"
        "    if len(seen) > 1: raise KeyboardInterrupt\n"
        "    return read(path)\n"
        "f.read_report = stop\n"
        "from toolkit.cli import main\nmain()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "read", str(folder), "--table"],
        capture_output=True, text=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "b.html" in done.stdout
    assert "a.html" not in done.stdout
    assert done.stderr.strip() == "Stopped."


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["panel", "requests_recieved", "--places", "平潭县"], "did you mean requests_received or"),
        (["chart", "refusal", "--places", "平潭县"], "did you mean refusals?"),
        (["trace", "平潭县", "2024", "litigations"], "did you mean litigation or"),
        (["panel", "zzzz", "--places", "平潭县"], "use a name of docs/definitions.md"),
    ],
)
def test_an_unknown_series_is_one_short_line_with_names_like_it(words, said, capsys) -> None:
    with pytest.raises(SystemExit):
        main(words)
    error = capsys.readouterr().err
    assert said in error and error.count("\n") == 1 and len(error) < 200
