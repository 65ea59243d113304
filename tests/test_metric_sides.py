"""Metrics on the right side of 2019, between money of one unit, and of peers under their newest codes."""

from __future__ import annotations

import pytest
from matplotlib.lines import Line2D
from matplotlib.text import Text
from test_metrics import by, fig, report, rows

import toolkit
from toolkit import charts
from toolkit.brief.choice import check_parameters
from toolkit.brief.notes import _conflicts
from toolkit.cli import main
from toolkit.corrections import load_corrections
from toolkit.datadir import data_dir
from toolkit.errors import ParameterError
from toolkit.metrics import METRICS, growth, metric, peer_band, peer_group
from toolkit.metrics.told import why
from toolkit.panel import outcomes, series
from toolkit.report import figures_frame
from toolkit.selection import definition_sheets

SENTENCES = [
    fig("requests_received", 20), fig("requests_carried_over", 2), fig("requests_answered", 18),
    fig("granted_full", 10), fig("granted_partial", 2), fig("denied_total", 3),
    fig("unable_total", 3), fig("requests_carried_forward", 4), fig("reconsideration_total", 2),
]  # fmt: skip
BEFORE = [fig("requests_answered", 10), fig("answers_granted", 6)]


def told(year, figures=SENTENCES):
    return report(*figures, year=year, form="prose")


def test_sentences_of_2022_count_as_the_regulations_of_2019_do():
    made = [told(2017, BEFORE), told(2022)]
    found = by(rows("outcome_shares", *made, basis="processed"), "part", "year")
    granted = found["granted", 2022]
    assert granted["value"] == 10 / 18
    assert (granted["group"], granted["form_assumed"]) == ("since_2019", True)
    assert granted["break_before"] == "break"
    assert found["unable", 2022]["value"] == 3 / 18
    assert found["granted", 2017]["value"] == 0.6
    assert not found["granted", 2017]["form_assumed"]
    groups = outcomes(figures_frame(made)).set_index(["year", "outcome"])["group"]
    assert groups[2022, "unable"] == "since_2019"
    assert groups[2017, "granted"] == "before_2019"


def test_appeals_are_by_what_the_series_of_processed_requests_holds():
    found = by(rows("appeals_per_100", told(2022)), "part")
    assert found["reconsideration"]["value"] == 200 / 18
    table = report(fig("requests_processed", 20), *SENTENCES[2:])
    assert by(rows("appeals_per_100", table), "part")["reconsideration"]["value"] == 10


def test_a_row_that_a_table_prints_and_that_was_not_read_is_no_zero():
    read = [fig("answers_total", 10), fig("answers_granted", 3), fig("answers_other_agency", 1)]
    found = by(
        rows("outcome_shares", report(*read, year=2016, form="stat2014"), basis="processed"), "part"
    )
    for part in ("granted", "granted_any", "answered_other"):
        assert found[part]["missing"] == "not_stated", part
    # Sentences list what they like, and the table of Fujian has one row for what is granted.
    for form in ("prose", "fujian"):
        here = by(
            rows("outcome_shares", report(*read, year=2013, form=form), basis="processed"), "part"
        )
        assert here["granted"]["value"] == 0.3
    # Grounds told by a sentence are not all of them, whatever the form.
    one = report(
        fig("requests_answered", 10), fig("denied_state_secret", 2), year=2022, form="prose"
    )
    assert (
        by(rows("outcome_shares", one, basis="processed"), "part")["denied"]["missing"]
        == "not_stated"
    )


def test_a_sum_that_sentences_break_gives_no_rate():
    # 江宁区 2022: 783 new and 8 carried over, 788 handled and 2 carried forward; 7 were carried over.
    reports = toolkit.load_reports(places=["320115"], years=[2022])
    figures = load_corrections(data_dir() / "corrections.yml").over(figures_frame(reports))
    found = metric(figures, "carry_forward_rate").iloc[0]
    assert (found["missing"], found["corrected"]) == ("parts_differ", 2 / 790)


def test_a_note_names_the_metric_that_values_conflict_in():
    figures = figures_frame(toolkit.load_reports(places=["350128"], years=[2022]))
    rate = metric(figures, "requests_per_100k")
    (said,) = _conflicts({"Requests per 100,000": rate}, "en")
    assert said == "平潭县 2022 Requests per 100,000: 74 (table); 75 (prose)"


def test_what_is_carried_forward_compares_only_roughly_across_2019():
    found = by(rows("carry_forward_rate", told(2017), told(2022)), "year")
    assert found[2017]["value"] == found[2022]["value"] == 4 / 22
    assert found[2022]["break_before"] == "similar"


def test_growth_of_counts_does_not_ask_for_the_word_that_counts_them():
    made = [
        report(fig("requests_received", 7, unit="件"), fig("request_fees", 5, unit="元"), year=2016,
               form="prose"),
        report(fig("requests_received", 14, unit="条"), fig("request_fees", 5, unit="万元"), year=2017,
               form="prose"),
    ]  # fmt: skip
    assert by(rows("growth", *made), "part", "year")["requests_received", 2017]["value"] == 1
    fees = by(growth(figures_frame(made), "request_fees"), "year")[2017]
    assert fees["missing"] == "break"


def money(code, place, value, unit, year=2014):
    return report(
        fig("request_fees", value, unit=unit), code=code, place=place, year=year, form="prose"
    )


def test_money_in_two_units_is_laid_on_one_scale_in_yuan():
    made = [money("990101", "星湖区", 500, "元"), money("990102", "云桥县", 2, "万元"),
            money("990103", "松烟县", 0, "亿元"), money("990104", "月塘县", 30_000, "元")]  # fmt: skip
    mixed = series(figures_frame(made), "request_fees")
    # What is printed stays in the series; 2 万元 lie between nothing and 30,000 元.
    assert list(mixed["value"]) == [500, 2, 0, 30_000]
    group = peer_group("990101", "own", codes=["990102", "990103", "990104"])
    (band,) = peer_band(mixed, group).to_dict("records")
    assert (band["focus"], band["least"], band["median"], band["most"]) == (500, 0, 20_000, 30_000)


@pytest.mark.parametrize("name", [*METRICS, "requests_received"])
def test_every_column_of_a_book_is_explained(name):
    figures = figures_frame([report(fig("requests_received", 3))])
    frame = metric(figures, name) if name in METRICS else series(figures, name)
    said = definition_sheets([name], frame.columns)["columns"].set_index("column")
    assert said[["zh", "en"]].notna().all(axis=None)
    assert ("unit" in said.loc["value", "en"]) and ("column unit" in said.loc["value", "en"]) == (
        name not in METRICS
    )


def test_a_break_in_a_year_without_a_bar_parts_the_bars_around_it():
    before = [fig("answers_total", 10), fig("answers_granted", 6), fig("answers_already_public", 4)]
    silent = [fig("disclosed_total", 5)]
    since = [fig("requests_processed", 5), fig("granted_full", 5)]
    made = [report(*before, year=y, form="stat2014") for y in (2016, 2017)]
    made += [
        report(*silent, year=2019, form="form2019"),
        report(*since, year=2020, form="form2019"),
    ]
    frame = rows("outcome_shares", *made, basis="processed")
    assert frame.loc[frame["year"] == 2019, "value"].isna().all()
    figure = charts.plot_parts(frame)
    (line,) = [a for a in figure.findobj(Line2D) if a.get_gid() == "break"]
    assert list(line.get_ydata()) == [1.5, 1.5]
    # A break before the first bar is between no two of them.
    alone = charts.plot_parts(frame[frame["year"] >= 2019], language="en")
    assert not [t for t in alone.findobj(Text) if "not comparable" in t.get_text()]


def test_the_portal_of_one_place_is_not_compared_with_the_whole_of_another():
    made = [
        report(fig("disclosed_total", n, scope=scope), code=f"99010{i}", place=place)
        for i, (place, n, scope) in enumerate(
            [("甲县", 100, None), ("乙县", 50, "portal"), ("丙县", 110, None), ("丁县", 120, "whole_county"),
             ("戊县", 130, None)], 1)
    ]  # fmt: skip
    frame = series(figures_frame(made), "disclosed_total")
    group = peer_group("990101", "own", codes=["990102", "990103", "990104", "990105"])
    band = peer_band(frame, group).iloc[0]
    assert (band["median"], band["n_data"], band["n_other_form"]) == (120, 3, 1)
    portal = peer_band(
        frame, peer_group("990102", "own", codes=["990101", "990103", "990104"])
    ).iloc[0]
    assert (portal["n_data"], portal["n_other_form"]) == (0, 3)
    figure = charts.plot_heatmap(frame, language="en")
    assert any("not of the whole county: 乙县 2023" in t.get_text() for t in figure.findobj(Text))


@pytest.mark.parametrize("pair", [("350128", "990102"), ("990102", "350128")])
def test_real_and_fictional_places_are_no_peers(pair):
    with pytest.raises(ParameterError, match="real and fictional places are not compared"):
        peer_group(pair[0], "own", codes=[pair[1]])


def test_growth_is_no_part_of_a_whole():
    made = [report(fig("requests_received", n), year=y) for y, n in ((2021, 4), (2022, 5))]
    with pytest.raises(ParameterError, match="no shares"):
        charts.plot_parts(rows("growth", *made), 2022)


def test_forms_that_roughly_compare_stand_in_one_funnel():
    made = [
        report(fig("requests_processed", 10), fig("reconsideration_total", n), code=f"99010{n}",
               place=f"{n}县", year=2019, form="form2019")
        for n in (1, 2)
    ] + [
        report(fig("answers_total", 10), fig("reconsideration_total", n), code=f"99010{n}",
               place=f"{n}县", year=2019, form="stat2014")
        for n in (3, 4)
    ]  # fmt: skip
    frame = rows("appeals_per_100", *made)
    figure = charts.plot_funnel(frame[frame["part"] == "reconsideration"], 2019, language="en")
    assert len([a for a in figure.findobj(Line2D) if a.get_gid() == "exact"]) == 4


PREFECTURE = {
    "140423": "襄垣县", "140421": "长治县", "140424": "屯留县", "140426": "黎城县", "140425": "平顺县",
}  # fmt: skip


@pytest.mark.parametrize("place", ["襄垣县", "长治县"])
@pytest.mark.parametrize("peers", ["prefecture", "own"])
@pytest.mark.parametrize("chain", ["none", "one_to_one", "merged"])
def test_peers_that_were_renamed_are_followed_as_their_figures_are(tmp_path, place, peers, chain):
    for n, (code, name) in enumerate(PREFECTURE.items()):
        text = (
            f"place: {name}\nplace_code: '{code}'\npublisher: {name}人民政府\nlevel: county\n"
            f"year: 2016\nform: stat2014\naddress: https://example.org/{code}\ntable:\n  requests_received: {n}\n"
        )
        (tmp_path / f"{code}.yml").write_text(text, encoding="utf-8")
    own = [n for n in PREFECTURE.values() if n != place]
    more = {"peer_places": own} if peers == "own" else {}
    chosen = check_parameters(
        place=place, peers=peers, years="2016", data=str(tmp_path), chain=chain, **more
    )
    frame = series(chosen.figures(), "requests_received", chosen.codes)
    band = peer_band(frame, chosen.group).iloc[0]
    values = [float(n) for n, name in enumerate(PREFECTURE.values()) if name != place]
    assert band["n_data"] == 4
    assert band["median"] == sum(values[1:3]) / 2
    assert band["focus"] == list(PREFECTURE.values()).index(place)
    assert set(chosen.codes) <= {chosen.group.place_code, *chosen.group.codes}


@pytest.mark.parametrize(
    ("language", "said"),
    [("zh", "合并前各县区数字不全"), ("en", "not stated by every unit that merged")],
)
def test_a_sum_of_merged_units_that_is_missing_has_words(language, said):
    made = [
        report(fig("requests_received", 3)),
        report(fig("requests_received", None, "merger_incomplete: 乙县 no_report"), year=2022),
    ]
    frame = series(figures_frame(made), "requests_received")
    figure = charts.plot_heatmap(frame, language=language)
    assert any(said in t.get_text() for t in figure.findobj(Text))
    assert (
        why({"missing": "merger_incomplete: 乙县 no_report", "metric": "growth"}, language) == said
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("panel growht", "series 'growht' is unknown: did you mean growth?"),
        ("chart slope --of requests_received --places 平潭县", "in both 2008 and"),
        ("chart parts --of growth --year 2020", "are no shares of a whole"),
        ("chart heatmap --of growth --part nix", "--part 'nix' of growth is unknown"),
    ],
)
def test_what_cannot_be_drawn_is_one_line(words, said, capsys):
    with pytest.raises(SystemExit) as stopped:
        main([*words.split(), "--data", "demo"] if "平潭县" not in words else words.split())
    error = capsys.readouterr().err
    assert stopped.value.code == 1
    assert said in error
    assert error.count("\n") == 1
