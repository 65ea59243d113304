"""Inverted: the thing that is counted stands behind its number, as in "举办3期培训班"."""

from __future__ import annotations

import re

from toolkit.prose.counts import Count

#: A verb, or nothing: then the thing counted may stand behind the number. Before that is asked, the
#: last character of such words.
INVERTED_ENDS = frozenset("到理接定台发办开布织展备应排收受复版的由有设立了共计并确实派")
_INVERTED = re.compile(
    r"(?:^|收到|受理|接到|制定|出台|印发|举办|召开|公开|发布|组织|开展|配备|回应|安排|明确|确定|落实|指定|抽调|选派|新收|制发|接受|答复|办理|出版|的|由|有|设|设有|设立)(?:了|的|共|共计|并|有)*$"
)
#: Before the number of cases of which results follow.
_AMONG = frozenset(("在", "上述", "在上述", "这", "在这", "在全部"))
_CASES = re.compile(
    r"(?:涉及|有关)?(?:政府)?(?:信息公开)?(?:的)?(?P<kind>(?:行政)?(?:复议|诉讼))(?:案件|申请|案)?(?:当)?中"
)
_NOUN = re.compile(r"(?:专、兼职)?[^，。；：、（）\d]{1,18}")
_NOUN_ENDS = ("中", "里", "和", "均", "已", "全部")
#: What stands behind is no thing that is counted: it denies, or tells how far a thing has come.
_NO_THING = re.compile("[未没无]|正在|尚在|仍在|尚需|仍需")
#: Bodies that do something: "56个部门开展培训", "5个单位举办了新闻发布会" count the bodies.
_BODIES = re.compile(
    "(?:部门|单位|机关|乡镇|镇街|街道|村|社区|局|企业|学校|科室|县区|县市区)(?!信息公开|政务公开)[^，。；]*(?:举办|召开|开展|组织|发布|公开|制定|出台|印发|收到|受理|接受|参加|培训|解读|公布)"
)


def turned(clean: str, c: Count, words: str) -> str:
    """Return verb and noun without the number between them: "举办3期培训班", "收到12件申请"."""
    if words in _AMONG and (cases := _CASES.match(clean, c.end)):
        # "在6件行政复议中，维持5件".
        return cases["kind"]
    if words and not (words[-1] in INVERTED_ENDS and _INVERTED.search(words)):
        return ""
    noun = _NOUN.match(clean, c.end)
    if noun is None or _NO_THING.search(noun[0]) or (
        c.unit in ("个", "家") and _BODIES.search(noun[0])
    ):  # fmt: skip
        return ""
    if c.unit == "人" and noun[0].startswith("负责") and words.endswith("由"):
        # "信息公开日常工作由1人负责".
        return f"{words}专人负责" if "公开" in words else ""
    thing = _without_end(noun[0])
    return words + thing if thing else ""


def _without_end(noun: str) -> str:
    """Return a noun without the words behind it that begin another thought."""
    charge = noun.find("负责")
    for verb in ("从事", "承办", "承担") if charge < 0 else ():
        charge = noun.find(verb) if charge < 0 else charge
    if charge >= 0:
        # "由1人专门负责信息公开工作": what somebody is in charge of is not counted.
        return (
            noun[: charge + 2]
            if noun.endswith("专门", 0, charge)
            else (noun[:charge].removesuffix("具体").removesuffix("主要"))
        )
    for end in _NOUN_ENDS:
        if noun.endswith(end):
            return noun.removesuffix(end)
    return noun
