"""Ingest: what is there is skipped, what fails stops nothing, what was done is kept."""

from __future__ import annotations

import hashlib
import pickle
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_cli import PNG, REPORT, gongkai, one_line

import toolkit
from toolkit.errors import GongkaiError
from toolkit.ingest import Ingested, ingest, read_file
from toolkit.ingest import run as running
from toolkit.store import open_store
from toolkit.store import writer as writing

YAML = """place: 星湖区
place_code: '990101'
publisher: 星湖区人民政府
level: county
year: {year}
form: null
synthetic: true
figures:
  - {{indicator: disclosed_total, value: {value}, unit: 条}}
"""


def page(year: int) -> str:
    return REPORT.replace("2016", str(year))


def state(store: Path) -> dict[str, str]:
    """Return the hash of every file of a store."""
    files = [p for p in store.rglob("*") if p.is_file()]
    return {str(p.relative_to(store)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of two pages, a structured report, and a picture that is none."""
    out = tmp_path / "reports"
    (out / "deep").mkdir(parents=True)
    (out / "a.html").write_text(page(2016), encoding="utf-8")
    (out / "deep" / "b.html").write_text(page(2017), encoding="utf-8")
    (out / "c.yml").write_text(YAML.format(year=2018, value=30), encoding="utf-8")
    return out


def test_a_folder_of_mixed_files(folder: Path, tmp_path: Path) -> None:
    (folder / "picture.png").write_bytes(PNG)
    said: list[str] = []
    store = tmp_path / "store"
    done = ingest([folder], store, tell=said.append)
    assert done == Ingested(new=3, failed=1, reports=3, figures=done.figures)
    assert len(said) == 1
    assert said[0].startswith("Error: ")
    assert "picture.png" in said[0]
    reports = {r.source: r for r in open_store(store).reports()}
    expected = [folder / "a.html", folder / "deep" / "b.html"]
    assert [reports[str(p)] for p in expected] == [toolkit.read_report(p) for p in expected]
    assert [reports[str(folder / "c.yml")]] == toolkit.load_reports(folder / "c.yml")
    # 400 items disclosed, 300 and 100 of two classes, their two shares, and no request: twice.
    assert done.figures == 2 * 6 + 1


def test_the_second_time_changes_nothing(folder: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    ingest([folder], store)
    before = state(store)
    done = ingest([folder, folder], store)
    assert (done.new, done.skipped, done.same) == (0, 6, 0)
    assert state(store) == before


def test_a_changed_file_replaces_its_report_and_says_so(folder: Path, tmp_path: Path) -> None:
    store, said = tmp_path / "store", []
    ingest([folder], store)
    (folder / "c.yml").write_text(YAML.format(year=2018, value=31), encoding="utf-8")
    done = ingest([folder], store, tell=said.append)
    assert (done.new, done.replaced, done.skipped, done.reports) == (0, 1, 2, 3)
    assert len(said) == 1
    assert "c.yml" in said[0]
    frame = open_store(store).figures(years=[2018])
    assert frame["value"].tolist() == [31]


def test_a_changed_file_that_cannot_be_read_leaves_its_report(folder: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    ingest([folder], store)
    (folder / "c.yml").write_text("half", encoding="utf-8")
    done = ingest([folder], store)
    assert (done.failed, done.reports) == (1, 3)
    assert open_store(store).figures(years=[2018])["value"].tolist() == [30]


def test_the_same_content_is_one_report(folder: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    shutil.copy(folder / "a.html", folder / "copy.html")
    done = ingest([folder], store)
    assert (done.new, done.skipped, done.same, done.reports) == (3, 1, 1, 3)
    # Where the first changes, the report is that of the second.
    (folder / "a.html").write_text(page(2014), encoding="utf-8")
    done = ingest([folder], store)
    assert (done.replaced, done.skipped, done.reports) == (1, 3, 4)
    sources = {r.year: Path(r.source).name for r in open_store(store).reports()}
    assert sources == {2014: "a.html", 2016: "copy.html", 2017: "b.html", 2018: "c.yml"}


def test_two_files_that_change_places(folder: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    ingest([folder], store)
    a, b = folder / "a.html", folder / "deep" / "b.html"
    one, other = a.read_bytes(), b.read_bytes()
    a.write_bytes(other)
    b.write_bytes(one)
    done = ingest([folder], store)
    assert (done.new, done.replaced, done.reports) == (0, 2, 3)
    sources = {r.year: Path(r.source).name for r in open_store(store).reports()}
    assert sources == {2016: "b.html", 2017: "a.html", 2018: "c.yml"}


def test_a_report_whose_file_is_gone_stays(folder: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    ingest([folder], store)
    (folder / "a.html").unlink()
    assert ingest([folder], store).reports == 3


def test_store_and_reports_may_be_moved_together(folder: Path, tmp_path: Path) -> None:
    ingest([folder], tmp_path / "store")
    shutil.move(tmp_path / "reports", tmp_path / "there" / "reports")
    shutil.move(tmp_path / "store", tmp_path / "there" / "store")
    before = state(tmp_path / "there" / "store")
    done = ingest([tmp_path / "there" / "reports"], tmp_path / "there" / "store")
    assert (done.skipped, done.same) == (3, 0)
    assert state(tmp_path / "there" / "store") == before


@pytest.mark.parametrize("read", [0, 1, 2])
def test_interrupted_it_keeps_what_was_read(folder: Path, tmp_path: Path, read: int) -> None:
    def stops(files: list[running.Met]) -> Iterator[running.Met]:
        yield from files[:read]
        raise KeyboardInterrupt

    store = tmp_path / "store"
    done = ingest([folder], store, bar=stops)
    assert (done.stopped, done.new, done.reports) == (True, read, read)
    done = ingest([folder], store)
    assert (done.new, done.skipped, done.reports) == (3 - read, read, 3)


@pytest.mark.parametrize("step", ["settle", "merge"])
def test_interrupted_while_writing_it_keeps_what_was_read(
    folder, tmp_path, monkeypatch, step
) -> None:
    usual, said = getattr(writing, step), []

    def interrupted(*given: object) -> object:
        monkeypatch.setattr(writing, step, usual)
        signal.raise_signal(signal.SIGINT)
        return usual(*given)

    monkeypatch.setattr(writing, step, interrupted)
    store = tmp_path / "store"
    # Whoever starts the tests in the background of a shell has interruptions ignored.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        done = ingest([folder], store, tell=said.append)
    finally:
        signal.signal(signal.SIGINT, before)
    assert (done.stopped, done.new, done.reports) == (True, 3, 0)
    assert "next ingest" in said[0]
    done = ingest([folder], store)
    assert (done.new, done.skipped, done.reports) == (0, 3, 3)


@pytest.mark.parametrize("step", ["settle", "merge"])
def test_interruptions_that_are_ignored_stay_ignored(folder, tmp_path, monkeypatch, step) -> None:
    usual = getattr(writing, step)

    def interrupted(*given: object) -> object:
        signal.raise_signal(signal.SIGINT)
        return usual(*given)

    monkeypatch.setattr(writing, step, interrupted)
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        done = ingest([folder], tmp_path / "store")
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)
    assert (done.stopped, done.new, done.reports) == (False, 3, 3)


def test_killed_it_keeps_the_batches_before(folder: Path, tmp_path: Path, monkeypatch) -> None:
    def dies(files: list[running.Met]) -> Iterator[running.Met]:
        yield from files[:2]
        raise RuntimeError("killed")

    store = tmp_path / "store"
    monkeypatch.setattr(running, "BATCH", 1)
    with pytest.raises(RuntimeError, match="killed"):
        ingest([folder], store, bar=dies)
    done = ingest([folder], store)
    assert (done.new, done.skipped, done.reports) == (1, 2, 3)


def test_another_version_of_the_reader(folder: Path, tmp_path: Path, monkeypatch) -> None:
    store = tmp_path / "store"
    monkeypatch.setattr(running, "reader_version", lambda: "0.1+old")
    ingest([folder / "a.html"], store)
    monkeypatch.setattr(running, "reader_version", lambda: "0.2+new")
    done = ingest([folder], store)
    assert (done.new, done.skipped, done.older) == (2, 1, 1)
    assert "--reread" in str(done)
    before = state(store)
    done = ingest([folder], store, reread=True)
    assert (done.new, done.reread, done.skipped, done.reports) == (0, 1, 2, 3)
    assert state(store) != before
    done = ingest([folder], store, reread=True)
    assert (done.reread, done.skipped, done.older) == (0, 3, 0)


def test_the_version_of_the_reader_is_of_what_reading_rests_on() -> None:
    version, digest = running.reader_version().split("+")
    assert version == toolkit.__version__
    assert len(digest) == 8


def test_a_pool_can_read_files(folder: Path) -> None:
    found = pickle.loads(pickle.dumps([read_file(str(folder / n)) for n in ("a.html", "no.html")]))
    assert found[0] == toolkit.read_report(folder / "a.html")
    assert isinstance(found[1], GongkaiError)


def test_a_store_among_the_reports_is_none_of_them(folder: Path) -> None:
    ingest([folder], folder / "store")
    done = ingest([folder], folder / "store")
    assert (done.new, done.skipped, done.failed) == (0, 3, 0)


def test_files_of_ones_own_are_named(folder: Path, tmp_path: Path) -> None:
    head = "code,name,level,province,prefecture,from,to,successors\n"
    texts = {"categories.yml": "labels: {}\n", "datapackage.json": "{}", "divisions.csv": head}
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    store, said = tmp_path / "store", []
    assert ingest([folder], store, tell=said.append).failed == 0
    assert [Path(line.split(" is ")[0]).name for line in said] == [*texts]
    for name in texts:
        shutil.copy(folder / name, store)
    said.clear()
    ingest([folder], store, tell=said.append)
    assert said == []


def test_command_line(folder: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    done = gongkai("ingest", str(folder), "--store", str(store))
    assert done.returncode == 0, done.stderr
    assert "3 new" in done.stdout
    (folder / "x.png").write_bytes(PNG)
    done = gongkai("ingest", str(folder), "--store", str(store))
    assert done.returncode == 1
    assert "3 skipped" in done.stdout
    assert "1 failed" in done.stdout
    one_line(done, "x.png")
    done = gongkai("panel", "disclosed_total", "--data", str(store))
    assert [row.split(",")[7] for row in done.stdout.splitlines()[1:]] == ["2018"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("ingest", "reports"), "--store"),
        (("ingest", "--store", "x"), "PATH"),
        (("ingest", "reports", "--store", "reports"), "other files"),
        (("panel", "disclosed_total", "--data", "later"), "layout 9"),
        (("check", "later"), "--data"),
    ],
)
def test_what_cannot_be_done_is_one_line(folder: Path, words: tuple[str, ...], told: str) -> None:
    (folder.parent / "later").mkdir()
    (folder.parent / "later" / "gongkai-store.json").write_text('{"gongkai_store": 9}')
    one_line(gongkai(*words, cwd=folder.parent), told)


@pytest.mark.parametrize("data", ["reports", "demo/reports"])
def test_a_store_gives_what_its_folder_gives(data: str, tmp_path: Path) -> None:
    folder = toolkit.data_dir() / data
    ingest([folder], tmp_path / "store")
    assert toolkit.load_reports(tmp_path / "store") == toolkit.load_reports(folder)


def test_a_report_without_a_year_is_told_of_wherever_it_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    shutil.copy(toolkit.data_dir() / "demo" / "report_990103_2024.html", tmp_path / "files")
    page = "<h1>政府信息公开工作年度报告</h1><p>全年共收到政府信息公开申请12件。</p>"
    (tmp_path / "files" / "a.html").write_text(page, encoding="utf-8")
    store = str(tmp_path / "store")
    ingest([tmp_path / "files"], store)
    release = ("release", "--output", str(tmp_path), "--version", "1")
    for words in (("panel", "disclosed_total"), release, ("check",)):
        done = gongkai(*words, "--data", store)
        assert done.returncode == 0, done.stderr
        assert "1 reports" in done.stderr and "year" in done.stderr
