"""Peers on the command line and in a brief: who is compared, what is said of them, one-line errors."""

from __future__ import annotations

import re

import pypdfium2
import pytest

from toolkit.brief import (
    add_comparison,
    add_definitions,
    add_group,
    add_standing,
    add_words,
    check_parameters,
    latest_year,
    main_metrics,
    new_brief,
    of_metric,
    two_years,
)
from toolkit.brief.choice import Choice, slug
from toolkit.cli import main
from toolkit.codebook import metrics as metric_table
from toolkit.compared import COMPARED, Of, peers_of
from toolkit.errors import ParameterError
from toolkit.figure import Figure
from toolkit.metrics import PeerGroup, peer_band
from toolkit.report import Report

DEMO = {"data": "demo", "years": "2019-2025"}

#: Requests received by year. The residents of 2020 stand in data/demo/population.csv:
#: 云桥县 412,528, 松烟县 275,959, 雁洲县 297,226.
RECEIVED = {
    ("990102", "云桥县"): {2019: 20, 2023: 40, 2024: 41},
    # 300 of 275,959 are 108.7 by 100,000, printed as 109: far above 41 of 412,528, which are 9.94
    ("990103", "松烟县"): {2024: 300},
    # 30 of 297,226 are 10.09
    ("990105", "雁洲县"): {2023: 25, 2024: 30},
    ("990101", "星湖区"): {2023: 55},
}


def choice(language="en"):
    reports = tuple(
        Report(
            source=f"{code}-{y}", sha256=f"{code}{y}", place=place, place_code=code, level="county",
            year=y, form="form2021", publisher=f"{place}人民政府", synthetic=True,
            figures=(Figure("requests_received", n, "件", method="structured"),),
        )
        for (code, place), values in RECEIVED.items()
        for y, n in values.items()
    )  # fmt: skip
    codes, places = zip(*RECEIVED, strict=True)
    group = PeerGroup(
        "own", "990102", ("990103", "990105", "990101", "990104"), "自选的4个", "four of one's own"
    )
    return Choice(language, tuple(range(2019, 2025)), codes, places, reports, date="2026-01-02",
                  group=group)  # fmt: skip


def text_of(brief):
    with pypdfium2.PdfDocument(brief.pdf()) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    return re.sub(r"\s+", " ", " ".join(pages))


# ------------------------------------------------------------------ who is compared


def test_a_place_comes_first_and_its_peers_with_reports_after_it():
    chosen = check_parameters(place="云桥县", peers="prefecture", **DEMO)
    assert chosen.codes[0] == "990102"
    assert sorted(chosen.codes) == ["990101", "990102", "990103", "990104", "990105", "990106"]
    assert chosen.group.kind == "prefecture"
    assert {r.place_code for r in chosen.reports} == set(chosen.codes)


def test_peers_without_reports_are_in_the_group_and_not_among_the_places():
    # of the counties beside 平潭县 in 福州市 only 闽清县 has a report among the bundled ones
    chosen = check_parameters(place="平潭县", peers="prefecture", years="2011-2025")
    assert chosen.places == ("平潭县", "闽清县")
    assert len(chosen.group.codes) == 12


def test_peers_of_ones_own_keep_their_order():
    own = ["霁川区", "990103"]
    chosen = check_parameters(place="云桥县", peers="own", peer_places=own, **DEMO)
    assert chosen.places == ("云桥县", "霁川区", "松烟县")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"peers": "nowhere"}, "'nowhere' are unknown: use one of prefecture"),
        ({"peers": "own"}, "give the names in 'peer_places'"),
        ({"peers": "kind", "peer_places": ["松烟县"]}, "goes with peers 'own' only"),
        ({"peers": "own", "peer_places": ["鼓楼区"]}, "ambiguous"),
        ({"peers": 3}, "'peers' is 3"),
        ({"place": "黄埔县", "peers": "kind"}, "黄埔县"),
        ({"peers": "province", "years": "2030"}, "no reports"),
    ],
)
def test_peers_that_cannot_be(wrong, said):
    with pytest.raises(ParameterError, match=re.escape(said)) as error:
        check_parameters(**({"place": "云桥县"} | DEMO | wrong))
    assert "\n" not in str(error.value)


def test_a_place_without_reports_is_no_comparison():
    with pytest.raises(ParameterError, match="its peers alone make no comparison"):
        check_parameters(place="长乐区", peers="prefecture", years="2011-2025")


def test_the_file_is_named_after_the_place_and_the_rule():
    chosen = check_parameters(place="云桥县", peers="prefecture", **DEMO)
    assert slug("05_peers", chosen) == "peers-990102-prefecture-2019-2025-zh"
    names = [
        slug("05_peers", check_parameters(place="云桥县", peers="own", peer_places=[p], **DEMO))
        for p in ("松烟县", "雁洲县")
    ]
    assert names[0] != names[1]


# ------------------------------------------------------------------ years that are shown


def test_the_latest_year_is_that_of_the_place_and_two_years_are_on_one_side():
    chosen = choice()
    rates = of_metric(main_metrics(chosen), "requests_per_100k")
    assert latest_year(rates, chosen) == 2024
    assert two_years(rates, chosen) == (2019, 2024)
    # without a second year on the same side there are no two
    assert two_years(rates[rates["year"] == 2024], chosen) == (2019, 2024)
    assert latest_year(rates.iloc[:0], chosen) == 2024


def test_two_years_do_not_cross_a_break():
    chosen = choice()
    rates = of_metric(main_metrics(chosen), "requests_per_100k")
    own = rates["place_code"] == "990102"
    # 2021 begins another form, which compares with that of 2019; a marker of any cause does not.
    for kind in ("similar", "break"):
        here = own & (rates["year"] == 2023)
        moved = rates.assign(break_before=rates["break_before"].mask(here, kind))
        assert two_years(moved, chosen) == (2023, 2024)


# ------------------------------------------------------------------ what is said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "four of one's own. With a report at hand in the years chosen: 3; without one: 1."),
        ("zh", "其中3个在所选年度有报告在手，1个没有"),
    ],
)
def test_the_group_says_who_has_reports_and_who_has_none(language, said):
    chosen = choice(language)
    brief = new_brief("peers", chosen)
    add_group(brief, chosen)
    text = text_of(brief).replace(" ", "")
    assert said.replace(" ", "") in text
    assert "月塘县" in text, "the peer without a report is named"
    assert ("云桥县among" if language == "en" else "云桥县在同组中的位置") in text


def test_comparisons_are_counted_and_said_with_n():
    chosen = choice()
    brief = new_brief("peers", chosen)
    add_words(brief, chosen, main_metrics(chosen))
    (table,) = [b for b in brief._blocks if b["kind"] == "table"]
    (cells,) = table["rows"]
    # 2024: below 松烟县, no difference to 雁洲县, and 星湖区 has no report of that year
    assert [c["whole"] for c in cells[2:]] == ["0", "1", "1", "1"]
    text = text_of(brief)
    assert "云桥县 (9.9, n = 41)" in text
    assert "Lower than (the 95 % intervals do not overlap): 松烟县 (109, n = 300)" in text
    assert "No difference shown (the 95 % intervals overlap): 雁洲县 (10.1, n = 30)" in text
    assert "Not compared: 星湖区" in text


def test_the_latest_figures_stand_beside_their_peers():
    chosen = choice()
    told = main_metrics(chosen)
    brief = new_brief("peers", chosen)
    add_standing(brief, chosen, told, peer_band(told, chosen.group), None)
    (table,) = [b for b in brief._blocks if b["kind"] == "table"]
    (cells,) = table["rows"]
    # two of four peers have a value of 2024: no median of two
    assert cells[1:3] == ["2024", "9.9"]
    assert cells[4:] == ["41", "—", "—", "2 of 4"]


def test_a_chart_that_is_not_there_is_said_in_words():
    chosen = choice()
    brief = new_brief("peers", chosen)
    rates = of_metric(main_metrics(chosen), "requests_per_100k")
    add_comparison(brief, chosen, "funnel", rates, None, [2024])
    add_comparison(brief, chosen, "slope", rates, None, (2019, 2024))
    add_comparison(brief, chosen, "heatmap", rates, None)
    said = [b["text"] for b in brief._blocks if b["kind"] == "absent"]
    assert [s[:8] for s in said] == ["No funne", "No chart", "No chart"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_definitions_are_those_of_the_codebook(language):
    chosen = choice(language)
    brief = new_brief("peers", chosen)
    add_definitions(brief, ["carry_forward_rate", "carry_forward_rate", "appeals_per_100"])
    ((one, other),) = [b["groups"] for b in brief._blocks if b["kind"] == "notes"]
    spec = metric_table()["carry_forward_rate"]
    assert one["title"] == spec[language]
    assert one["items"][0] == " ".join(spec["definition"][language].split())
    assert other["title"] == metric_table()["appeals_per_100"][language]


# ------------------------------------------------------------------ the command line


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("peers", "add --of"),
        ("peers --of requests_per_100k", "chart 'peers' needs --peers"),
        ("peers --of requests_per_100k --peers province --data demo", "name it with --places"),
        ("peers --of requests_per_100k --peers provinz --places 云桥县", "'provinz' are unknown"),
        ("peers --of requests_per_100k --peers own --places 云桥县", "--peers NAME,NAME"),
        ("funnel --of outcome_shares --data demo", "chart 'funnel' shows one year: add --year"),
        ("funnel --of outcome_shares --year 2024 --data demo", "more than one basis: add --basis"),
        ("funnel --of outcome_shares --basis processed --year 2024 --data demo", "add --part with one of granted"),
        ("funnel --of outcome_shares --basis x --year 2024 --data demo", "basis 'x' of outcome_shares is unknown"),
        ("funnel --of requests_received --year 2024 --data demo", "a series of counts"),
        ("funnel --of carry_forward_rate --year 2010 --data demo", "fewer than three of 12 places"),
        ("slope --of requests_received --years 2020 --data demo", "two different ones"),
        ("slope --of requests_received --year 2020 --data demo", "the two years are the ends of --years"),
        ("heatmap --of nonsense --data demo", "--of 'nonsense' is unknown: use one of"),
        ("heatmap --of carry_forward_rate --part denied --data demo", "has no part: leave out --part"),
        ("heatmap --of requests_received --peers kind --data demo", "takes no --peers"),
        ("parts --of carry_forward_rate --data demo", "has no parts"),
        ("share --of requests_received", "chart 'share' takes no --of"),
        ("pie --data demo", "funnel, slope, heatmap, parts"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_one_line(words, said, capsys):
    with pytest.raises(SystemExit) as stop:
        main(["chart", *words.split()])
    assert stop.value.code == 1
    told = capsys.readouterr().err.strip().splitlines()
    assert len(told) == 1
    assert told[0].startswith("Error: ")
    assert said in told[0]


@pytest.mark.parametrize(
    "words",
    [
        "peers --of requests_per_100k --places 云桥县 --peers 松烟县,雁洲县,月塘县",
        "funnel --of outcome_shares --basis processed --part denied --year 2024 --language en",
        "slope --of requests_received --years 2019-2024",
        "heatmap --of requests_received --language en",
        "parts --of applicant_mix --year 2022",
    ],
)
def test_each_kind_is_drawn_into_a_file(words, tmp_path, capsys):
    path = tmp_path / "chart.svg"
    main(["chart", *words.split(), "--data", "demo", "-o", str(path)])
    assert capsys.readouterr().out.strip() == str(path)
    said = path.read_text(encoding="utf-8")
    assert "合成演示数据" in said or "synthetic demonstration data" in said


def test_help_shows_every_kind(capsys):
    main(["chart", "--help"])
    told = capsys.readouterr().out
    assert all(re.search(rf"^ +{kind} +--of NAME", told, re.M) for kind in COMPARED)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("peers --places 云桥县,松烟县 --data demo", "peers are those of one place"),
        ("peers --data demo", "about one place: add --places"),
        ("peers --peers province", "peers are those of one place"),
        ("compare --data demo --peers kind", "takes no --peers: use kind 'peers'"),
    ],
)
def test_a_brief_of_peers_is_about_one_place(words, said, capsys):
    with pytest.raises(SystemExit):
        main(["brief", *words.split()])
    assert said in capsys.readouterr().err


def test_peers_are_a_rule_or_names():
    assert peers_of(["甲县"], ["nearest"]) == {"place": "甲县", "peers": "nearest"}
    own = {"place": "甲县", "peers": "own", "peer_places": ["乙县", "110101"]}
    assert peers_of(["甲县"], ["乙县", "110101"]) == own
    with pytest.raises(ParameterError, match="chart 'coverage' takes no --year"):
        Of(year=2020).check("coverage")
