"""Events: whether courses, meetings and conferences that are counted are the office's, and all of them."""

from __future__ import annotations

import re

from toolkit.prose.around import Around
from toolkit.prose.counts import Count

#: Courses and their pupils that are the business of an office.
_OTHER_COURSES = re.compile(
    "消防|技能|就业|创业|职业|农民|农技|种植|养殖|实用技术|劳动力|电商|安全生产|普法|法律|执法|健康|急救|救护|反诈|教师|医护"
    "|护理|家政|党员|企业|应急|食品|税务|税收|财务|会计|驾驶|继续教育|志愿者|创建|保密"
)
_DISCLOSURE = re.compile("公开|网站|公文|新媒体|信息发布|信息员")
_MEETINGS_BEFORE = re.compile("会议?\\d+(?:次|场|期)[、，和]$")
_MORE_MEETINGS = re.compile(
    "(?:、|，|和)[^，。；、\\d]{0,10}会议?\\d+(?:次|场|期)"
    "|[^，。；、\\d]{0,20}会议?(?:、|，|和)(?:召开)?\\d+(?:次|场|期)[^，。；、\\d]{0,14}会"
)
#: Courses of another kind, with a number of their own.
_MORE_COURSES = re.compile("(?:、|，|和)[^，。；、参外出\\d]{0,10}培训(?:班|会)?\\d+(?:次|场|期)")
_COURSES_BEFORE = re.compile("培训(?:班|会)?\\d+(?:次|场|期)[、，和]$")
_BELOW = re.compile("^各?(?:乡镇|镇街|镇|街道|部门|单位|县[市区]*)")
_LEVEL_NEXT = re.compile("[，；](?:[县市区州]本?级|本级|全[县市区州])")
#: Meetings with the press that may be counted with conferences.
_OTHER_PRESS = re.compile("通气会|见面会|吹风会")
_CONFERENCES = ("responses_press_conferences", "responses_press_conferences_leaders")
_OF_COURSES = ("training_courses", "training_participants")
_OF_MEETINGS = ("training_meetings", "meetings_published")


def unread_events(around: Around, c: Count, words: str, name: str) -> str | None:
    """Return why events are not read: a reason, or ``""`` for others'; None for no reason."""
    clean = around.clean
    if name in _OF_MEETINGS and (
        _MORE_MEETINGS.match(clean, c.end)
        or _MEETINGS_BEFORE.search(clean, max(0, c.begin - 12), c.begin)
    ):
        # Meetings of other kinds follow: one of several numbers is no count of all.
        return "two_candidates"
    if name in _CONFERENCES and "发布会" in words and _OTHER_PRESS.search(words):
        return "two_candidates"
    if (
        name == _CONFERENCES[1]
        and "发布会" not in words
        and _OTHER_PRESS.search(around.lead(c.start))
    ):
        # "发布会、通气会26场次；主要负责同志出席5场次".
        return "two_candidates"
    if name not in _OF_COURSES:
        return None
    pupils = name == "training_participants"
    if _other_courses(around, c, words) or (pupils and _of_courses_attended(around, c)):
        return ""
    if not (pupils or words.endswith(("共", "共计"))) and (
        _MORE_COURSES.match(clean, c.end)
        or _COURSES_BEFORE.search(clean, max(0, c.begin - 14), c.begin + 1)
    ):
        return "two_candidates"
    # "各乡镇举办培训24场，县级举办2场".
    apart = _BELOW.search(words) and _LEVEL_NEXT.match(clean, c.end)
    return "scope_unclear" if apart else None


def _other_courses(around: Around, c: Count, words: str) -> bool:
    """Whether a course, or the pupils of the one named before, are of the office's business."""
    if "公开" in words:
        return False
    if _OTHER_COURSES.search(words):
        return True
    lead = around.lead(c.start)
    lead = lead[
        max(lead.rfind("；"), lead.rfind("举办"), lead.rfind("开展"), lead.rfind("组织")) + 1 :
    ]
    return bool(_OTHER_COURSES.search(lead)) and not _DISCLOSURE.search(lead)


def _of_courses_attended(around: Around, c: Count) -> bool:
    """Whether pupils are those of a course that was attended elsewhere: "参加市级培训2场，参训120人次"."""
    clauses = around.lead(c.begin).rstrip("，").rpartition("，")
    return "参加" in clauses[2] and "培训" in clauses[2]
