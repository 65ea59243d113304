"""Definitions: as a frame, as a page, and in the section on method of a brief."""

from __future__ import annotations

import pytest
import write_definitions

from toolkit import codebook
from toolkit.brief import Brief
from toolkit.brief.method import add_method, names_used
from toolkit.codebook import series as table
from toolkit.errors import ParameterError
from toolkit.metrics import work_updates_share
from toolkit.panel import appeals, outcomes
from toolkit.report import figures_frame
from toolkit.structured import load_reports


@pytest.fixture(scope="module")
def pingtan():
    return figures_frame(load_reports(places=["350128"], years=range(2011, 2026)))


def test_definitions_hold_every_series_and_metric_in_both_languages():
    for language in codebook.LANGUAGES:
        frame = codebook.definitions(language=language)
        assert set(frame["name"]) == {*table(), *codebook.metrics()}
        assert frame["definition"].notna().all()
        assert set(frame["kind"]) == {"series", "metric"}
        assert frame["joins"].notna()[frame["kind"] == "series"].all()
    row = codebook.definitions("refusals", "en").iloc[0]
    assert "form2019: not comparable: Grounds redefined in 2019" in row["joins"]
    assert "fujian: answers_refused | denied_total" in row["figures"]
    assert row["unit"] == "件"


def test_definitions_of_an_indicator_and_of_nothing():
    row = codebook.definitions("higher_appeals", "zh").iloc[0]
    assert (row["kind"], row["label"]) == ("series", "行政申诉数")
    row = codebook.definitions("gazette_issues", "zh").iloc[0]
    assert (row["kind"], row["label"], row["figures"]) == ("indicator", "政府公报期数", "prose")
    with pytest.raises(ParameterError, match="did you mean work_updates_share"):
        codebook.definitions(["work_update_share"])


def test_the_page_of_definitions_is_written_from_the_codebook():
    said = "the codebook has changed: run `make definitions` and commit docs/definitions.md"
    assert write_definitions.OUT.read_text(encoding="utf-8") == write_definitions.page(), said


# --- what a brief says of its method --------------------------------------------------------------


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_brief_defines_what_it_has_shown(pingtan, language):
    brief = Brief(title="t", language=language, places=[], years=(2011, 2025), reports=[])
    add_method(brief)
    assert not brief._blocks, "nothing was shown"
    brief.used += names_used("appeals", appeals(pingtan))
    brief.used += names_used("outcomes", outcomes(pingtan))
    brief.used += names_used("work_updates_share", work_updates_share(pingtan))
    add_method(brief)
    assert [b["kind"] for b in brief._blocks] == ["heading", "notes"]
    groups = {g["title"]: g["items"] for g in brief._blocks[1]["groups"]}
    meaning, joins, blanks = groups.values()
    assert len(meaning) == 4
    for name in ("reconsideration", "litigation"):
        assert any(table()[name]["definition"][language] in item for item in meaning)
        assert any(table()[name][language] in item for item in joins[:-1])
    assert {"zh": "自2019年格式起与此前大致可比", "en": "from the 2019 form on roughly comparable"}[
        language
    ] in joins[0]  # fmt: skip
    assert any(("不是0" if language == "zh" else "no zero") in item for item in blanks)


def test_a_brief_says_what_other_figures_of_one_form_count():
    brief = Brief(title="t", language="en", places=[], years=(2011, 2025), reports=[])
    brief.used += ["normative_documents_in_force", "rules_issued"]
    add_method(brief)
    _, joins, _ = (g["items"] for g in brief._blocks[1]["groups"])
    assert any("taken from another figure, not comparable" in item for item in joins)
