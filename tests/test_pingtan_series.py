"""Pingtan from 2011 to 2025: each change of form is marked as the codebook says, and nowhere else."""

from __future__ import annotations

import pytest
import yaml
from drawn import segments
from matplotlib.lines import Line2D
from matplotlib.text import Text

from toolkit import charts
from toolkit.codebook import series as table
from toolkit.panel import series
from toolkit.report import figures_frame
from toolkit.structured import load_reports


@pytest.fixture(scope="module")
def pingtan():
    return figures_frame(load_reports(places=["350128"], years=range(2011, 2026)))


#: Its reports, read off data/reports/35/350128-*.yml: county and zone each with the table of Fujian until
#: 2013, one merged report with it until 2018, the form of 2019 for two years, then that of 2021.
PINGTAN = {
    **dict.fromkeys(range(2011, 2019), "fujian"), 2019: "form2019", 2020: "form2019",
    **dict.fromkeys(range(2021, 2026), "form2021"),
}  # fmt: skip
#: What series.yml says of these changes, read off by hand: for each series with a figure of Pingtan the
#: years that are marked. The merger of 2014 is marked wherever the table or its report may state the figure.
_MARKED = """
# similar in 2019, unchanged (or still in sentences only) in 2021
2014 similar, 2019 similar: disclosed_total disclosed_channel_website disclosed_channel_gazette
  disclosed_channel_weibo disclosed_channel_wechat requests_received requests_carried_over
  requests_carried_forward requests_channel_in_person requests_channel_fax
  requests_channel_online requests_channel_letter requests_channel_letter_or_fax
  requests_channel_email requests_channel_other granted_partial reconsideration
  reconsideration_upheld reconsideration_corrected reconsideration_other reconsideration_pending
  litigation litigation_upheld litigation_corrected litigation_other litigation_pending
  appeals_together higher_appeals request_fees responses_online_interviews
  responses_policy_explanations
# 2013 in its sentences only, which may mean answers or requests closed
2013 similar, 2014 similar, 2019 similar: requests_processed
# a break in 2019, unchanged in 2021
2014 similar, 2019 break: granted_full refusals unable_not_held closed_otherwise
# table 2 was another one in each form
2014 similar, 2019 similar, 2021 similar: normative_documents_issued normative_documents_repealed
2014 similar, 2019 break, 2021 break: normative_documents_in_force
# nothing before 2019 that they could be compared with
2021 similar: rules_issued licences_decisions penalties_decisions compulsory_measures_decisions
2021 break: rules_in_force
nothing: denied_state_secret denied_other_law denied_security_stability denied_third_party_rights
  denied_internal_affairs denied_deliberative denied_enforcement_file denied_administrative_query
  unable unable_not_compiled unable_unclear not_processed not_processed_petition
  not_processed_duplicate not_processed_publication not_processed_excessive
  not_processed_reconfirmation disclosed_normative_documents
# in sentences of every form, and in the tables of before 2019 alone
2014 similar: public_surveys answers_other
"""
MARKED = {
    name: {int(m[:4]): m[5:] for m in marks.split(", ") if m != "nothing"}
    for marks, names in yaml.safe_load(_MARKED).items()
    for name in names.split()
}


def test_pingtans_forms_and_series_are_those_of_its_reports(pingtan):
    main = series(pingtan, "requests_received")
    main = main[main["line"] == "main"]
    assert dict(zip(main["year"], main["form"], strict=True)) == PINGTAN
    stated = {
        n for n in table() if series(pingtan, n).query("line == 'main'")["value"].notna().any()
    }
    assert stated == set(MARKED)


#: Drawing takes its time: in English one series of each kind at once, the others with the slow tests.
SOON = {str(marks): name for name, marks in MARKED.items()}.values()


@pytest.mark.parametrize(
    ("name", "language"),
    [
        *((name, "zh") for name in MARKED),
        *(
            (n, "en") if n in SOON else pytest.param(n, "en", marks=pytest.mark.slow)
            for n in MARKED
        ),
    ],
)
def test_the_chart_of_pingtan_marks_what_the_codebook_says_and_nothing_else(
    pingtan, name, language
):
    frame = series(pingtan, name)
    frame = frame[frame["line"] == "main"]
    marked = MARKED[name]
    figure = charts.plot_series(frame, language=language)
    artists = figure.findobj(Line2D)
    changes = {float(a.get_xdata()[0]) for a in artists if a.get_gid() == "change"}
    assert changes == {year - 0.5 for year in marked}
    valued = set(frame.loc[frame["value"].notna(), "year"])
    pairs = {(y, y + 1) for y in valued if y + 1 in valued}
    assert segments(artists, "line") == {p for p in pairs if p[1] not in marked}
    assert segments(artists, "similar") == {p for p in pairs if marked.get(p[1]) == "similar"}
    said = [t.get_text() for t in figure.findobj(Text)]
    merged, new, old = {
        "zh": ("区县合并", "2021年格式", "2019年格式"), "en": ("merged", "2021 form", "2019 form"),
    }[language]  # fmt: skip
    assert [merged in said, old in said, new in said] == [y in marked for y in (2014, 2019, 2021)]
