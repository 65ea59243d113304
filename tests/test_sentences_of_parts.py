"""Numbers of a part, another body's, planned or of two kinds: left; their like that is whole: read.

Each sentence is made up, of a fictional place; what stands beside it is what a person reads off it.
"""

from __future__ import annotations

import pytest

from toolkit.prose import read_prose
from toolkit.readers import read_document

R, A = "requests_received", "requests_answered"
PRESS, COURSES, FEES = "responses_press_conferences", "training_courses", "request_fees"
REVIEWS, LAWSUITS = "reconsideration_total", "litigation_total"


def said(text: str, year: int) -> dict[str, float | None]:
    """Return what is read, by indicator (with the label of an applicant after a colon)."""
    prose = read_prose(read_document(text.encode(), "sentence.txt"), year, since_2019=year >= 2019)
    out: dict[str, float | None] = {}
    for f in prose.figures:
        if f.indicator not in ("printed_share", "printed_change"):
            key = f"{f.indicator}:{f.label}" if f.indicator.endswith("applicant") else f.indicator
            assert key not in out, f"{key} twice"
            out[key] = f.value
    return out


#: What must be left: nothing is read but what stands beside the sentence.
LEFT = {
    # Bodies that do something are counted, not what they do.
    "bodies hold courses": ("全年组织56个部门开展业务培训。", 2022, {}),
    "bodies hold conferences": ("5个部门举办了新闻发布会。", 2016, {}),
    "bodies explained nothing": ("14个市直部门全年未发布解读。", 2017, {}),
    "a case is looked into": ("转办信访件27件，1件正在调查。", 2017, {}),
    "none of one kind": ("我局未收到涉及商业秘密的公开申请，收到公开申请6件。", 2022, {R: 6}),
    "some bodies received none": ("有8个单位全年未收到公开申请。", 2016, {}),
    # Requests of a part.
    "outcomes of one body": (
        "受理依申请公开52件，其中县政府办受理9件，同意公开5件、信息不存在4件。", 2018, {R: 52},
    ),
    "outcomes of a smaller number": (
        "全市共受理政府信息公开申请2105件，市级机关受理1263件。1263件申请中，同意公开733件。", 2014,
        {R: 2105},
    ),
    "answers of one level": ("县级部门全年答复政府信息公开申请22件。", 2016, {}),
    "answers inside a bracket": (
        "2020年共处理公开申请37件（含2019年末收到、2020年初答复的2件），其中予以公开20件。", 2020,
        {"requests_handled": 37, "granted_full": 20},
    ),
    "a row over years": ("2014年、2015年和2016年，全县受理公开申请依次为21件、34件和29件。", 2016, {}),
    "two kinds of requests": ("收到要求公开批文的申请6件、要求公开协议的申请3件。", 2024, {}),
    "applications of two kinds": ("收到群众申请27件，其中16件属于信息公开申请。", 2016, {}),
    "parts of unnamed applications": (
        "共收到申请312件，与上年持平。其中向市政府提出46件，向市级部门提出157件。", 2016, {},
    ),
    "proposals": ("全年公开信息314条。办理人大代表建议6件，均已公开。", 2019, {"disclosed_total": 314}),
    "what third parties agreed to": (
        "收到政府信息公开申请15件，向第三方征求意见6件，其中同意公开4件，不同意公开2件。", 2014, {R: 15},
    ),
    "other applications": (
        "三、收到和处理政府信息公开申请情况\n全年新收3件。\n全年户籍申请3200件，办结3100件，网上申请160件。",
        2020, {R: 3},
    ),
    "ways of asking are no classes": ("受理渠道：邮政寄送21件、在线平台53件、现场递交9件。", 2022, {}),
    "a kind of answers": ("受理公开申请19件，其中公开类答复10件，部分公开类1件。", 2018,
                          {R: 19, "answers_granted_in_part": 1}),
    "answers of the office and of others": (
        "收到政府信息公开申请41件，其中县政府办公室直接答复12件，转由部门答复29件。", 2024, {R: 41},
    ),
    "passed on, and one's own": (
        "（五）依申请公开。共受理省政府办公厅转来的申请2件，自收申请17件。", 2017, {},
    ),
    "two levels": ("市局机关受理公开申请22件，县区局受理公开申请65件。", 2018, {}),
    # Reviews and lawsuits.
    "the body that decides": ("我办作为复议机关办理的政府信息公开类复议案件11件。", 2022, {}),
    "decided on, and complained of": (
        "市政府法制机构办结涉政府信息公开复议案件36件，其中维持25件；市政府为被申请人的3件。", 2018, {},
    ),
    "reviews of two bodies": (
        "因政府信息公开，区政府被申请行政复议5件，部门被申请行政复议3件。", 2022, {},
    ),
    "one number for both kinds": ("年内信息公开类复议诉讼案件共9件。", 2018, {}),
    "counsel's cases": ("县政府法律顾问参与政府信息公开行政诉讼案件5件。", 2015, {}),
    "one bureau": ("县城管局依申请公开5件，行政复议2件，行政诉讼1件。", 2018, {}),
    "no decision yet": ("尚未收到因信息公开引发的行政复议决定书。", 2022, {}),
    "none pending": ("没有未办结的依申请公开事项，也没有待审理的复议诉讼。", 2024, {}),
    "none carried forward": (
        "未有政府信息公开申请转入下年度办理，未被提起复议诉讼。", 2023,
        {"requests_carried_forward": 0, REVIEWS: 0, LAWSUITS: 0},
    ),
    # Complaints, letters, fees.
    "complaints about other things": ("受理投诉5件，均与政府信息公开无关。", 2012, {}),
    "some of them on disclosure": ("受理举报投诉18件，办结18件，其中涉及信息公开3件。", 2019, {}),
    "letters of petition": ("阳光信访平台收到群众来信63封。", 2023, {}),
    "letters by kind": ("互动平台收到咨询类留言132条、投诉类留言45条。", 2022, {}),
    "enquiries by two ways": ("接受电话咨询约200次，接受现场咨询50余人次。", 2012, {}),
    "letters handled": ("办理县长信箱来信342件。", 2024, {}),
    "other questions behind a semicolon": (
        "县长信箱收到来信320件，回复318件；电视问政收到问题56个，答复56个。", 2016,
        {"mailbox_received": 320, "mailbox_answered": 318},
    ),
    "below posts": ("政务微信收到留言860条，回复812条。", 2017, {}),
    "what was charged for something": ("新收公开申请5件。收取费用30元。", 2025, {R: 5}),
    "a price": ("依申请公开收费标准为复印每张0.3元。", 2016, {}),
    # Meetings, courses, people.
    "conferences of others": ("参加市级以上新闻发布会2场。", 2017, {}),
    "conferences of two kinds": ("召开疫情防控新闻发布会42场，政策解读新闻发布会6场。", 2020, {}),
    "conferences and other meetings": ("召开新闻发布会、新闻通气会26场。", 2023, {}),
    "people added": ("2018年新增政务公开专职人员1名。", 2018, {}),
    "leaders of two levels": (
        "举办新闻发布会19场，部门主要负责人出席13场；县政府主要负责人出席1场。", 2024, {PRESS: 19},
    ),
    "interviews that others came to": ("部门负责人参加在线访谈活动6期。", 2021, {}),
    "one place, and one in each": ("在县档案馆设公共查阅点1个，每个乡镇设查阅点1个。", 2017, {}),
    "planned": ("计划举办新闻发布会10场。", 2022, {}),
    "courses of two kinds": ("举办线上培训1次、线下培训2次。", 2021, {}),
    "courses by level": ("各乡镇、街道共举办培训24场，县级举办2场。", 2022, {}),
    "pupils by level": ("举办政府信息公开培训班，培训80人；县级培训30期，培训450人。", 2011, {}),
    "meetings of two kinds": ("召开2次政务公开领导小组会议、4次工作推进会。", 2017, {}),
    "so many in each": ("乡镇（街道）设信息公开专职人员各1名，共20名。", 2016, {}),
    "people with another task": ("村级财务由8人负责审核。", 2011, {}),
}  # fmt: skip
#: What may be read beside them.
READ = {
    "courses": ("全年举办8期业务培训班。", 2022, {COURSES: 8}),
    "courses for bodies": ("组织6场乡镇干部政务公开培训。", 2022, {COURSES: 6}),
    "all bodies received none": ("我县52个部门、21个乡镇均未收到公开申请。", 2016, {R: 0}),
    "the whole's outcomes again": (
        "全县受理依申请公开52件，其中县政府办受理9件。52件申请中，同意公开30件。", 2018,
        {R: 52, "answers_granted": 30},
    ),
    "what was carried over, in a bracket": (
        "新收公开申请90件，答复92件（含上年结转5件）。", 2022, {R: 90, A: 92, "requests_carried_over": 5},
    ),
    "all of the county": ("全县答复政府信息公开申请22件。", 2016, {A: 22}),
    "carried into a year": (
        "收到公开申请98件，办结95件，另有3件正在办理并转入2018年。", 2017,
        {R: 98, A: 95, "requests_carried_forward": 3},
    ),
    "left over into a year": (
        "收到公开申请98件，办结96件，尚有2件结转至2018年办理。", 2017,
        {R: 98, A: 96, "requests_carried_forward": 2},
    ),
    "applicants with others": (
        "收到公开申请12件（自然人7件、商业企业3件、其他2件）。", 2022,
        {R: 12, "requests_by_applicant:自然人": 7, "requests_by_applicant:商业企业": 3,
         "requests_by_applicant:其他": 2},
    ),
    "rows of other handling": (
        "办结公开申请9件，其中逾期不补正5件、逾期不缴费1件、其他3件。", 2024,
        {A: 9, "closed_not_supplemented": 5, "closed_fee_unpaid": 1, "closed_other": 3},
    ),
    "a heading in the sentence before": (
        "三是依申请公开更加规范。全年新收申请12件。网络提交9件，邮寄提交3件。", 2022,
        {R: 12, "requests_channel_online": 9, "requests_channel_letter": 3},
    ),
    "channels before the verb": (
        "依申请公开平台收到申请18件，县政府办信函收到申请6件。", 2018,
        {"requests_channel_online": 18, "requests_channel_letter": 6},
    ),
    "results where there are no lawsuits": (
        "政府信息公开行政复议6件、行政诉讼0件，其中结果维持4件，尚未审结2件。", 2023,
        {REVIEWS: 6, LAWSUITS: 0, "reconsideration_upheld": 4, "reconsideration_pending": 2},
    ),
    "lawsuits by kind": (
        "因政府信息公开被提起行政诉讼62件，其中经复议23件，未经复议39件。", 2023,
        {LAWSUITS: 62, "litigation_after_reconsideration_total": 23, "litigation_direct_total": 39},
    ),
    "lawsuits of one kind": (
        "因政府信息公开被提起行政诉讼（未经复议）6件，维持3件；复议后起诉4件，维持4件。", 2022,
        {"litigation_direct_total": 6, "litigation_direct_upheld": 3,
         "litigation_after_reconsideration_total": 4, "litigation_after_reconsideration_upheld": 4},
    ),
    "a part of the reviews": (
        "全县发生政府信息公开行政复议5件，其中县政府行政复议3件。", 2022, {REVIEWS: 5},
    ),
    "the county's reviews": ("全县发生政府信息公开行政复议2件。", 2018, {REVIEWS: 2}),
    "free of charge": ("我乡提供政府信息一律免费。", 2014, {FEES: 0}),
    "no case of a fee": ("收到公开申请2件，均已答复；不存在收费情形。", 2025, {R: 2, FEES: 0}),
    "nothing charged, in a sentence of its own": ("新收公开申请5件。收取费用0元。", 2025, {R: 5, FEES: 0}),
    "nothing charged": ("受理公开申请29件；全年收费0元。", 2016, {R: 29, FEES: 0}),
    "complaints on disclosure": ("收到关于政府信息公开的投诉举报1件。", 2018, {"complaints": 1}),
    "letters": ("县长信箱收到群众留言12条，回复12条。", 2023,
                {"mailbox_received": 12, "mailbox_answered": 12}),
    "letters behind a semicolon": (
        "县长信箱收到来信12件；回复12件。", 2022, {"mailbox_received": 12, "mailbox_answered": 12},
    ),
    "own conferences": ("举办新闻发布会3场，其中市级新闻发布会1场。", 2017, {PRESS: 3}),
    "summed up within the year": (
        "举办政务公开培训班2场，累计培训人员180人次；2019年举办培训3场。", 2020,
        {COURSES: 2, "training_participants": 180},
    ),
    "the head came to them": (
        "主要负责同志带头解读8次，出席新闻发布会3次。", 2020, {f"{PRESS}_leaders": 3},
    ),
    "courses of two kinds, added up": ("共举办线上培训1次、线下培训2次，举办培训共3次。", 2021, {COURSES: 3}),
    "of both kinds at once": ("全县现有专、兼职信息公开工作人员36名。", 2018, {"capacity_staff": 36}),
    "of each kind": ("全县有专职人员3名、兼职人员36名。", 2018,
                     {"capacity_staff_full_time": 3, "capacity_staff_part_time": 36}),
    "offices and their staff": (
        "共有政府信息公开工作专门机构12个，工作人员93人。", 2017,
        {"capacity_offices": 12, "capacity_staff": 93},
    ),
    "full-time by the verb": (
        "我县专职从事信息公开工作的人员2人。", 2009, {"capacity_staff_full_time": 2},
    ),
    "added to those there are": (
        "新增专职人员1名，共有专职人员5名。", 2018, {"capacity_staff_full_time": 5},
    ),
    "people with the task": ("乡政府信息公开日常工作由2人负责。", 2011, {"capacity_staff": 2}),
    "in all the places": (
        "在县档案馆、图书馆和各乡镇便民中心设立政府信息查阅点32个。", 2009, {"capacity_reading_points": 32},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LEFT)
def test_a_part_is_not_read_as_the_whole(name: str) -> None:
    text, year, figures = LEFT[name]
    assert said(text, year) == figures


@pytest.mark.parametrize("name", READ)
def test_the_whole_is_read(name: str) -> None:
    text, year, figures = READ[name]
    assert said(text, year) == figures


def test_outcomes_behind_the_years_number_are_of_the_year() -> None:
    text = "自2008年条例实施至2010年底，共受理公开申请65件，其中2010年受理21件，同意公开19件。"
    figures = read_prose(read_document(text.encode(), "sentence.txt"), 2010).figures
    assert [(f.indicator, f.value, f.cumulative) for f in figures] == [
        (R, 65, True), (R, 21, False), ("answers_granted", 19, False),
    ]  # fmt: skip
