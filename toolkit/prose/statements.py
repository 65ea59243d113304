"""Sentences on requests, appeals, complaints, consultations and fees, with their zero statements."""

from __future__ import annotations

import re

from toolkit.prose.amounts import Context, looks_damaged, number, other_year
from toolkit.prose.text import NUMBER, Line, one_of, phrases
from toolkit.values import to_number

_P = phrases()
_UNIT = rf"(?P<unit>{one_of(_P['request_units'])})"
#: 未 needs a verb of its own (未经复议 denies nothing); 无 and 没有 do not.
_NO = re.compile(
    rf"(?:(?:{_P['not']})(?:有|曾|再|能)*(?:{_P['happen']})+|(?:{_P['none']})(?:{_P['happen']})*)(?P<what>[^，。；]*)"
)
_RECEIVED = re.compile(
    rf"(?P<verb>新收到?|收到和办理|收到|接到|接收|收办|受理|办理)(?P<about>[^，。；：\d]{{0,40}}?(?:申请|依申请公开)[^，。；：\d（]{{0,12}}?)"
    rf"(?:共计|共|为|计|：)*{NUMBER}{_UNIT}"
)
_OVER = re.compile(
    rf"(?:(?:上|去)(?:一)?年度?(?:结转|转结|转办)|结转上年度?)[^，。；\d]{{0,20}}?{NUMBER}{_UNIT}"
)
_NEXT = r"(?:结转|转)(?:至|到)?(?:下|次)(?:一)?年度?"
_FORWARD = re.compile(
    rf"{_NEXT}[^，。；\d]{{0,16}}?{NUMBER}{_UNIT}"
    rf"|{NUMBER.replace('P<', 'P<b_')}(?P<b_unit>{one_of(_P['request_units'])})[^，。；\d]{{0,4}}{_NEXT}"
)
_ANSWERS = re.compile(rf"答复(?:的)?(?:总数|总量)(?:共|为)*{NUMBER}{_UNIT}")
_ANSWERED = re.compile(
    rf"(?:答复|办结|办理完毕|回复)(?:了|申请|共|申请公开|政府信息公开申请)*{NUMBER}{_UNIT}"
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
    "litigation_total": re.compile("诉讼"),
    "higher_appeals": re.compile("申诉"),
}
_REQUEST = re.compile(r"(?:信息)?公开(?:信息)?(?:的)?申请|依申请公开|申请公开|(?<!行政复议)申请")
_FEE_ZERO = re.compile(
    r"(?:未|没有|无|暂未|从未|尚未)(?:有|曾|再)?(?:发生|进行|收取|产生|涉及|因)[^，。；]{0,24}?(?:收费|费用|处理费|检索费)"
    r"|(?:暂)?(?:不|未|没有|无)(?:任何)?收费|均?为?免费提供|均为免费|收取[^，。；]{0,16}费用?0元|费用(?:为|：)?0元"
)
_FEE = re.compile(rf"(?:收取|收费)[^，。；\d]{{0,24}}?{NUMBER}(?P<unit>元)")
_CONSULT = re.compile(
    rf"(?:接受|接待|受理|处理|办理)[^，。；\d]{{0,24}}?咨询[^，。；\d投诉]{{0,10}}?{NUMBER}(?P<unit>人次|件次|人|次|件|宗)"
)
_COMPLAINT = re.compile(
    rf"(?:收到|接到|受理|接受|办理)[^，。；\d]{{0,24}}?(?:投诉|举报)[^，。；\d]{{0,8}}?{NUMBER}(?P<unit>件|起|宗|次)"
)
_OUTCOME_TAIL = r"(?:的)?(?:申请)?(?:答复)?(?:数|数量)?(?:为|共|：)*"
_RESULT_IDS = {"维持": "upheld", "纠正": "corrected", "纠错": "corrected", "其他结果": "other",
               "其他": "other", "尚未审结": "pending", "未审结": "pending"}  # fmt: skip


def read_statements(line: Line, context: Context) -> None:
    """Read requests, appeals, complaints, consultations and fees of one paragraph into ``context``."""
    clean = line.clean
    for m in re.finditer(r"[^。；！？\n]+", clean):
        part = m[0]
        if not re.search(r"申请|复议|诉讼|申诉|投诉|举报|咨询|收费|费用|处理费", part):
            continue
        before = clean[: m.start()]
        sentence = clean[before.rfind("。") + 1 : m.start()]
        _zeros(line, m.start(), part, sentence, context)
        _requests(line, m.start(), part, sentence, context)
        _cases(line, m.start(), part, sentence, context)
        _others(line, m.start(), part, context)


def _on_disclosure(part: str, sentence: str, line: Line, kinds: tuple[str, ...]) -> bool:
    return "公开" in part or "公开" in sentence or line.section in kinds


def _zeros(line: Line, at: int, part: str, sentence: str, context: Context) -> None:
    """Read zero statements: each indicator that the words name, and no other."""
    zero = {"cumulative": False}
    for m in _NO.finditer(part):
        what = m["what"]
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
            received = re.search(r"收到|接到|接收|受理|发生|涉及|办理", m[0]) or re.match(
                r"(?:没有|无|暂无|零)(?:政府信息)?(?:依申请公开|公开申请)", m[0]
            )
            if received and _on_disclosure(part, sentence, line, ("requests",)):
                context.add(line, start, end, "requests_received", 0, **zero)
    fee = _FEE_ZERO.search(part)
    if fee and not other_year(part[: fee.start()], context.year):
        # 与诉讼有关的费用 and office spending are other money.
        near = part[: fee.end()]
        if _on_disclosure(part, sentence, line, ("spending_and_fees", "other")) and not re.search(
            "诉讼费|经费", near
        ):
            context.add(line, at, at + fee.end(), "request_fees", 0, **zero)


def _requests(line: Line, at: int, part: str, sentence: str, context: Context) -> None:
    """Read requests received, their channels and applicants, carried over and forward, answers."""
    found = False
    for m in _RECEIVED.finditer(part):
        about = m["about"]
        if re.search("复议|诉讼|投诉|咨询|举报|留言|诉求|信访", about):
            continue
        if "公开" not in about and line.section != "requests":
            continue
        lead = sentence + part[: m.start()]
        if other_year(lead, context.year) or looks_damaged(m):
            continue
        start = at + part.rfind("，", 0, m.start()) + 1 if m.start() > 45 else at
        value, near = number(m)
        common = {"unit": m["unit"], "approximate": near, "cumulative": _cumulative(lead)}
        channel = next((k for k, p in _P["request_channels"].items() if re.search(p, about)), None)
        found = True
        if channel:
            context.add(line, start, at + m.end(), f"requests_channel_{channel}", value, **common)
        elif m["verb"] in ("办理", "收到和办理", "收办"):
            context.add(line, start, at + m.end(), "requests_handled", value, **common)
        else:
            context.add(line, start, at + m.end(), "requests_received", value, **common)
    if not (
        found
        or line.section == "requests"
        or re.search("依申请|公开申请|公开的申请", part + sentence)
    ):
        return
    _request_parts(line, at, part, context, found)


def _cumulative(lead: str) -> bool:
    return bool(re.search(r"历年|自[^，。；]{0,20}以来|开展[^，。；]{0,14}以来", lead))


def _request_parts(line: Line, at: int, part: str, context: Context, found: bool) -> None:
    """Read what stands beside the number of requests: parts, answers and outcomes."""

    def add(m: re.Match[str], indicator: str, prefix: str = "", **more: object) -> None:
        if other_year(part[: m.start()], context.year):
            return
        value, near = _prefixed(m, prefix)
        context.add(line, at + m.start(), at + m.end(), indicator, value, unit=m[f"{prefix}unit"],
                    approximate=near, cumulative=False, **more)  # fmt: skip

    for m in _OVER.finditer(part):
        add(m, "requests_carried_over")
    for m in _FORWARD.finditer(part):
        add(m, "requests_carried_forward", "" if m["num"] else "b_")
    for m in _ANSWERS.finditer(part):
        add(m, "answers_total")
    for m in _ANSWERED.finditer(part):
        if not re.search(
            r"同意|不予|部分|其[他它]|免[予于]", part[max(0, m.start() - 6) : m.start()]
        ):
            add(m, "requests_answered")
    for channel, words in _P["request_channels"].items():
        for m in re.finditer(
            rf"(?:{words})(?:方式)?(?:提交|收到|提出)?(?:的)?(?:申请)?(?:数量|数)?(?:为|共)*{NUMBER}{_UNIT}",
            part,
        ):
            add(m, f"requests_channel_{channel}")
    if found:
        for name in _P["applicants"]:
            for m in re.finditer(rf"{name}(?:申请|提出)?(?:为|共)*{NUMBER}{_UNIT}", part):
                add(m, "requests_by_applicant", label=name)
    era = _P["outcomes"]["since_2019" if context.since_2019 else "before_2019"]
    taken: list[tuple[int, int]] = []
    for indicator, words in era.items():
        for m in re.finditer(rf"(?P<label>{words}){_OUTCOME_TAIL}{NUMBER}{_UNIT}", part):
            if any(a < m.end("num") <= b for a, b in taken):
                continue
            taken.append((m.start(), m.end()))
            label = m["label"] if indicator in ("answers_other", "answers_refused") else None
            add(m, indicator, label=label)


def _prefixed(m: re.Match[str], prefix: str) -> tuple[int | float, bool]:
    if not prefix:
        return number(m)
    near = bool(m[f"{prefix}near"] or m[f"{prefix}more"] or m[f"{prefix}more2"])
    return to_number(m[f"{prefix}num"], m[f"{prefix}scale"]), near


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
        (_COMPLAINT, "complaints", ("consultations_and_complaints", "appeals")),
    ):
        for m in pattern.finditer(part):
            if other_year(part[: m.start()], context.year):
                continue
            if "公开" not in part and line.section not in kinds:
                continue
            value, near = number(m)
            unit = m["unit"]
            if unit == "元" and m["scale"]:
                # Money keeps its printed unit.
                value, unit = to_number(m["num"]), m["scale"] + unit
            context.add(line, at + m.start(), at + m.end(), indicator, value, unit=unit,
                        approximate=near, cumulative=False)  # fmt: skip
