"""The store: what goes in comes out, ids keep their meaning, and no crash leaves half of one."""

from __future__ import annotations

import json
import math
import random
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from made.figures import figures_tables

import toolkit
from toolkit import Figure, Finding, Report
from toolkit.checks import findings_frame
from toolkit.errors import ParameterError, SourceError
from toolkit.report import FIGURE_KINDS, Section, figures_frame
from toolkit.store import Store, Taken, Writer, is_store, open_store
from toolkit.store import merge as merging
from toolkit.store import writer as writing
from toolkit.store.batch import batch_of_frame
from toolkit.store.layout import POINTER

WORDS = [c for c, kind in FIGURE_KINDS.items() if kind == "category"]


def fill(path: Path, reports: Sequence[Report], batch: int = 100) -> Store:
    """Put reports into a store in batches, and open it."""
    with Writer(path) as writer:
        for n in range(0, len(reports), batch):
            writer.add([Taken(r, r.source, r.sha256, "1") for r in reports[n : n + batch]])
        writer.commit()
    return open_store(path)


def in_order(reports: Sequence[Report]) -> list[Report]:
    key = lambda r: (r.place_code or "~", r.year or 0, r.publisher or "", r.source)  # noqa: E731
    return sorted(reports, key=key)


def same(one: pd.DataFrame, other: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(one.reset_index(drop=True), other.reset_index(drop=True))


def part(frame: pd.DataFrame, rows: pd.Series) -> pd.DataFrame:
    """Return rows of a frame, with the words that occur in them."""
    out = frame[rows.to_numpy(dtype=bool, na_value=False)]
    return out.assign(**{c: out[c].cat.remove_unused_categories() for c in WORDS})


def report(number: int, **more: object) -> Report:
    """Return a synthetic report."""
    head = {
        "source": f"{number}.html", "sha256": f"{number:064x}", "place": "云溪县",
        "place_code": "990101", "level": "county", "year": 2020, "synthetic": True,
    }  # fmt: skip
    return Report(**head | more)


@pytest.fixture(scope="module")
def demo() -> list[Report]:
    return toolkit.load_reports(toolkit.data_dir() / "demo" / "reports")


@pytest.fixture(scope="module")
def store(demo: list[Report], tmp_path_factory: pytest.TempPathFactory) -> Store:
    shuffled = random.Random(1).sample(demo, len(demo))
    return fill(tmp_path_factory.mktemp("demo") / "store", shuffled, batch=60)


def test_reports_come_back_as_they_were(store: Store, demo: list[Report]) -> None:
    assert store.reports() == demo
    assert [repr(r) for r in store.reports()] == [repr(r) for r in demo]
    assert store.contents.reports == len(demo)


def test_figures_are_those_of_the_reports(store: Store, demo: list[Report]) -> None:
    frame = figures_frame(demo)
    same(store.figures(), frame)
    assert store.contents.figures == len(frame)
    assert isinstance(store.figures().index, pd.RangeIndex)


@pytest.mark.parametrize(
    ("places", "indicators", "years"),
    [
        (["990103"], None, None),
        ("990103", None, [2020]),
        (["990103", "990105"], None, range(2010, 2014)),
        (None, ["disclosed_total"], None),
        (None, "requests_received", [2021, 2022]),
        (None, ["requests_received", "disclosed_total", "complaints"], None),
        (["990103"], ["requests_received", "disclosed_total"], [2019]),
        (None, None, [2024]),
        (None, ["information_produced_total"], [2024]),
    ],
)
def test_some_figures_are_those_rows_in_that_order(store, demo, places, indicators, years) -> None:
    frame = figures_frame(demo)
    wanted = pd.Series(True, index=frame.index)
    if places:
        wanted &= frame["place_code"].isin([places] if isinstance(places, str) else places)
    if indicators:
        wanted &= frame["indicator"].isin(
            [indicators] if isinstance(indicators, str) else indicators
        )
    if years:
        wanted &= frame["year"].isin(list(years))
    same(store.figures(places, indicators, years), part(frame, wanted))


def test_nothing_found_is_a_frame_of_the_same_types(store: Store) -> None:
    frame = store.figures(years=[1999])
    assert len(frame) == 0
    assert frame.dtypes.astype(str).to_dict() == FIGURE_KINDS
    assert store.reports(years=[1999]) == []
    assert len(store.figures(["990103"], ["disclosed_total"], [1999])) == 0


def test_columns_may_be_chosen(store: Store) -> None:
    narrow = store.figures(indicators=["disclosed_total"], columns=["year", "place", "value"])
    same(narrow, store.figures(indicators=["disclosed_total"])[["year", "place", "value"]])


def test_figures_may_be_written_to(store: Store) -> None:
    frame = store.figures(places=["990103"])
    frame.loc[0, "value"] = 5.5
    frame.loc[0, "synthetic"] = False
    frame["missing"] = frame["missing"].fillna("a word of one's own")
    assert frame.loc[0, "value"] == 5.5
    assert store.figures(places=["990103"]).loc[0, "value"] != 5.5


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"indicators": ["disclosed_totl"]}, "disclosed_total"),
        ({"places": ["鼓楼区"]}, "ambiguous"),
        ({"places": ["无此地"]}, "无此地"),
        ({"years": ["2020"]}, "whole number"),
        ({"columns": ["valu"]}, "valu"),
    ],
)
def test_what_cannot_be_asked_is_one_line(store: Store, asked: dict, words: str) -> None:
    with pytest.raises(ParameterError, match=words) as caught:
        store.figures(**asked)
    assert "\n" not in str(caught.value)


def test_findings_are_those_of_the_reports(store: Store, demo: list[Report]) -> None:
    told = [f for r in demo for f in r.findings]
    same(store.findings(), findings_frame(told))


def test_load_reports_takes_a_store(store: Store, demo: list[Report]) -> None:
    assert toolkit.load_reports(store.path) == demo
    some = toolkit.load_reports(store.path, ["990103"], [2015, 2016])
    folder = toolkit.data_dir() / "demo" / "reports"
    assert some == toolkit.load_reports(folder, ["990103"], [2015, 2016])
    assert len(some) == 2
    with pytest.raises(ParameterError, match="no reports in range"):
        toolkit.load_reports(store.path, ["990103"], [1999])


# -- odd things ------------------------------------------------------------------------------------

TEXT = st.text(max_size=8)
OPTIONAL = st.none() | TEXT
NUMBER = st.none() | st.integers(-(10**25), 10**25) | st.floats()
FIGURE = st.builds(
    Figure, TEXT, NUMBER, unit=OPTIONAL, applicant=TEXT, category=OPTIONAL, label=OPTIONAL,
    missing=OPTIONAL | st.sampled_from(["blank", "slash", "abstained: x"]), approximate=st.booleans(),
    cumulative=st.none() | st.booleans(), scope=OPTIONAL, method=TEXT, quote=TEXT, where=TEXT, form=OPTIONAL,
)  # fmt: skip
FINDING = st.builds(
    Finding, st.sampled_from(["abstained", "identity_broken"]), st.just("note"), TEXT, TEXT, OPTIONAL, OPTIONAL,
    expected=NUMBER | TEXT | st.booleans(), found=OPTIONAL, where=TEXT, year=st.none() | st.integers(0, 9999),
    cumulative=st.booleans(), scope=OPTIONAL, label=OPTIONAL,
    about=st.lists(st.tuples(TEXT, OPTIONAL, st.none() | st.integers(0, 9999)), max_size=2).map(tuple),
)  # fmt: skip
REPORT = st.builds(
    Report, source=TEXT, sha256=TEXT, address=OPTIONAL, title=OPTIONAL, publisher=OPTIONAL, place=OPTIONAL,
    place_code=OPTIONAL, level=OPTIONAL, year=st.none() | st.integers(0, 9999), form=OPTIONAL,
    published=OPTIONAL, period=st.none() | st.tuples(TEXT, TEXT),
    metadata=st.dictionaries(TEXT, TEXT, max_size=2),
    sections=st.lists(st.builds(Section, TEXT, TEXT, TEXT, st.lists(TEXT, max_size=2).map(tuple)), max_size=2).map(tuple),
    citations=st.lists(TEXT, max_size=2).map(tuple), notes=st.lists(TEXT, max_size=2).map(tuple),
    figures=st.lists(FIGURE, max_size=4).map(tuple), findings=st.lists(FINDING, max_size=3).map(tuple),
    synthetic=st.booleans(),
)  # fmt: skip


@settings(max_examples=20, phases=[Phase.explicit, Phase.generate])
@given(st.lists(REPORT, max_size=5), st.integers(1, 3))
def test_whatever_a_report_holds_comes_back(reports: list[Report], batch: int) -> None:
    # A file holds one report, known by the hash of the file.
    reports = [replace(r, source=f"{r.source}/{n}") for n, r in enumerate(reports)]
    folder = Path(tempfile.mkdtemp())
    try:
        with Writer(folder) as writer:
            for n in range(0, len(reports), batch):
                some = enumerate(reports[n : n + batch], n)
                writer.add([Taken(r, r.source, str(i), "1") for i, r in some])
            writer.add([])
            writer.commit()
        store = open_store(folder)
        # repr, as NaN is not equal to itself, and 1 is to 1.0
        assert [repr(r) for r in store.reports()] == [repr(r) for r in in_order(reports)]
        same(store.figures(), figures_frame(in_order(reports)))
        indicators = sorted({f.indicator for r in reports for f in r.figures})
        found = store.figures(indicators=indicators, columns=["indicator", "value", "quote"])
        expected = figures_frame(in_order(reports))
        expected = expected[expected["indicator"].isin(indicators)]
        assert found["quote"].tolist() == expected["quote"].tolist()
    finally:
        shutil.rmtree(folder)


def test_a_number_keeps_its_kind(tmp_path: Path) -> None:
    values = [3, 3.0, 10**20, -(10**17) - 1, 0.1, math.inf]
    store = fill(tmp_path, [report(1, figures=tuple(Figure("complaints", v) for v in values))])
    found = [f.value for f in store.reports()[0].figures]
    assert [repr(v) for v in found] == [repr(v) for v in values]


def test_half_a_character_in_a_file_name_does_not_stop_the_work(tmp_path: Path) -> None:
    store = fill(tmp_path, [report(1, source="\udcff.html")])
    assert store.reports()[0].source == "?.html"


# -- the tables ------------------------------------------------------------------------------------


def test_ids_keep_their_meaning_and_new_ones_come_behind(tmp_path: Path) -> None:
    fill(tmp_path, [report(1, figures=(Figure("b", 1), Figure("c", 2)))])
    before = open_store(tmp_path).words
    with Writer(tmp_path) as writer:
        writer.add([Taken(report(2, figures=(Figure("a", 3), Figure("b", 4))), "2", "2", "1")])
        writer.commit()
    store = open_store(tmp_path)
    assert before.ids("indicator") == {"b": 0, "c": 1}
    assert store.words.ids("indicator") == {"b": 0, "c": 1, "a": 2}
    assert store.figures(indicators=["b"])["value"].tolist() == [1, 4]


def test_tables_are_sorted_and_pruned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merging, "ROWS", 8192)
    # 4 counties of 17 years
    frames = list(figures_tables(68, seed=3, block=3))
    with Writer(tmp_path) as writer:
        for frame in frames:
            writer.add_batch(batch_of_frame(frame, writer.words))
        about = writer.commit()
    assert about.figures == 68 * 290
    (folder,) = tmp_path.glob("tables-*")
    by_report = pq.read_table(folder / "figures.parquet")["report"].to_numpy()
    assert (by_report[1:] >= by_report[:-1]).all()
    other = pq.ParquetFile(folder / "by_indicator.parquet")
    ids = other.read(["indicator"])["indicator"].to_numpy()
    assert (ids[1:] >= ids[:-1]).all()
    assert other.metadata.row_group(0).column(2).compression == "ZSTD"
    store = open_store(tmp_path)
    # 19,720 rows are three row groups; a county's 4,930 lie in one of them.
    first = store.figures(places=["990000"])
    assert first["year"].unique().tolist() == [*range(2008, 2025)]
    assert len(first) == 4930
    assert store._rows["figures"].groups([(0, 4930)]) == [0]
    assert store._rows["figures"].groups([(0, 19_720)]) == [0, 1, 2]
    whole = pd.concat([f.astype(FIGURE_KINDS | dict.fromkeys(WORDS, "string")) for f in frames])
    whole = whole.sort_values(["place_code", "year"], kind="stable").reset_index(drop=True)
    same(store.figures(), whole.astype(dict.fromkeys(WORDS, "category")))


def test_the_same_reports_give_the_same_bytes(tmp_path: Path, demo: list[Report]) -> None:
    for name in ("a", "b"):
        fill(tmp_path / name, demo[:40], batch=15)
    files = [p.relative_to(tmp_path / "a") for p in (tmp_path / "a").rglob("*") if p.is_file()]
    assert len(files) > 7
    for file in files:
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes(), file


def test_a_store_of_no_reports_can_be_read(tmp_path: Path) -> None:
    with Writer(tmp_path) as writer:
        writer.commit()
    assert not is_store(tmp_path)  # nothing was put in, nothing was made
    with Writer(tmp_path) as writer:
        writer.add([])
        writer.commit()
    store = open_store(tmp_path)
    assert store.reports() == []
    assert len(store.figures()) == 0


# -- nothing is ever half new ----------------------------------------------------------------------

STEPS = ("merge", "write_by_indicator", "write_table", "settle", "write_pointer")


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("after", [False, True])
def test_a_crash_leaves_the_old_store_or_the_new(tmp_path, monkeypatch, step, after) -> None:
    old, new = report(1, figures=(Figure("a", 1),)), report(2, figures=(Figure("a", 2),))
    fill(tmp_path, [old])
    usual = getattr(writing, step)

    def dies(*given: object) -> None:
        if after:
            usual(*given)
        raise RuntimeError("killed")

    with Writer(tmp_path) as writer:
        writer.add([Taken(new, "2", "2", "1")])
        with monkeypatch.context() as patch:
            patch.setattr(writing, step, dies)
            with pytest.raises(RuntimeError, match="killed"):
                writer.commit()
    done = step == "write_pointer" and after
    assert open_store(tmp_path).reports() == ([old, new] if done else [old])
    # The next run takes up what was kept, and clears away what was left.
    with Writer(tmp_path) as writer:
        assert writer.files == {"1.html": old.sha256, "2": "2"}
        writer.commit()
    assert open_store(tmp_path).reports() == [old, new]
    assert len(list(tmp_path.glob("tables-*"))) == 1
    assert list((tmp_path / "pending").iterdir()) == []
    assert list(tmp_path.glob(".gongkai-*")) == []


def test_a_batch_that_is_not_whole_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path, [report(1)])
    with Writer(tmp_path) as writer, monkeypatch.context() as patch:
        patch.setattr(writing, "settle", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            writer.add([Taken(report(2), "2", "2", "1")])
    with Writer(tmp_path) as writer:
        assert writer.waiting == 0
        assert set(writer.files) == {"1.html"}


def test_an_open_store_stays_as_it_was(tmp_path: Path) -> None:
    store = fill(tmp_path, [report(1, figures=(Figure("a", 1),))])
    fill(tmp_path, [report(2, figures=(Figure("a", 2), Figure("b", 3)))])
    assert store.figures()["value"].tolist() == [1]
    assert store.reports() == [report(1, figures=(Figure("a", 1),))]
    assert open_store(tmp_path).figures()["value"].tolist() == [1, 2, 3]


def test_two_do_not_fill_one_store(tmp_path: Path) -> None:
    with Writer(tmp_path), pytest.raises(SourceError, match="another process"), Writer(tmp_path):
        pass
    with Writer(tmp_path):
        pass


def test_a_folder_of_other_files_is_not_filled(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_bytes(b"x")
    with pytest.raises(SourceError, match="other files"), Writer(tmp_path):
        pass
    assert [p.name for p in tmp_path.iterdir()] == ["thesis.docx"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"gongkai_store": 2}', "layout 2"),
        ("{}", "damaged"),
        ("half", "damaged"),
        ('{"gongkai_store": 1, "later": 3}', "damaged"),
        ('{"gongkai_store": 1, "generation": 7}', "damaged"),
        ('{"gongkai_store": 1, "generation": "7"}', "damaged"),
        ("[]", "damaged"),
    ],
)
def test_a_store_that_cannot_be_read_says_so_in_one_line(tmp_path, text, words) -> None:
    fill(tmp_path, [report(1)])
    (tmp_path / POINTER).write_text(text)
    with pytest.raises(SourceError, match=words) as caught:
        open_store(tmp_path)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["figures", "by_indicator", "reports", "words", "files"])
def test_a_table_that_is_cut_off_is_one_line(tmp_path: Path, name: str) -> None:
    fill(tmp_path, [report(1, figures=(Figure("a", 1),))])
    (path,) = tmp_path.glob(f"tables-*/{name}.parquet")
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(SourceError, match="damaged") as caught:
        if name != "files":
            open_store(tmp_path)
        with Writer(tmp_path):
            pass
    assert "\n" not in str(caught.value)


def test_a_table_that_is_damaged_within_is_one_line_that_names_it(tmp_path: Path) -> None:
    fill(tmp_path, [report(1, figures=tuple(Figure("a", n) for n in range(5000)))])
    (path,) = tmp_path.glob("tables-*/figures.parquet")
    data = bytearray(path.read_bytes())
    stop = len(data) - 8 - int.from_bytes(data[-8:-4], "little")
    data[4:stop] = b"x" * (stop - 4)
    path.write_bytes(data)
    with pytest.raises(SourceError, match=r"figures.parquet is damaged"):
        open_store(tmp_path).figures()


def test_no_store(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no store"):
        open_store(tmp_path)


def test_the_pointer_says_what_there_is(store: Store) -> None:
    said = json.loads((store.path / POINTER).read_text())
    assert said["gongkai_store"] == 1
    assert said["reports"] == 197
