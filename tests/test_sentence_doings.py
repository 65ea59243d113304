"""Doings of an office: staff, courses, meetings, conferences, letters, documents, channels and money.

Each sentence is made up, of a fictional place; what stands beside it is what a person reads off it.
"""

from __future__ import annotations

import pytest

from toolkit.prose import read_prose
from toolkit.readers import read_document

STAFF, FULL, PART = "capacity_staff", "capacity_staff_full_time", "capacity_staff_part_time"
COURSES, PUPILS, MEETINGS = "training_courses", "training_participants", "training_meetings"
PRESS, LEADERS = "responses_press_conferences", "responses_press_conferences_leaders"
TALKS, TALKS_LED = "responses_online_interviews", "responses_online_interviews_leaders"
EXPLAINED = "responses_policy_explanations"
ISSUED, REPEALED = "normative_documents_issued", "normative_documents_repealed"
IN_FORCE = "normative_documents_in_force"
GOT, ANSWERED = "mailbox_received", "mailbox_answered"
SITE, WEIBO, WECHAT = (f"disclosed_channel_{c}" for c in ("website", "weibo", "wechat"))
GAZETTE, BOARD, MEDIA = (f"disclosed_channel_{c}" for c in ("gazette", "notice_board", "media"))
OTHER = "disclosed_channel_other"


def said(text: str, year: int) -> list[tuple[str, float | None]]:
    """Return what is read: indicator and value."""
    document = read_document(text.encode(), "sentence.txt")
    prose = read_prose(document, year, since_2019=year >= 2019)
    return sorted((f.indicator, f.value) for f in prose.figures)


READ = {
    # Staff.
    "我局明确2名工作人员负责政府信息公开的日常工作。": [(STAFF, 2)],
    "局办公室安排专人1名负责信息公开。": [(STAFF, 1)],
    "我镇确定了3名同志具体负责政务公开工作。": [(STAFF, 3)],
    "本局办公室确定1名兼职人员负责政府信息公开。": [(PART, 1)],
    "我镇由1名副镇长分管，1名专职人员具体负责政府信息公开工作。": [(FULL, 1)],
    "配备2名专职人员和5名兼职人员从事政府信息公开工作。": [(FULL, 2), (PART, 5)],
    "明确专职人员一名、兼职人员两名。": [(FULL, 1), (PART, 2)],
    "全县配备专兼职政务公开工作人员156名。": [(STAFF, 156)],
    "全市设立政府信息公开指定专门机构12个。": [("capacity_offices", 12)],
    # Courses and meetings.
    "召开政务公开工作推进会2次，举办业务培训3期。": [(COURSES, 3), (MEETINGS, 2)],
    "召开2次政务公开工作推进会。": [(MEETINGS, 2)],
    "县政府办召开政务公开联席会议4次。": [(MEETINGS, 4)],
    "召开政府信息公开工作会议或专题会议128次。": [(MEETINGS, 128)],
    "开展政务公开业务培训2场次，覆盖86家单位、170余人次。": [(COURSES, 2), (PUPILS, 170)],
    "举办政务公开培训会1场，各乡镇、各部门120余人参训。": [(COURSES, 1), (PUPILS, 120)],
    "举办培训班1期，90余名政务公开工作人员参加培训。": [(COURSES, 1), (PUPILS, 90)],
    "县政府公开常务会议22次。": [("meetings_published", 22)],
    "全年公开市政府常务会议24次。": [("meetings_published", 24)],
    # Conferences and interviews.
    "举办新闻发布会32场，其中市政府主要负责同志参加3场。": [(PRESS, 32), (LEADERS, 3)],
    "召开新闻发布会7场，县政府主要负责同志出席2场。": [(PRESS, 7), (LEADERS, 2)],
    "举办新闻发布会6次（主要负责同志参加新闻发布会2次）。": [(PRESS, 6), (LEADERS, 2)],
    "政府网站在线访谈8次，其中主要负责同志参加3次。": [(TALKS, 8), (TALKS_LED, 3)],
    "举办“政民在线”网络访谈6期。": [(TALKS, 6)],
    "组织网上访谈12期，县领导参与5期。": [(TALKS, 12)],
    "回应公众关注热点或重大舆情（不同方式回应同一热点计1次）36次。": [("responses_total", 36)],
    "公开信息900条（政务动态500条，公告400条），解读信息17条。": [
        ("disclosed_by_category", 400), ("disclosed_by_category", 500), ("disclosed_total", 900),
        (EXPLAINED, 17),
    ],
    # Letters and enquiries.
    "按时限答复网民留言2个。": [(ANSWERED, 2)],
    "厅长信箱等互动栏目答复群众留言6327余条。": [(ANSWERED, 6327)],
    "收到并回复网民留言53条。": [(ANSWERED, 53), (GOT, 53)],
    "全年接听群众咨询电话200余次。": [("consultations", 200)],
    "接到电话咨询210余人次。": [("consultations", 210)],
    "全年共接待来电来访咨询3480余人次。": [("consultations", 3480)],
    "接受企业和群众政策咨询1300多人次。": [("consultations", 1300)],
    "全年收到网上咨询52件。": [("consultations", 52)],
    "全年共受理申请公开信息3件。未接受过咨询。": [("consultations", 0), ("requests_received", 3)],
    "（四）投诉举报：0件。": [("complaints", 0)],
    "依申请公开信息收取费用0.38万元。受理举报投诉11件。": [("request_fees", 0.38)],
    "依申请公开信息收取费用0.38万元。受理信息公开举报投诉11件。": [("complaints", 11), ("request_fees", 0.38)],
    # Documents.
    "梳理汇总现行有效规范性文件71条。": [(IN_FORCE, 71)],
    "公开省政府规章11件（含新制定4件，修改3件，废止2件）。": [
        ("disclosed_by_category", 11), ("rules_issued", 4), ("rules_repealed", 2),
    ],
    "全年制定规章4件，修改2件，废止1件，现行有效规章86件。": [
        ("rules_in_force", 86), ("rules_issued", 4), ("rules_repealed", 1),
    ],
    "清理规章12件，制发规范性文件5件，废止3件，现行有效38件。": [
        (IN_FORCE, 38), (ISSUED, 5), (REPEALED, 3),
    ],
    "行政规范性文件制发件数12件、本年废止件数3件、现行有效件数86件。": [
        (IN_FORCE, 86), (ISSUED, 12), (REPEALED, 3),
    ],
    "全年未制发行政规范性文件。": [(ISSUED, 0)],
    "本年度没有制定规章和规范性文件。": [(ISSUED, 0), ("rules_issued", 0)],
    "发布转载信息3742条，政府规范性文件6条。": [
        ("disclosed_normative_documents", 6), ("disclosed_total", 3742),
    ],
    "政府信息公开目录系统录入信息724条。": [("directory_items", 724)],
    "清理规章和规范性文件128件，宣布废止规范性文件27件。": [(REPEALED, 27)],
    "县长信箱收到群众诉求来信320件，办结318件。": [(ANSWERED, 318), (GOT, 320)],
    # Channels.
    "全年公开信息900条，其中政府网站公开700条，政府公报刊登112条，其他方式公开88条。": [
        (GAZETTE, 112), (OTHER, 88), (SITE, 700), ("disclosed_total", 900),
    ],
    "全年公开信息900条，其中政府网站700条，政府公报59条，政务微博141条。": [
        (GAZETTE, 59), (SITE, 700), (WEIBO, 141), ("disclosed_total", 900),
    ],
    "通过政府网站公开8200条、政务微博公开1200条、其他方式公开230条。": [
        (OTHER, 230), (SITE, 8200), (WEIBO, 1200),
    ],
    "编印政府公报6期，刊登信息84条，印发1200册。": [(GAZETTE, 84), ("gazette_issues", 6)],
    "自2008年以来，县政府公报共出版36期。": [("gazette_issues", 36)],
    "在微信公众号发布信息143条，在政务公开栏公示低保、特困供养等信息26条。": [
        (BOARD, 26), (WECHAT, 143),
    ],
    "通过《霜岭日报》发布信息230条。": [(MEDIA, 230)],
    "县融媒体中心微信公众号用户达12万，全年共推送信息236条。": [(WECHAT, 236)],
    "政务微博发布信息320条；政务微信推送图文信息860条。": [(WECHAT, 860), (WEIBO, 320)],
    "全县建成公开栏320个，公开信息1200条。": [(BOARD, 1200)],
    "全年公开信息4317条。\n1.县政府门户网站。全年公开3105条。\n2.《霜岭政府公报》。编印6期，刊登信息84条。\n"
    "3.其他方式。96条。": [
        (GAZETTE, 84), (OTHER, 96), (SITE, 3105), ("disclosed_total", 4317), ("gazette_issues", 6),
    ],
    "（一）政府网站。全年发布信息5600条。\n（二）新媒体。微博发布1200条。": [(SITE, 5600), (WEIBO, 1200)],
    "（一）政府网站。全年发布信息5600条。": [("disclosed_total", 5600)],
    "一是政府网站。全年发布信息3256条。二是公开栏。全年公开460条。三是媒体。通过县电视台发布信息86条。": [
        (BOARD, 460), (MEDIA, 86), (SITE, 3256),
    ],
    "“两微一端”发布信息8600条，在《今日霜岭》报公开信息86条。": [
        (MEDIA, 86), ("disclosed_channel_new_media", 8600),
    ],
    # Money.
    "政府信息公开专项经费186.4万元，不含信息化项目投入2300万元。": [("capacity_budget", 186.4)],
    "政府信息公开专项经费（不包括用于政府公报编辑管理等方面的经费）183.6万元。": [
        ("capacity_budget", 183.6),
    ],
    "向申请人收取检索费、复制费、邮寄费共计412.5元。": [("request_fees", 412.5)],
}  # fmt: skip


@pytest.mark.parametrize("text", READ)
def test_a_doing_is_read_in_the_words_that_state_it(text: str) -> None:
    year = 2015 if "，其中" in text or "编印" in text else 2022
    assert said(text, year) == sorted(READ[text])


LEFT = {
    "people with another task": "明确2名分管领导、1名联络员。落实3名工作人员负责安全生产。",
    "one in each township": "各乡镇配备政务公开专职人员1名，兼职人员2名。",
    "courses of a trade": "举办消防培训12期，培训人员3200人次；开展就业技能培训6期。",
    "courses elsewhere": "参加市级培训2场，参训120人次。选派3人参加省级培训。",
    "meetings held, not published": "召开县政府常务会议22次，审议议题130项，召开安全生产工作会议12次。",
    "several kinds of meetings": "召开全县政务公开工作会议1次、推进会2次、调度会3次。",
    "meetings of two kinds": "公开市政府常务会议24次、全体会议2次。",
    "leaders that are not the first": "县长调研2次，分管负责同志参加3场。",
    "another body's conferences": "召开疫情防控新闻发布会（县指挥部主办）18场。",
    "conferences of the province": "参加省政府新闻发布会3次，参加上级在线访谈1次。",
    "ways of explaining": "发布文字解读12篇、图解30个、视频解读5个、专家解读3篇。",
    "explanations of others": "转载国务院、省政府政策解读156条，发布上级政策解读36篇。",
    "messages handled": "办理网民留言1346条，办结率100%。",
    "enquiries at a counter": "办事窗口接受群众咨询20000余人次，热线接听群众咨询电话3200次。",
    "enquiries of a trade": "解答村民医保政策咨询600人次，接受法律咨询32人次。",
    "enquiries by two ways": "全年接受现场咨询126人次、电话咨询356人次。",
    "parts that are added up": "政府信息公开电话接受咨询320人次，接待现场咨询86人次，合计406人次。",
    "doings behind one another": "举办访谈5期、征集12期。",
    "nowhere to ask": "我局无单独设立的信息公开咨询电话。",
    "complaints of consumers": "受理消费投诉举报1203件，受理环境投诉举报320件。",
    "complaints in a line on something else": "全年投诉3件，均已处理。",
    "licences in force": "清理行政审批事项128项，其中继续有效101项，废止27项。",
    "rules of the house": "制定规章制度12项，废止规章制度3项。",
    "rules and documents at once": "清理规章和规范性文件128件，废止27件。",
    "bodies that made none": "对未制发规范性文件的单位进行督导，未制定规范性文件管理办法。",
    "fees of a trade": "依申请公开政府信息，另有行政事业性收费1250万元。",
    "parts of fees": "依申请公开收费：检索费12元，复制费36元。",
    "copies of a gazette": "赠阅政府公报1200册。",
    "a paper behind its name": "通过《霜岭报》发布信息230条。",
    "what boards hold beside their number": "设立公开栏320个，更新公开内容1280期（次），公开信息5600条。",
    "letters beside a hotline": "12345热线受理诉求23600件，办结23410件，县长热线接听来电860个，答复850个。",
    "policies that were gone through": "对128件政策文件进行清理，废止41件，继续有效87件。",
    "a board inside the house": "机关内部公开栏公布各类信息36条。",
    "clicks on one page": "县政府网站首页点击86万次，网站日均访问2356次。",
    "forwards and comments": "转发1200条，评论560条，点赞3200次。",
}  # fmt: skip


@pytest.mark.parametrize("kind", LEFT)
def test_what_only_looks_like_a_doing_stays_unread(kind: str) -> None:
    assert said(LEFT[kind], 2022) == []


def test_one_number_of_two_channels_is_neither_s() -> None:
    text = "全年公开信息900条，其中政务微博公开300条，政府公报及其他方式公开135条。"
    assert said(text, 2019) == [(WEIBO, 300), ("disclosed_total", 900)]


def test_documents_printed_in_a_gazette_are_not_its_items() -> None:
    assert said("编发政府公报4期，收录文件31件，赠阅1200册。", 2022) == [("gazette_issues", 4)]


def test_what_happened_since_the_beginning_is_cumulative() -> None:
    document = read_document("自2008年以来，县政府公报共出版36期。".encode(), "sentence.txt")
    assert [f.cumulative for f in read_prose(document, 2013).figures] == [True]


def test_the_year_s_part_stands_beside_what_an_account_published_in_all() -> None:
    text = "“霜岭发布”政务微博累计发布微博8600条，今年发布2300条；县政府门户网站累计访问量620万次，2013年访问量86万次。"
    document = read_document(text.encode(), "sentence.txt")
    found = [(f.indicator, f.value, f.cumulative) for f in read_prose(document, 2013).figures]
    assert found == [
        (WEIBO, 8600, True), (WEIBO, 2300, False), ("site_visits", 6200000, True),
        ("site_visits", 860000, False),
    ]  # fmt: skip


def test_the_year_before_is_no_part_of_the_year() -> None:
    text = "县政府微博累计发布信息3200条，其中2012年发布1200条。"
    assert said(text, 2013) == [(WEIBO, 3200)]


def test_a_heading_of_a_task_names_no_channel() -> None:
    text = "（1）充分发挥新媒体平台作用。全县开设新媒体70个，其中微博29个，共发布信息1992条。"
    assert said(text, 2018) == [(WEIBO, 1992)]


def test_a_heading_of_requests_or_letters_names_no_channel() -> None:
    text = "收到公开申请20件。\n（一）网上申请：12件。\n（二）网站留言。全年56条。"
    assert not [indicator for indicator, _ in said(text, 2012) if "disclosed" in indicator]


def test_ways_that_are_only_listed_head_nothing() -> None:
    text = "1.网站。2.公报。3.公开栏。全年公开信息1200条。"
    assert said(text, 2013) == [("disclosed_total", 1200)]


def test_eight_by_the_net_are_not_about_eight() -> None:
    text = "全年收到政府信息公开申请12件，其中网上8件，信函4件，上百人次查阅。"
    document = read_document(text.encode(), "sentence.txt")
    assert not any(f.approximate for f in read_prose(document, 2020).figures)


def test_rows_of_a_list_are_read_after_the_first_too() -> None:
    text = "1.新闻发布会：12场。2.在线访谈：6期。3.政策解读：86篇。"
    assert said(text, 2017) == [(TALKS, 6), (EXPLAINED, 86), (PRESS, 12)]


def test_what_stands_behind_a_sum_of_all_years_may_be_of_the_year() -> None:
    text = "截至2021年12月31日，县政府网站累计发布信息8600条，召开新闻发布会6场。"
    document = read_document(text.encode(), "sentence.txt")
    found = [(f.value, f.cumulative) for f in read_prose(document, 2021).figures]
    assert found == [(8600, True), (6, None)]


def test_a_share_in_brackets_ends_no_list() -> None:
    text = "公开信息900条，其中工作动态500条（占55.6%），政策解读信息36条（占4%），其他364条。"
    assert EXPLAINED not in [indicator for indicator, _ in said(text, 2022)]


def test_what_was_entered_in_a_directory_is_of_the_year_and_what_it_holds_of_all() -> None:
    for text, ever in (("目录系统录入信息724条。", False), ("目录收录信息1560条。", True)):
        document = read_document(f"2019年，政府信息公开{text}".encode(), "sentence.txt")
        assert [f.cumulative for f in read_prose(document, 2019).figures] == [ever]


def test_a_class_of_a_row_is_no_doing() -> None:
    text = "公开信息90条：政府会议6条、新闻发布会6条、应急管理14条、政策解读1条、回应关切13条、财政信息50条。"
    found = [indicator for indicator, _ in said(text, 2022)]
    assert set(found) == {"disclosed_by_category", "disclosed_total"}


def test_a_sum_of_channels_is_not_the_last_one_s() -> None:
    text = "我局官网公开信息1887条，在政务微博公开信息514条，全年合计公开信息2401条。"
    assert ("disclosed_total", 2401) in said(text, 2014)
