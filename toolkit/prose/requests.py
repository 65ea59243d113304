"""Sentences on requests: received, by channel and applicant, carried over and forward, outcomes."""

from __future__ import annotations

import re

from toolkit.figure import Finding
from toolkit.prose.amounts import Context, looks_damaged, number, other_year, period_of
from toolkit.prose.text import NUMBER, Line, one_of, phrases
from toolkit.values import to_number

_P = phrases()
_UNIT = rf"(?P<unit>{one_of(_P['request_units'])})"
_RECEIVED = re.compile(
    rf"(?P<verb>新收到?|收到和办理|收到|接到|接收|收办|受理|办理)(?P<about>[^，。；：\d]{{0,40}}?(?:申请|依申请公开)[^，。；：\d（]{{0,12}}?)"
    rf"(?:共计|共|为|计|：)*{NUMBER}{_UNIT}"
)
_RECEIVED_BEFORE = re.compile(
    rf"(?P<verb>新收到?|收到|接到|受理)了?(?P<about>){NUMBER}{_UNIT}(?:关于)?(?:政府)?信息(?:的)?(?:依申请公开|公开申请|公开的申请)"
)
_B_NUMBER = NUMBER.replace("P<", "P<b_") + f"(?P<b_unit>{one_of(_P['request_units'])})"
_LAST = r"(?:(?:上|去)(?:一)?年度?(?:结转|转结|转办)|结转上年度?)"
_OVER = re.compile(
    rf"{_LAST}[^，。；\d]{{0,20}}?{NUMBER}{_UNIT}|{_B_NUMBER}(?:申请)?(?:为|系|是|属于?)?{_LAST}"
)
_NEXT = r"(?:结转|转)(?:至|到)?(?:下|次)(?:一)?年度?"
_FORWARD = re.compile(
    rf"{_NEXT}[^，。；\d]{{0,16}}?{NUMBER}{_UNIT}|{_B_NUMBER}[^，。；\d]{{0,4}}{_NEXT}"
)
_ANSWERS = re.compile(rf"答复(?:的)?(?:总数|总量)(?:共|为)*{NUMBER}{_UNIT}")
_ANSWERED = re.compile(
    rf"(?:答复|办结|办理完毕|回复)(?:了|申请|共|申请公开|政府信息公开申请)*{NUMBER}{_UNIT}"
)
_CHANNELS = [
    (
        channel,
        re.compile(
            rf"(?:{words})(?:方式)?(?:提交|收到|提出)?(?:的)?(?:申请)?(?:数量|数)?(?:为|共)*{NUMBER}{_UNIT}"
        ),
    )
    for channel, words in _P["request_channels"].items()
]
_APPLICANTS = [
    (name, re.compile(rf"{name}(?:申请|提出)?(?:为|共)*{NUMBER}{_UNIT}"))
    for name in _P["applicants"]
]
_OUTCOME_TAIL = r"”?(?:的)?(?:申请)?(?:答复)?(?:数|数量)?(?:为|共|：)*"
_OUTCOMES = {
    era: [
        (indicator, re.compile(rf"(?P<label>{words}){_OUTCOME_TAIL}{NUMBER}{_UNIT}"))
        for indicator, words in outcomes.items()
    ]
    for era, outcomes in _P["outcomes"].items()
}
_NUMBERED = re.compile(r"\d")
#: How a sentence begins that goes on about the requests of the sentence before.
_GOES_ON = re.compile(
    r"(?:其中|在(?:已)?(?:答复|办理|办结)|均|已|按[期时]|对|当面|网|信函|传真|电子邮件|书面|上年|结转|答复|办结|不?予以?|同意|部分公开|从)"
)
_FOLLOWS = re.compile("答复|办结|办理|结转|公开|提供|处理|自然人|法人")


def goes_on(part: str) -> bool:
    """Return whether a sentence may continue one that stated requests received."""
    return bool(_GOES_ON.match(part) and _FOLLOWS.search(part))


def read_requests(line: Line, at: int, part: str, sentence: str, context: Context, *,
                  asked: bool) -> bool:  # fmt: skip
    """Read requests received, their channels and applicants, carried over and forward, answers.

    ``asked`` says whether the sentence before stated requests and this one may go on about them; the
    result, whether this one states some.
    """
    if re.search(_P["not_requests"], part):
        return False
    found = False
    for m in (*_RECEIVED.finditer(part), *_RECEIVED_BEFORE.finditer(part)):
        about = m["about"] or "公开申请"
        if re.search("复议|诉讼|投诉|咨询|举报", about):
            continue
        if "公开" not in about and line.section != "requests":
            continue
        lead = sentence + part[: m.start()]
        if other_year(lead, context.year) or looks_damaged(m):
            continue
        start = at + part.rfind("，", 0, m.start()) + 1 if m.start() > 45 else at
        found = _received(line, start, at + m.end(), m, lead, context) or found
    if (
        found
        or asked
        or line.section == "requests"
        or re.search(
            r"公开申请|公开的申请|(?<!依)申请公开|依申请(?!公开(?:的)?(?:政府)?(?:信息)?\d)", part
        )
    ):
        _parts(line, at, part, context, found or asked)
    return found or asked


def _received(line: Line, start: int, end: int, m: re.Match[str], lead: str,
              context: Context) -> bool:  # fmt: skip
    """Add the number of requests that ``m`` states; return whether it is of all requests."""
    value, near = number(m)
    cumulative, unclear = _period(lead)
    common = {"unit": m["unit"], "approximate": near, "cumulative": cumulative}
    clause = re.split("[，；（]", lead)[-1]
    named = [k for k, p in _P["request_channels"].items() if re.search(p, m["about"])]
    if not named and re.search("通过|以", clause):
        named = [k for k, p in _P["request_channels"].items() if re.search(p, clause)]
    if len(named) == 1:
        context.add(line, start, end, f"requests_channel_{named[0]}", value, **common)
        return True
    if len(named) > 1 and re.search(r"各$", m["about"]):
        context.abstain("requests_received", "two_candidates", line, start, end)
        return False
    handled = m["verb"] in ("办理", "收到和办理", "收办")
    indicator = "requests_handled" if handled else "requests_received"
    for known in context.of(indicator):
        if known.cumulative == cumulative and known.value != value:
            context.abstain(indicator, "two_candidates", line, start, end)
            return False
    figure = context.add(line, start, end, indicator, value, **common)
    if unclear:
        context.findings.append(
            Finding(
                "period_unclear", "warning",
                f"{indicator} {value}: 'as of' a day, without a word that says whether it is of the "
                "year or since the beginning",
                f"{indicator} {value}：仅写“截至”，未说明是本年数还是历年累计",
                indicator=indicator, found=value, where=figure.where,
            )
        )  # fmt: skip
    return True


def _period(lead: str) -> tuple[bool | None, bool]:
    """Decide year against cumulative: a report's requests are the year's where nothing else is said."""
    nearest = re.split(r"\d(?:余|多)?(?:件|宗|起|份|条)", lead)[-1]
    cumulative, unclear = period_of(nearest, lead)
    return (None, True) if unclear else (bool(cumulative), False)


def _parts(line: Line, at: int, part: str, context: Context, found: bool) -> None:
    """Read what stands beside the number of requests: parts, answers and outcomes."""

    def add(m: re.Match[str], indicator: str, prefix: str = "", **more: object) -> None:
        if other_year(part[: m.start()], context.year):
            return
        value, near = _prefixed(m, prefix)
        context.add(line, at + m.start(), at + m.end(), indicator, value, unit=m[f"{prefix}unit"],
                    approximate=near, cumulative=False, **more)  # fmt: skip

    if not _NUMBERED.search(part):
        return
    if "转" in part:
        for m in _OVER.finditer(part):
            add(m, "requests_carried_over", "" if m["num"] else "b_")
        for m in _FORWARD.finditer(part):
            add(m, "requests_carried_forward", "" if m["num"] else "b_")
    for m in _ANSWERS.finditer(part):
        add(m, "answers_total")
    for m in _ANSWERED.finditer(part):
        if not re.search(
            r"同意|不予|部分|其[他它]|免[予于]|不存在|无法|”",
            part[max(0, m.start() - 6) : m.start()],
        ):
            add(m, "requests_answered")
    for channel, pattern in _CHANNELS:
        for m in pattern.finditer(part):
            # "信函、传真2件" is one number for two channels, "信函、传真各2件" one for each.
            if not re.search(r"[^\d，。；、（：件宗起份条][、和及]$", part[: m.start()]):
                add(m, f"requests_channel_{channel}")
    if found:
        for name, pattern in _APPLICANTS:
            for m in pattern.finditer(part):
                add(m, "requests_by_applicant", label=name)
    era = _OUTCOMES["since_2019" if context.since_2019 else "before_2019"]
    taken: list[tuple[int, int]] = []
    for indicator, pattern in era:
        for m in pattern.finditer(part):
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
