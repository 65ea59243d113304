"""Sentences on requests, their outcomes, appeals and fees, and what only looks like them.

Each sentence is made up, of a fictional place; what stands beside it is what a person reads off it.
"""

from __future__ import annotations

import pytest

from toolkit.prose import Prose, read_prose
from toolkit.readers import read_document

R = "requests_received"


def prose(text: str, year: int) -> Prose:
    document = read_document(text.encode(), "sentence.txt")
    return read_prose(document, year, since_2019=year >= 2019)


def said(text: str, year: int = 2022) -> dict[str, float | None]:
    """Return what is read, by indicator (with the label of an outcome or applicant after a colon)."""
    out: dict[str, float | None] = {}
    for f in prose(text, year).figures:
        if f.indicator in ("printed_share", "printed_change"):
            continue
        labelled = f.indicator in ("requests_by_applicant", "outcome_other")
        key = f"{f.indicator}:{f.label}" if labelled else f.indicator
        assert key not in out, f"{key} twice"
        out[key] = f.value
    return out


#: Outcomes, results, channels and applicants that stand behind their number.
BEHIND = {
    "outcomes of the new Regulations": (
        "全年共收到政府信息公开申请15件，其中10件予以公开，2件部分公开，1件不予公开，2件本机关不掌握。", 2022,
        {R: 15, "granted_full": 10, "granted_partial": 2, "denied_total": 1, "unable_not_held": 2},
    ),
    "outcomes of the old ones": (
        "共收到公开申请7件，其中3件不属于本机关公开，1件申请人撤回，其余3件同意公开。", 2018,
        {R: 7, "answers_other_agency": 3, "outcome_other:申请人撤回": 1, "answers_granted": 3},
    ),
    "Chinese numerals": (
        "我镇收到依申请公开2件，一件予以公开，一件不予公开。", 2022,
        {R: 2, "granted_full": 1, "denied_total": 1},
    ),
    "results of reviews and lawsuits": (
        "政府信息公开行政复议案件3件，其中2件结果维持，1件结果纠正；行政诉讼案件2件，1件结果维持，1件尚未审结。", 2022,
        {"reconsideration_total": 3, "reconsideration_upheld": 2, "reconsideration_corrected": 1,
         "litigation_total": 2, "litigation_upheld": 1, "litigation_pending": 1},
    ),
    "requests that led to a review": (
        "本机关收到93宗政府信息公开申请，3宗被行政复议结果维持。", 2020,
        {R: 93, "reconsideration_upheld": 3},
    ),
    "all of them answered": (
        "2012年，我县受理政府信息公开申请21件。\n上述21件申请全部答复完毕：同意公开17件，免于公开4件。", 2012,
        {R: 21, "requests_answered": 21, "answers_granted": 17, "answers_refused": 4},
    ),
    "answered within days": (
        "2012年，我县受理政府信息公开申请21件。\n21件申请均在15个工作日内答复，其中同意公开21件。", 2012,
        {R: 21, "requests_answered": 21, "answers_granted": 21},
    ),
    "a part answered": (
        "收到政府信息公开申请20件，其中18件已答复，2件正在办理。", 2020,
        {R: 20, "requests_answered": 18},
    ),
    "channels": (
        "收到申请公开政府信息5件，其中3件为网上申请，2件为信函申请。", 2022,
        {R: 5, "requests_channel_online": 3, "requests_channel_letter": 2},
    ),
    "not what was not done": (
        "收到政府信息公开申请9件，其中3件未予以公开，2件均未答复。", 2022, {R: 9},
    ),
}  # fmt: skip

OUTCOMES = {
    "short names in brackets": (
        "全县收到政府信息公开申请174件。\n已办结的171件中，不予公开14件（国家秘密1件、第三方合法权益3件、过程性信息6件、"
        "行政执法案卷4件）；无法提供58件（本机关不掌握47件、需另行制作8件、补正后内容仍不明确3件）；"
        "不予处理9件（信访投诉类5件、重复申请4件）。其余3件转入2025年继续办理。", 2024,
        {R: 174, "requests_answered": 171, "denied_total": 14, "denied_state_secret": 1,
         "denied_third_party_rights": 3, "denied_deliberative": 6, "denied_enforcement_file": 4, "unable_total": 58,
         "unable_not_held": 47, "unable_not_compiled": 8, "unable_unclear": 3, "not_processed_total": 9,
         "not_processed_petition": 5, "not_processed_duplicate": 4, "requests_carried_forward": 3},
    ),
    "reasons of refusal before 2019": (
        "全年收到政府信息公开申请9件，不同意公开8件（涉及商业秘密2件、个人隐私3件、不是《条例》所指政府信息3件），"
        "属于主动公开范围的1件。", 2018,
        {R: 9, "answers_refused": 8, "answers_refused_trade_secret": 2, "answers_refused_privacy": 3,
         "answers_refused_not_government_information": 3, "answers_already_public": 1},
    ),
    "the answers of the line before": (
        "全县共收到政府信息公开申请1286件。\n全年办结1273件，其中予以公开702件，占55.1%。结转下年度继续办理13件。", 2019,
        {R: 1286, "requests_answered": 1273, "granted_full": 702, "requests_carried_forward": 13},
    ),
    "open beside open in part": (
        "收到政府信息公开申请9件，其中公开7件，部分公开1件，不予公开1件。", 2022,
        {R: 9, "granted_full": 7, "granted_partial": 1, "denied_total": 1},
    ),
    "two reasons with one number": (
        "收到政府信息公开申请9件，其中涉及商业秘密、个人隐私3件，已主动公开和同意公开的4件。", 2017, {R: 9},
    ),
    "two outcomes with one number": (
        "收到政府信息公开申请52件，其中不予公开、无法提供共15件。", 2022, {R: 52},
    ),
    "not held by an agency, in the old forms": (
        "收到政府信息公开申请6件，同意公开4件、非本机关掌握2件。", 2011, {R: 6, "answers_granted": 4},
    ),
    "proposals are answered and published too": (
        "收到政府信息公开申请4件。办理建议提案56件，予以公开38件，不予公开18件。", 2022, {R: 4},
    ),
    "under a heading of other business": (
        "（二）依申请公开。收到申请6件。\n（三）建议提案办理。\n全年办结45件，同意公开40件。", 2017, {R: 6},
    ),
}  # fmt: skip

REQUESTS = {
    "closed on time and later": (
        "收到政府信息公开申请85件。全年共办结申请83件，其中按时办结80件，延期办结3件。", 2015,
        {R: 85, "requests_answered": 83, "requests_closed_on_time": 80, "requests_closed_extended": 3},
    ),
    "closed on time and later, behind their numbers": (
        "收到政府信息公开申请41件，其中29件按时办结，12件延期办结。", 2016,
        {R: 41, "requests_closed_on_time": 29, "requests_closed_extended": 12},
    ),
    "answered on time, behind their number": (
        "收到政府信息公开申请10件，10件按时答复。", 2016, {R: 10, "requests_answered": 10},
    ),
    "since a law of the year": (
        "2019年5月15日新条例施行以来，我县共收到政府信息公开申请28件。", 2019, {},
    ),
    "closed on time alone says how": (
        "收到政府信息公开申请83件，按时办结80件。", 2015, {R: 83, "requests_answered": 80},
    ),
    "answered in person is a way": (
        "收到政府信息公开申请33件，上年转入2件；已答复34件，其中当面答复3件，1件转下年办理。", 2016,
        {R: 33, "requests_carried_over": 2, "requests_answered": 34, "requests_carried_forward": 1},
    ),
    "from the year before and to the next": (
        "本年新收政府信息公开申请33件，2023年结转4件，办结34件，3件结转至2025年办理。", 2024,
        {R: 33, "requests_carried_over": 4, "requests_answered": 34, "requests_carried_forward": 3},
    ),
    "of an earlier year still": (
        "本年新收政府信息公开申请33件，2021年结转4件。", 2024, {R: 33},
    ),
    "to and from a year by its number alone": (
        "本年新收依申请公开29件，结转2021年3件，办结30件，结转2023年2件。", 2022,
        {R: 29, "requests_carried_over": 3, "requests_answered": 30, "requests_carried_forward": 2},
    ),
    "subjects are no outcomes and no classes": (
        "收到政府信息公开申请24件。主要涉及土地征收（12件）、规划审批（7件）、其他（5件）。", 2017, {R: 24},
    ),
    "the rest of the subjects": (
        "依申请公开方面，全年共收到申请9件，其中征地拆迁类5件、其他4件，均予以公开。", 2018, {R: 9},
    ),
    "the rest of the answers": (
        "收到政府信息公开申请9件，其中同意公开5件、其他4件。", 2018, {R: 9, "answers_granted": 5, "answers_other": 4},
    ),
    "before a law came into force": (
        "新《条例》施行前收到政府信息公开申请12件，施行后收到15件。", 2019, {},
    ),
    "under a heading that is a line": (
        "一、概述\n（二）依申请公开情况\n收到申请5件，其中2件部分公开。\n（三）平台建设\n收到申请8件。", 2022,
        {R: 5, "granted_partial": 2},
    ),
    "other business under a heading on requests": (
        "一、概述\n（二）依申请公开\n依托政务服务网办理事项3560件，网上办结3490件。收到政府信息公开申请2件。", 2022, {R: 2},
    ),
    "items under a heading on requests": (
        "一、概述\n（二）依申请公开\n2022年公开信息300条，其中网站200条，窗口100条。", 2022, {"disclosed_total": 300},
    ),
    "other applications": (
        "三、收到和处理政府信息公开申请情况\n受理查询申请1320件；政府信息公开申请8件，均已答复。", 2022, {R: 8},
    ),
    "helping others": ("我局协助市政府办理政府信息公开申请5件。", 2022, {}),
    "a heading in the sentence": (
        "依申请公开方面：线上申请13件、线下申请3件，共计16件，已答复16件。", 2023,
        {"requests_channel_online": 13, "requests_channel_offline": 3, R: 16, "requests_answered": 16},
    ),
    "nothing to the next year": (
        "收到政府信息公开申请3件，没有结转至2023年办理的申请。", 2022, {R: 3, "requests_carried_forward": 0},
    ),
    "applicants": (
        "收到政府信息公开申请38件，由公民提出31件、企业提出5件、其他组织提出2件。", 2010,
        {R: 38, "requests_by_applicant:公民": 31, "requests_by_applicant:企业": 5, "requests_by_applicant:其他组织": 2},
    ),
    "one kind of applicants is not all": (
        "全年收到自然人政府信息公开申请16件，法人或其他组织申请3件。", 2022,
        {"requests_by_applicant:自然人": 16, "requests_by_applicant:法人或其他组织": 3},
    ),
    "what is asked about is no applicant": (
        "收到政府信息公开申请9件，涉及企业5件。", 2022, {R: 9},
    ),
    "a site alone": ("通过市政府集约化网站收到政府信息公开申请2条。", 2020, {R: 2}),
    "a site beside letters": (
        "通过县政府网站收到政府信息公开申请20件，通过信函收到申请5件。", 2020,
        {"requests_channel_online": 20, "requests_channel_letter": 5},
    ),
    "a part by one channel": (
        "县公安局收到政府信息公开申请30件，其中通过网站收到申请12件。", 2020, {"requests_channel_online": 12},
    ),
    "letters are requests": ("2011年收到依申请公开信件6件。", 2011, {R: 6}),
    "a mailbox is no channel of its own": (
        "通过县长信箱收到政府信息公开申请3件。", 2016, {R: 3},
    ),
    "a written request": (
        "全县主动公开政府信息5230条。收到书面申请2件，已按规定答复2件。", 2009,
        {"disclosed_total": 5230, R: 2, "requests_answered": 2},
    ),
}  # fmt: skip

APPEALS = {
    "among those of every kind": (
        "本局办理行政复议答复案件42件，其中涉政府信息公开6件。", 2024, {"reconsideration_total": 6},
    ),
    "whose results nobody tells": (
        "受理行政复议申请12件，其中政府信息公开类2件，审结11件，维持8件，撤销3件。", 2012, {"reconsideration_total": 2},
    ),
    "none of them about disclosure": (
        "因政府信息公开收到申请3件。行政复议8件，均未涉及政府信息公开。", 2023, {R: 3},
    ),
    "words for results": (
        "因政府信息公开引起的行政复议7件，其中维持原具体行政行为4件，撤销原答复1件，申请人撤回申请1件，尚在审理1件。", 2012,
        {"reconsideration_total": 7, "reconsideration_upheld": 4, "reconsideration_corrected": 1,
         "reconsideration_other": 1, "reconsideration_pending": 1},
    ),
    "one result told apart": (
        "因政府信息公开被申请行政复议5件，其中维持2件、撤销1件、确认违法1件、终止1件。", 2023,
        {"reconsideration_total": 5, "reconsideration_upheld": 2, "reconsideration_other": 1},
    ),
    "rejected": (
        "因政府信息公开被申请行政复议3件，维持2件，驳回复议申请1件；行政诉讼1件，驳回诉讼请求1件。", 2018,
        {"reconsideration_total": 3, "reconsideration_upheld": 2, "litigation_total": 1, "litigation_upheld": 1},
    ),
    "results behind both": (
        "因政府信息公开引发行政复议3件，行政诉讼2件，其中维持3件。", 2022,
        {"reconsideration_total": 3, "litigation_total": 2},
    ),
    "results behind lawsuits alone": (
        "因政府信息公开引发行政复议0件，行政诉讼2件，其中维持2件。", 2022,
        {"reconsideration_total": 0, "litigation_total": 2, "litigation_upheld": 2},
    ),
    "of one body among them": (
        "因政府信息公开申请行政复议8件，其中县政府受理6件，维持5件，撤销1件。", 2013, {"reconsideration_total": 8},
    ),
    "bodies in a bracket": (
        "因政府信息公开被申请行政复议11件（市政府受理8件、省直部门受理3件），其中维持6件，撤销5件。", 2017,
        {"reconsideration_total": 11, "reconsideration_upheld": 6, "reconsideration_corrected": 5},
    ),
    "of every kind after those on disclosure": (
        "因政府信息公开引发行政诉讼3件，判决维持2件。全县行政机关作为被告的行政诉讼共42件。", 2013,
        {"litigation_total": 3, "litigation_upheld": 2},
    ),
    "two instances": (
        "政府信息公开行政诉讼9件（其中一审5件，维持3件、撤诉2件；二审4件，维持4件）。", 2022, {"litigation_total": 9},
    ),
    "lawsuits of two kinds": (
        "因政府信息公开引发行政复议2件。未经复议直接起诉4件，均未审结；复议后起诉2件，其中维持1件、纠正1件。", 2024,
        {"reconsideration_total": 2, "litigation_direct_total": 4, "litigation_after_reconsideration_total": 2,
         "litigation_after_reconsideration_upheld": 1, "litigation_after_reconsideration_corrected": 1},
    ),
    "the line after requests": (
        "全县受理政府信息公开申请12件。\n发生行政复议1件，复议机关维持原答复；无行政诉讼。", 2009,
        {R: 12, "reconsideration_total": 1, "litigation_total": 0},
    ),
    "the business of a bureau after requests": (
        "我局受理政府信息公开申请12件。\n受理行政复议案件52件，维持40件。", 2017, {R: 12},
    ),
    "a change before its count": (
        "全县因信息公开产生的行政复议比上年减少2件，仅有1件，结果维持。", 2019, {"reconsideration_total": 1},
    ),
}  # fmt: skip

FEES = {
    "from applicants": (
        "向申请人收取检索费、复制费、邮寄费共计412.5元；县财政另投入8万元改造公开栏。", 2010, {"request_fees": 412.5},
    ),
    "each fee by itself": ("依申请公开收取检索费30元、复制费45元、邮寄费20元。", 2014, {}),
    "fees of an office": (
        "共收取政府信息公开检索费、复制费125元；行政事业性收费3200万元。", 2014, {"request_fees": 125},
    ),
    "under a heading that is a line": (
        "（二）申请情况\n收到申请3件，予以公开3件。\n（三）收费情况\n按规定收取复印费32元。", 2012,
        {R: 3, "answers_granted": 3, "request_fees": 32},
    ),
    "under the next heading": (
        "（三）收费情况\n未收取费用。\n（四）资金保障\n收取场地费3200元。", 2012, {"request_fees": 0},
    ),
    "what was asked for and what was paid": (
        "发出收费通知2件，收费通知总金额560元，实际收取的总金额320元。", 2022, {"request_fees": 320},
    ),
    "none at all": (
        "我镇未收到政府信息公开申请。未收取任何费用。", 2022, {R: 0, "request_fees": 0},
    ),
    "none for other things": (
        "我镇未收到政府信息公开申请。为群众代办事项未收取任何费用。", 2022, {R: 0},
    ),
}  # fmt: skip

ALL = {**BEHIND, **OUTCOMES, **REQUESTS, **APPEALS, **FEES}


@pytest.mark.parametrize(("text", "year", "expected"), ALL.values(), ids=ALL)
def test_a_sentence_says_what_a_person_reads_in_it(
    text: str, year: int, expected: dict[str, float]
) -> None:
    assert said(text, year) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("《条例》实施以来全县共收到公开申请26件，其中本年度11件。", {(26, True), (11, False)}),
        ("自《条例》施行以来，全市累计受理申请7312件。", {(7312, True)}),
        ("修订后的《条例》施行以来，2012年全县收到公开申请26件。", {(26, False)}),
        ("依申请公开系统累计收到申请152件，2012年新增21件。", {(152, True), (21, False)}),
        ("2012年累计收到公开申请26件。", {(26, False)}),
    ],
)
def test_since_the_regulations_is_not_the_year(text: str, expected: set[tuple[int, bool]]) -> None:
    found = {(f.value, f.cumulative) for f in prose(text, 2012).figures}
    assert found == expected


@pytest.mark.parametrize(
    ("text", "cumulative"),
    [
        ("自2008年以来，我县累计受理政府信息公开申请326件，办结320件，同意公开300件。", True),
        ("2018年我县受理政府信息公开申请41件，办结41件，同意公开30件。", False),
    ],
)
def test_answers_are_of_the_years_of_their_requests(text: str, cumulative: bool) -> None:
    assert {f.cumulative for f in prose(text, 2018).figures} == {cumulative}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全县收到政府信息公开申请25件，其中县政府办公室收到9件。", {(25, "whole_county"), (9, "agency")}),
        ("全年县政府本级未受理政府信息公开申请，全县各部门共受理14件。", {(0, "agency"), (14, "whole_county")}),
        ("县政府办未收到申请公开政府信息的申请。", {(0, "agency")}),
        # Parts by level of government are not what one office received.
        ("全市新收政府信息公开申请2260件。其中，市本级新收418件，县（区）新收1842件。", {(2260, "whole_county")}),
    ],
)  # fmt: skip
def test_the_office_of_a_government_speaks_for_itself(
    text: str, expected: set[tuple[int, str]]
) -> None:
    found = {(f.value, f.scope) for f in prose(text, 2016).figures if f.indicator == R}
    assert found == expected


def test_what_is_not_decided_is_said_to_be_left_out() -> None:
    left = {
        f.indicator
        for f in prose("收到政府信息公开申请9件，已主动公开和同意公开的4件。", 2017).findings
    }
    assert left == {"answers_granted"}
    text = "因政府信息公开被申请行政复议5件，其中撤销1件、确认违法1件。"
    assert {f.indicator for f in prose(text, 2023).findings} == {"reconsideration_corrected"}


def test_a_share_after_a_bracket_is_not_of_its_last_part() -> None:
    text = "收到政府信息公开申请15件，不同意公开4件（个人隐私2件、商业秘密2件），占26.7%。"
    assert [f.label for f in prose(text, 2015).figures if f.indicator == "printed_share"] == []
