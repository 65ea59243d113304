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
_NOUN = re.compile(r"(?:专、兼职)?[^，。；：、（）\d]{1,18}")
#: "14个部门未发布解读": nothing is counted that was not done.
_DENIED = re.compile("未|没有|尚无")
_NOUN_ENDS = ("中", "里", "和", "均", "已", "全部")


def turned(clean: str, c: Count, words: str) -> str:
    """Return verb and noun without the number between them: "举办3期培训班", "收到12件申请"."""
    if words and not (words[-1] in INVERTED_ENDS and _INVERTED.search(words)):
        return ""
    noun = _NOUN.match(clean, c.end)
    thing = _without_end(noun[0]) if noun and not _DENIED.search(noun[0]) else ""
    return words + thing if thing else ""


def _without_end(noun: str) -> str:
    """Return a noun without the words behind it that begin another thought."""
    charge = noun.find("负责")
    if charge < 0:
        charge = noun.find("从事")
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
