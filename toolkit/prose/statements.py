"""Sentences on appeals, complaints, consultations and fees, and every zero statement."""

from __future__ import annotations

import re

from toolkit.prose.amounts import Context, number, other_year
from toolkit.prose.requests import goes_on, read_requests
from toolkit.prose.text import NUMBER, Line, phrases
from toolkit.values import to_number

_P = phrases()
#: 未 needs a verb of its own (未经复议 denies nothing); 无 and 没有 do not.
_NO = re.compile(
    rf"(?:(?:{_P['not']})(?:有|曾|再|能)*(?:{_P['happen']})+|(?:{_P['none']})(?:{_P['happen']})*)(?P<what>[^，。；]*)"
)
# The negation after what it denies: "行政复议、行政诉讼均未发生", "申请行政复议的情况：无".
_NO_AFTER = re.compile(
    r"(?P<what>[^，。；：]+?)(?:均|都|也)?(?:未发生|没有发生|未出现|没有出现|无一例(?:发生)?|数?(?:均|都)?为(?:零|无|0)|：(?:零|无|没有))(?=，|$)"
)
_NO_END = re.compile(r"未发生|没有发生|未出现|没有出现|无一例|为[零无0]|：[零无没]")
# Nobody asked: "没有公民、法人和其他组织提出政府信息公开申请".
_NOBODY = re.compile(
    r"^(?:没有|无|暂无|零)(?:政府信息)?(?:依申请公开|公开申请)"
    r"|^(?:没有|无)(?:任何)?(?:公民|法人|组织|单位|个人|群众|人)[^，。；]{0,30}?(?:提出|提交|申请)"
)
_CASES = re.compile(
    rf"(?P<kind>行政复议|行政诉讼|行政申诉|诉讼|申诉)(?:案件|申请|案|的)*(?:数量|总数|数)?(?:共计|共|有|为|：)*{NUMBER}"
    r"(?P<unit>件|起|宗|例|次)"
)
_SHARED_CASES = re.compile(
    rf"行政复议(?:、|和|及|与)(?:提起)?(?:行政)?诉讼(?P<third>(?:、|和|及|与)申诉)?[^，。；\d]{{0,10}}?(?P<each>各|均为|均)?{NUMBER}(?P<unit>件|起|宗)"
)
_CASE_RESULT = re.compile(
    rf"(?P<result>维持|纠正|纠错|其他结果|其他|尚未审结|未审结){NUMBER}(?P<unit>件|起|宗)"
)
_APPEALS = {
    "reconsideration_total": re.compile("复议"),
    "litigation_total": re.compile(r"诉讼(?!费|的?费用|有关的?费用)"),
    "higher_appeals": re.compile("申诉"),
}
_REQUEST = re.compile(r"(?:信息)?公开(?:信息)?(?:的)?申请|依申请公开|申请公开|(?<!行政复议)申请")
_FEE_ZERO = re.compile(
    r"(?:未|没有|无|暂未|从未|尚未)(?:有|曾|再)?(?:发生|进行|收取|产生|涉及|因|对|向)[^，。；]{0,24}?(?:收费|费用|处理费|检索费)"
    r"|(?:暂)?(?:不|未|没有|无)(?:有)?(?:任何|政府信息公开|依申请公开|信息公开)?(?:的)?收费|均?为?免费提供|均为免费"
    r"|收取[^，。；]{0,16}(?<!\d)0元|费用(?:为|：)?0元"
)
_FEE = re.compile(rf"(?:收取|收费)[^，。；\d]{{0,24}}?{NUMBER}(?P<unit>元)")
_COMPLAINT_BESIDE = re.compile(
    rf"咨询\d+(?:人次|件次|人|次|件|宗)[，、](?:接到|收到|受理)?(?:投诉|举报|投诉举报){NUMBER}(?P<unit>件|起|宗|次)"
)
_CONSULT = re.compile(
    rf"(?:(?:接受|接待|受理|处理|办理)[^，。；\d]{{0,24}}?|信息公开(?:方面)?的?)咨询[^，。；\d投诉]{{0,10}}?{NUMBER}(?P<unit>人次|件次|人|次|件|宗)"
)
_COMPLAINT = re.compile(
    rf"(?:收到|接到|受理|接受|办理)[^，。；\d]{{0,24}}?(?:投诉|举报)[^，。；\d]{{0,8}}?{NUMBER}(?P<unit>件|起|宗|次)"
)
_RESULT_IDS = {"维持": "upheld", "纠正": "corrected", "纠错": "corrected", "其他结果": "other",
               "其他": "other", "尚未审结": "pending", "未审结": "pending"}  # fmt: skip


#: That a sentence speaks of disclosure, not of hearings in public or of other reviews.
_DISCLOSURE = re.compile(
    r"信息公开|政务公开|公开(?:政府|政务)?信息|公开申请|申请公开|政府信息|《条例》"
)
_SENTENCE = re.compile(r"[^。；！？\n]+")
_NUMBERED = re.compile(r"\d")
_TOPICS = re.compile(r"申请|复议|诉讼|申诉|投诉|举报|咨询|收费|收取|费用|处理费|免费")


def read_statements(line: Line, context: Context) -> None:
    """Read requests, appeals, complaints, consultations and fees of one paragraph into ``context``."""
    clean = line.clean
    asked = False
    for m in _SENTENCE.finditer(clean):
        part = m[0]
        if line.section == "requests":
            asked = asked or bool(context.of("requests_received"))
        asked = asked and (clean[m.start() - 1] == "；" or goes_on(part))
        if not (_TOPICS.search(part) or asked):
            continue
        before = clean[: m.start()]
        sentence = clean[before.rfind("。") + 1 : m.start()]
        _zeros(line, m.start(), part, sentence, context)
        asked = read_requests(line, m.start(), part, sentence, context, asked=asked)
        if _NUMBERED.search(part):
            _cases(line, m.start(), part, sentence, context)
            _others(line, m.start(), part, context)


def _on_disclosure(part: str, sentence: str, line: Line, kinds: tuple[str, ...]) -> bool:
    return line.section in kinds or bool(
        _DISCLOSURE.search(sentence + "。" + part.replace("□", ""))
    )


def _zeros(line: Line, at: int, part: str, sentence: str, context: Context) -> None:
    """Read zero statements: each indicator that the words name, and no other."""
    zero = {"cumulative": False}
    after = _NO_AFTER.finditer(part) if _NO_END.search(part) else ()
    for m in (*_NO.finditer(part), *after):
        # "…的申请和未涉及…": what a second negation denies is another thing.
        what = re.split("(?:和|及|、|也|且)(?:均|都)?(?:未|没有)", m["what"])[0]
        if m.re is _NO_AFTER and re.search(_P["negation"], what):
            continue
        if re.search(r"\d", what) or other_year(part[: m.start()], context.year):
            continue
        if re.search(_P["never_zero"], what):
            continue
        start, end = at, at + m.end()
        named = [k for k, p in _APPEALS.items() if p.search(what)]
        if named:
            if _on_disclosure(part, sentence, line, ("appeals", "requests")):
                for indicator in named:
                    context.add(line, start, end, indicator, 0, **zero)
                if re.search("举报|投诉", what):
                    context.add(line, start, end, "complaints", 0, **zero)
            continue
        if re.search("咨询|投诉|举报", what):
            if _on_disclosure(part, sentence, line, ("consultations_and_complaints",)):
                if "咨询" in what:
                    context.add(line, start, end, "consultations", 0, **zero)
                if re.search("投诉|举报", what):
                    context.add(line, start, end, "complaints", 0, **zero)
            continue
        if re.search(r"收费|费用|处理费", what + m[0]):
            continue
        if _REQUEST.search(what) and not re.search(r"申请人|申请表|申请条件", what):
            received = re.search(r"收到|接到|接收|受理|发生|涉及|办理", m[0]) or _NOBODY.search(
                m[0]
            )
            if (
                received
                and not re.search("异议|未|不予|不同意|答复|许可", what)
                and _on_disclosure(part, sentence, line, ("requests",))
            ):
                context.add(line, start, end, "requests_received", 0, **zero)
    for fee in _FEE_ZERO.finditer(part):
        # 与诉讼有关的费用 and office spending are other money.
        near = part[part.rfind("，", 0, fee.start()) + 1 : fee.end()]
        if (
            not other_year(part[: fee.start()], context.year)
            and _on_disclosure(part, sentence, line, ("spending_and_fees", "other"))
            and not re.search("诉讼|经费|违规|乱收|擅自|超标准", near)
        ):
            context.add(line, at, at + fee.end(), "request_fees", 0, **zero)


def _cases(line: Line, at: int, part: str, sentence: str, context: Context) -> None:
    """Read reconsideration, litigation and appeals to higher bodies that have numbers."""
    if not _on_disclosure(part, sentence, line, ("appeals",)):
        return
    if re.search(_P["negation"], part) and not re.search(r"\d", part):
        return
    shared = _SHARED_CASES.search(part)
    covered = shared.span() if shared else (0, 0)
    if shared and not other_year(sentence + part[: shared.start()], context.year):
        value, near = number(shared)
        names = ["reconsideration_total", "litigation_total"]
        if shared["third"]:
            names.append("higher_appeals")
        for name in names:
            if value == 0 or shared["each"]:
                context.add(line, at + shared.start(), at + shared.end(), name, value,
                            unit=shared["unit"], approximate=near, cumulative=False)  # fmt: skip
            else:
                context.abstain(
                    name, "two_candidates", line, at + shared.start(), at + shared.end()
                )
    current: str | None = None
    events = sorted([*_CASES.finditer(part), *_CASE_RESULT.finditer(part)], key=lambda m: m.start())
    for m in events:
        if covered[0] <= m.start() < covered[1] or other_year(
            sentence + part[: m.start()], context.year
        ):
            continue
        value, near = number(m)
        common = {"unit": m["unit"], "approximate": near, "cumulative": False}
        if m.re is _CASES:
            kind = m["kind"]
            current = (
                "reconsideration" if "复议" in kind else "litigation" if "诉讼" in kind else None
            )
            name = f"{current}_total" if current else "higher_appeals"
            context.add(line, at + m.start(), at + m.end(), name, value, **common)
        elif current:
            context.add(line, at + m.start(), at + m.end(),
                        f"{current}_{_RESULT_IDS[m['result']]}", value, **common)  # fmt: skip


def _others(line: Line, at: int, part: str, context: Context) -> None:
    """Read fees charged, consultations and complaints that have numbers."""
    for pattern, indicator, kinds in (
        (_FEE, "request_fees", ("spending_and_fees",)),
        (_CONSULT, "consultations", ("consultations_and_complaints",)),
        (_COMPLAINT_BESIDE, "complaints", ("consultations_and_complaints", "appeals")),
        (_COMPLAINT, "complaints", ("consultations_and_complaints", "appeals")),
    ):
        for m in pattern.finditer(part):
            if other_year(part[: m.start()], context.year):
                continue
            if not _on_disclosure(part[: m.end()], "", line, kinds):
                continue
            value, near = number(m)
            unit = m["unit"]
            if unit == "元" and m["scale"]:
                # Money keeps its printed unit.
                value, unit = to_number(m["num"]), m["scale"] + unit
            context.add(line, at + m.start(), at + m.end(), indicator, value, unit=unit,
                        approximate=near, cumulative=False)  # fmt: skip
