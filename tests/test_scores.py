"""The scoring scripts themselves: what counts as found, missed, abstained from and wrong."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest
import score_addresses
import score_gold
from facts import Fact, Page, compare, fact_of, folded, load_pages
from scoring import Tally, era, lines, table

from toolkit.codebook import indicators
from toolkit.figure import Figure, Finding
from toolkit.report import Report

PAGE = """<html><head><meta charset="utf-8"><title>云溪县2012年政府信息公开工作年度报告</title>
<link rel="canonical" href="https://www.yunxi.example/gk/2012.html"></head><body>
<h1>云溪县2012年政府信息公开工作年度报告</h1>
<p>2012年，全县共主动公开政府信息2768条，其中工作动态类1726条，政策法规类506条。</p>
<p>2012年，全县收到政府信息公开申请6件。</p></body></html>"""
FACTS = [
    {"indicator": "disclosed_total", "value": 2768, "unit": "条"},
    {"indicator": "disclosed_by_category", "label": "工作动态", "value": 1726, "unit": "条"},
    {"indicator": "disclosed_by_category", "label": "政策法规类", "value": 505, "unit": "条"},
    {"indicator": "reconsideration_total", "value": 1, "unit": "件"},
    {"indicator": "open_days", "value": 3, "unit": "次"},
]
CUT = "2013年，全县共主动公开政府信息91条。<p>2013年，全县收到政府信息公开申请"


def fact_line(id_: str, url: str | None, figures: list[dict], **more: object) -> str:
    row = {
        "id": id_, "publisher": "云溪县人民政府", "place": "云溪县", "level": "county", "year": 2012,
        "url": url, "official_address": True, "figures": figures, "notes": None,
    }  # fmt: skip
    return json.dumps(row | more, ensure_ascii=False)


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    path = tmp_path / "facts.jsonl"
    lines_ = [
        fact_line("one", "http://www.yunxi.example/gk/2012.html/", FACTS),
        fact_line("two", "https://www.yunxi.example/gk/2013.html",
                  [{"indicator": "disclosed_total", "value": 91, "unit": "条"}], year=2013,
                  official_address=False),
        fact_line("told", "https://blog.example/x", FACTS, secondary=True),
        fact_line("none", None, FACTS),
    ]  # fmt: skip
    path.write_text("\n".join(lines_) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def copies(tmp_path: Path) -> Path:
    folder = tmp_path / "copies"
    (folder / "more").mkdir(parents=True)
    (folder / "one.html").write_text(PAGE, encoding="utf-8")
    (folder / "more" / "two.html").write_text(CUT, encoding="utf-8")
    (folder / "unknown.txt").write_text(
        "云溪县2014年政府信息公开工作年度报告\n2014年公开信息5条。", encoding="utf-8"
    )
    (folder / "addresses.csv").write_text(
        "file,address\nmore/two.html,www.yunxi.example/gk/2013.html\n"
        "more/two.html,http://www.yunxi.example/gk/2013.html/\n",
        encoding="utf-8",
    )
    return folder


def test_copies_are_compared_by_address(facts: Path, copies: Path) -> None:
    pages, left = load_pages(facts)
    assert set(pages) == {"www.yunxi.example/gk/2012.html", "www.yunxi.example/gk/2013.html"}
    assert left == {"without an indicator": 1, "of pages without an address of their own": 10}
    result = score_addresses.score(copies, pages)
    assert (result.pages, result.official, result.unread) == (2, 1, [])
    assert sum(result.skipped.values()) == 1
    counts = result.tally.counts
    assert counts["indicator", "disclosed_total"]["found"] == 2
    assert dict(counts["indicator", "disclosed_by_category"]) == {"found": 1, "wrong": 1}
    assert dict(counts["indicator", "reconsideration_total"]) == {"missed": 1}
    assert counts["era", "2008-2013"]["found"] == 3 and counts["level", "county"]["found"] == 3
    assert result.tally.rates(("all", "all")) == (3 / 4, 3 / 5)
    assert [(f.indicator, f.value) for _, _, f in result.further] == [("requests_received", 6)]


def test_further_figures_are_listed_for_a_person(
    facts: Path, copies: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "further.csv"
    args = [str(copies), "--facts", str(facts), "--further", str(out), "--sample", "5", "--wrong"]
    assert score_addresses.main(args) == 0
    said = capsys.readouterr().out
    assert "2 pages compared, 1 of them at their official address" in said
    assert "政策法规类 505, read as 506" in said
    with out.open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["judged"], row["indicator"], row["value"]) == ("", "requests_received", "6")
    assert "申请6件" in row["quote"] and row["where"].startswith("text:")
    assert (row["id"], row["era"], row["level"]) == ("one", "2008-2013", "county")


def test_a_sample_is_the_same_for_the_same_seed(tmp_path: Path) -> None:
    page = Page("one", 2012, "county", True)
    many = [("a", page, Figure("complaints", i)) for i in range(50)]
    texts = []
    for seed in (1, 1, 2):
        assert score_addresses.write_further(many, tmp_path / "x.csv", 5, seed) == 5
        texts.append((tmp_path / "x.csv").read_text(encoding="utf-8"))
    assert texts[0] == texts[1] != texts[2]


def test_without_copies_it_says_so(
    facts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    for args in ([], [str(tmp_path / "empty")], [str(tmp_path / "nowhere")]):
        assert score_addresses.main([*args, "--facts", str(facts)]) == 1
        assert "No saved copies of pages are at hand" in capsys.readouterr().err
    assert score_addresses.main(["--facts", str(tmp_path / "none.jsonl")]) == 1


def test_a_fact_is_read_as_stated_or_not() -> None:
    report = Report("a", "", figures=(
        Figure("complaints", 3), Figure("complaints", 4), Figure("consultations", 5),
        Figure("disclosed_total", 900, cumulative=True), Figure("disclosed_total", 90, approximate=True),
        Figure("litigation_total", 0),
    ), findings=(
        Finding("abstained", "warning", "", indicator="requests_received", found="two_candidates"),
    ))  # fmt: skip
    stated = [
        Fact(("consultations",), 6),  # read otherwise
        Fact(("complaints",), 4),
        Fact(("complaints",), 3),
        Fact(("complaints",), 2),  # the others are those of other facts
        Fact(("requests_received", "requests_handled"), 1),
        Fact(("disclosed_total",), 900, cumulative=False),  # runs since the beginning
        Fact(("answers_total", "litigation_total"), 0),
    ]
    outcomes, further = compare(stated, report)
    got = {id(fact): outcome for outcome, fact, _ in outcomes}
    assert [got[id(f)] for f in stated] == [
        "wrong", "found", "found", "missed", "abstained", "wrong", "found",
    ]  # fmt: skip
    assert [f.value for f in further] == [900]
    exact = Fact(("disclosed_total",), 90, approximate=True)
    assert compare([exact], report)[0][0][0] == "found"
    assert compare([replace(exact, approximate=False)], report)[0][0][0] == "wrong"


@pytest.mark.parametrize(
    ("figure", "ids", "more"),
    [
        ({"indicator": "disclosed_channel", "label": "县政府门户网站"}, ["disclosed_channel_website"], {}),
        ({"indicator": "table3", "label": "本年新收.自然人"}, ["requests_received"], {"applicant": "natural_person"}),
        ({"indicator": "disclosed_cumulative"}, ["disclosed_total"], {"cumulative": True}),
        ({"indicator": "complaints", "cumulative_wording": True}, ["complaints"], {"cumulative": None}),
        ({"indicator": "disclosed_by_body", "label": "各乡镇", "approximate": True},
         ["disclosed_by_body"], {"label": "各乡镇", "approximate": True}),
    ],
)  # fmt: skip
def test_names_of_facts_are_those_of_the_codebook(figure, ids, more) -> None:
    fact = fact_of({"value": 1} | figure)
    assert fact is not None and list(fact.ids) == ids
    assert {k: getattr(fact, k) for k in more} == more


def test_a_name_that_the_codebook_lacks_is_left_out() -> None:
    assert fact_of({"indicator": "open_days", "value": 1}) is None
    assert fact_of({"indicator": "disclosed_channel", "label": "微信微博", "value": 1}) is None


def test_every_id_that_names_stand_for_is_known() -> None:
    from facts import _names

    names = _names()
    lists = [
        *names["named"].values(),
        *(i for ps in names["labelled"].values() for _, i in ps if i),
    ]
    assert {id_ for ids in lists for id_ in ids} <= set(indicators())
    assert set(names["told_by_label"]) <= set(indicators())


def test_addresses_are_folded() -> None:
    one = folded("https://WWW.yunxi.example/a/%E8%88%88.html/")
    assert one == folded(" http://www.yunxi.example/a/興.html#top") == "www.yunxi.example/a/興.html"
    assert folded("http://a.example/x?id=1") != folded("http://a.example/x?id=2")


def test_gold_counts_each_figure_once_and_tells_guesses_apart() -> None:
    passage = {
        "id": "dev_x", "year": 2012, "level": "county",
        "text": "2012年，全县共主动公开政府信息2768条。全县收到政府信息公开申请6件。",
        "figures": [{"indicator": "disclosed_total", "value": 2768},
                    {"indicator": "complaints", "value": 9}],
        "abstain": ["requests_received", "consultations"],
    }  # fmt: skip
    tally = score_gold.score([passage])
    counts = tally.counts["all", "all"]
    assert counts == {"found": 1, "missed": 1, "guessed": 1, "left": 1}
    assert tally.rates(("all", "all")) == (1 / 2, 1 / 2)
    passage["figures"][0]["value"] = 2769
    counts = score_gold.score([passage]).counts["all", "all"]
    assert counts["wrong"] == 1 and counts["missed"] == 2 and not counts["found"]


def test_sums_alone_are_printed_of_the_test_split(monkeypatch, capsys) -> None:
    def only(split):
        return ({"id": f"{split}_x", "year": 2022, "level": "county", "text": "一二三",
                 "figures": [{"indicator": "complaints", "value": 9}]},)  # fmt: skip

    monkeypatch.setattr(score_gold, "passages", only)
    monkeypatch.setattr("sys.argv", ["score_gold.py", "--wrong"])
    score_gold.main()
    said = capsys.readouterr().out
    assert "development_x" in said and "test_x" not in said


def test_eras_lines_and_tables() -> None:
    eras = [era(y) for y in (2007, 2008, 2013, 2014, 2018, 2019, 2021, 2030)]
    assert eras == ["before 2008", "2008-2013", "2008-2013", "2014-2018", "2014-2018", "2019-2020", "2021-", "2021-"]  # fmt: skip
    tally = Tally()
    for outcome in ("found", "found", "found", "wrong", "abstained"):
        tally.add(outcome, "complaints", 2015, "zone", "x", "")
    assert lines(tally, ["level"])[1].split()[2:] == [
        "3",
        "1",
        "0",
        "1",
        "0",
        "0",
        "75.0%",
        "75.0%",
    ]
    row = table({"gold": tally, "": Tally()}, "indicator")[2]
    assert row == "| `complaints` | 4 | 3 | 1 | 0 | 1 | 75.0% | 75.0% | 0 | 0 | 0 | 0 | 0 | — | — |"
