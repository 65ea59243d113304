"""Documents: whether rules or normative documents are meant, and those made or repealed of them."""

from __future__ import annotations

import re

from toolkit.figure import Figure
from toolkit.prose.around import Around
from toolkit.prose.context import Context
from toolkit.prose.counts import Count
from toolkit.prose.roles import UNITS
from toolkit.prose.text import last_part

#: What may be in force or repealed: named last, it is what is meant.
_NAMED = re.compile(
    "(?P<what>规章(?!制度)|规范性文件)|文件|制度|事项|证明|清单|账号|栏目|政策|合同|档案|证照"
)
_BOTH = re.compile("规章(?:、|和|及|与|或|以及)(?:行政)?规范性文件")
_MADE = re.compile("(?:含|其中|包括)?[，：]?(?P<way>新?制定|新?制发|新?出台|废止|宣布失效)(?:了)?")
_NAMED_BY_VERB = re.compile("公开|发布")
_LISTS = re.compile("其中|包括|分别|如下|涉及|：")


def named_by_verb(around: Around, c: Count) -> bool:
    """Whether documents are named behind a comma, with a verb before it and no word that opens a list."""
    lead = around.lead(c.begin)
    return lead.endswith("，") and bool(_NAMED_BY_VERB.search(lead)) and not _LISTS.search(lead)


def documents_named(lead: str, words: str, name: str) -> str | None:
    """Return the indicator of documents in force or repealed by what the sentence named last.

    "制定规章4件，废止1件" repeals rules; where a sentence names neither rules nor normative documents, or
    both at once, none is meant for certain.
    """
    lead = last_part(lead) + words
    both, named = -1, None
    for named in _NAMED.finditer(lead):
        joint = _BOTH.match(lead, named.start())
        both = joint.end() if joint else both
    if named is None or not named["what"] or named.end() <= both:
        return None
    kind = name.removeprefix("normative_documents_").removeprefix("rules_")
    return f"rules_{kind}" if named["what"] == "规章" else f"normative_documents_{kind}"


def read_made(around: Around, c: Count, words: str, context: Context) -> Figure | None:
    """Read how many rules were made or repealed behind their number: "规章11件（含新制定4件，废止4件）"."""
    made = _MADE.fullmatch(words)
    if made is None or c.unit not in UNITS["documents"] or c.unit == "条" or c.damaged:
        return None
    lead = around.lead(c.start)
    name = "issued" if made["way"].endswith(("制定", "制发", "出台")) else "repealed"
    made_or_repealed = f"rules_{name}"
    named = documents_named(lead, words, made_or_repealed)
    if named != made_or_repealed or around.other_year(c.start):
        return None
    return context.count(around.line, c, named)
