"""Doubted: what looks like a total or a class of items and may be something else; it is left unread."""

from __future__ import annotations

import re

from toolkit.codebook import is_listed, kept_as_printed
from toolkit.figure import Figure
from toolkit.prose.classes import is_class
from toolkit.prose.context import Context
from toolkit.prose.counts import Count
from toolkit.prose.labels import body_of, known, label_of
from toolkit.prose.listing import Listing
from toolkit.prose.subject import is_own
from toolkit.prose.text import Line, part_end

#: What was done, not what was published: "办理人大代表建议6件". Only where a label begins so.
_DONE = re.compile(
    "(?:全年|年内|今年|本年度?|全[县区市镇乡]|我[局县区市镇乡]|共|累计|已|并|还)*"
    "(?:办理|办结|处理|处置|审核|审查|审定|审议|查处|查办|检查|抽查|抽检(?!信息|结果)|受理(?!公示)|接待|开展|举办|召开|组织(?!机构)|参加"
    "|完成|建成|建立|新建|新设|设立|开设|开通|编制|编写|编印|修订|修改|梳理|整理|归集|收集|采集|汇总|接收|移交|征集(?!意见)|录制|制作|拍摄|下发|转办|交办"
    "|审批(?!公示|结果|决定|信息|类)|核发|发放|颁发|清理|整改|关停|撤下|删除|退回|纠正|整合|调整|优化|新增|更换|报送|上报|采用|回应|帮助|解决|走访)"
)
#: Times and sums, which name nothing, and what is said of how items were counted.
_NAMES_NOTHING = re.compile(
    "(?:本年度?|当年|今年|全年|历年|新增|累计|20\\d\\d年度?|的|共|合计|总计)+|.*(?:的计|方式公开|途径公开|重复(?:公开|发布))|(?:全文)?电子化"
    "|(?:历史|存量|以往|往年)(?:政府)?信息|[省市县区镇乡村]级信息"
)
#: A body that the codebook does not know, with the verb.
_BODY_VERB = re.compile("(?:部|院|会|校|台|站|所|队|园|司|场|集团)(?:主动)?(?:公开|发布)$")
#: Places of a report's items that are one of several: they narrow a total.
_ONE_PLACE = re.compile("（[^（）]*(?:平台|网|微|公众号|栏|仅|不含|不包括|除)[^（）]*）")
#: One body speaks after its name: "县国土局：全年公开信息512条".
_ONE = re.compile(
    "(?:^|[，。；])(?P<name>[^，。；：、]{2,14}(?:局|委|委员会|办公室|镇|乡|街道|中心))：$"
)
#: What is left of the parts has a number of its own.
_REST = re.compile("其余|其[他它]|余下|剩余")
_MOST = re.compile("最[多高大]|居多|其次|居首|居第|首位")
#: The part of a site that is of disclosure: which of the two numbers is the report's is not said.
_NESTED = re.compile(
    r"[，（]其中[，：]?(?:主动公开的?|公开的?)?政府信息(?:公开)?(?:类|信息|目录)*(?:共|为)?\d+(?:条|件)(?:[。；]|$)"
)

#: Subjects that some of the items touch upon; one may touch upon several.
_TOUCHES = ("其中涉及", "涉及")
_COUNTED = re.compile(r"(\d+)[余多]?[条件篇份]")
#: "部门信息公开", "各乡镇政府信息": what bodies publish.
_OF_BODIES = re.compile("(?P<body>[^，。；]{2,10}?)(?:政府|政务)?信息(?:公开)?")
_HELD = re.compile("目录(?:管理)?(?:系统|平台|网站?)?[中上里内]?(?:共|已)*累计")
_NEXT_CLASS = re.compile(r"[、，](?P<label>[^，。；：、\d]{2,16})\d+[余多]?[条件篇份]")


def overlapping(line: Line, c: Count, words: str, listing: Listing, context: Context) -> bool:
    """Whether subjects that follow 涉及 may overlap, as they do not add up to their whole: they are left.

    A row of three or more behind one 涉及 tells what the whole contains.
    """
    if not words.startswith(_TOUCHES):
        return False
    clean, whole = line.clean, listing.whole
    stop = part_end(clean, c.end)
    counted = [int(n) for n in _COUNTED.findall(clean, c.start, stop)]
    if (whole is not None and sum(counted) == whole.value) or not (
        len(counted) < 3 or words.startswith("其中") or "涉及" in clean[c.end : stop]
    ):  # fmt: skip
        return False
    context.abstain("disclosed_by_category", "scope_unclear", line, c.begin, c.end)
    listing.pass_over(c)
    return True


def bodies_named(label: str) -> str | None:
    """Return the bodies whose items a label counts.

    Examples
    --------
    >>> bodies_named("县直部门信息公开"), bodies_named("财政信息公开")
    ('县直部门', None)
    """
    found = _OF_BODIES.fullmatch(label) if "信息" in label else None
    return body_of(found["body"]) if found else None


def read_bodies(line: Line, c: Count, bodies: str, listing: Listing,
                context: Context) -> Figure | None:  # fmt: skip
    """Read "部门信息公开1300条" as that of bodies; among classes it may be a column."""
    stop = part_end(line.clean, c.end)
    behind = _NEXT_CLASS.findall(line.clean[c.end : stop])
    among = listing.last is not None and listing.last.indicator == "disclosed_by_category"
    if among or bodies.endswith("级") or any(known(label_of(words)) for words in behind):
        context.abstain("disclosed_by_body", "scope_unclear", line, c.begin, c.end)
        return None
    return context.count(line, c, "disclosed_by_body", label=bodies)


def held_in_directory(subject: str, words: str) -> bool:
    """Whether a number is what a directory holds, of the year or of all: "目录系统累计发布"."""
    return "目录" in subject and "累计" in words and bool(_HELD.search(words))


def no_class(
    label: str, c: Count, category: str | None, whole: Figure | None, context: Context
) -> bool:
    """Whether a label with its number is more likely something else than a class of items.

    What the codebook maps, or has looked at, is one where it is no more than the whole; of other words
    it is asked that they name a thing, and that they are counted as items are.
    """
    if too_large(c, whole, context) or a_doing(label):
        return True
    if category is not None or kept_as_printed(label) is not None:
        return bool(_NAMES_NOTHING.fullmatch(label))
    if c.unit not in (None, "条") and not is_class(label) and (
        whole is None or c.unit != whole.unit
    ):  # fmt: skip
        return True
    return bool(_NAMES_NOTHING.fullmatch(label) or _BODY_VERB.search(label))


def too_large(c: Count, whole: Figure | None, context: Context) -> bool:
    """Whether a part is larger than its whole, and than any channel whose list it may stand in."""
    return whole is not None and whole.value is not None and c.value > whole.value and not any(
        f.indicator.startswith("disclosed_channel_") and (f.value or 0) >= c.value
        for f in context.figures
    )  # fmt: skip


def a_doing(label: str) -> bool:
    """Whether words for a class begin with what was done, and are no class of the codebook."""
    return bool(_DONE.match(label)) and not is_listed(label)


def narrowed(words: str) -> bool:
    """Whether a bracket between a total's words and its number says that it is of one place only.

    Examples
    --------
    >>> narrowed("公开政府信息（公文平台）"), narrowed("公开政府信息（条）")
    (True, False)
    """
    return "（" in words and bool(_ONE_PLACE.search(words))


def nested(clean: str, c: Count) -> bool:
    """Whether a site's number is followed by that of its disclosed part alone."""
    return clean.startswith("其中", c.end + 1) and bool(_NESTED.match(clean, c.end))


def no_sum(clean: str, c: Count, listing: Listing, context: Context) -> bool:
    """Whether a sum is that of a rest, or of the classes of one category only."""
    clause = clean[max(clean.rfind(m, 0, c.begin - 1) for m in "，。；：、") + 1 : c.begin]
    if _MOST.search(clause) or known(label_of(clause.rstrip("，")) or None):
        # "行政许可类最多，共1250条": that of the class.
        return True
    if listing.last is None:
        return False
    if _REST.search(clean, listing.end, c.start):
        return True
    kinds, count = set(), 0
    for figure in reversed(context.figures):
        if figure.indicator != "disclosed_by_category":
            break
        kinds.add(figure.category)
        count += 1
    return count > 1 and len(kinds) == 1 and None not in kinds


def of_one(clean: str, start: int, at: int, context: Context) -> bool:
    """Whether what follows a colon is said of one body that is not the report's own."""
    one = _ONE.search(clean, start, at)
    return one is not None and not is_own(one["name"], context)
