"""Category: from a printed label of a class of items to its harmonised category, or to none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from toolkit.codebook.files import check_language, load_yaml
from toolkit.errors import FormError
from toolkit.values import fold

_DROPPED = re.compile(r"[\s“”‘’\"'「」『』《》〈〉]+")
#: What a listed label and a printed one may both end in.
_TAIL = re.compile(r"(?:类信息|信息类|类|信息)$")
#: What a printed label may end in besides: the place on the site where the items stand.
_LONG_TAIL = re.compile(
    r"(?:类信息|信息类|类|信息|公开|栏目|专栏|板块|版块|领域|专题|方面|类别|相关|更新量|\([^()]*\))$"
)
#: What joins the names of several classes in one label.
_JOINED = re.compile("、|(?<!、)[和及与](?!.*、)")
#: Whose a class is, before its name: 乡概况, 局领导信息, 市级政策文件.
_LEVEL = re.compile(r"(?:[省市县区旗州]级?|乡镇|镇街|街道|[乡镇局委])(?=..)")
#: Classes of which a name with a level before it may be something wider.
_NOT_BY_LEVEL = frozenset(("catalogue", "other", "mixed_updates"))
#: Names of bodies, and documents that are counted by themselves: 县政府机构, 市政府规章.
_BY_ITSELF = frozenset(("政府机构", "机构", "政府规章", "规章", "省政府规章", "规范性文件"))
#: Reports share their labels: what so many of them mean is kept.
_KEPT = 8192


@dataclass(frozen=True, slots=True)
class Category:
    """One harmonised category of disclosed items."""

    id: str
    zh: str
    en: str
    labels: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    wider_than: str | None = None

    def label(self, language: str = "zh") -> str:
        """Return the label in ``zh`` or ``en``."""
        return str(getattr(self, check_language(language)))


#: Categories that a file of one's own has added in this process; see :mod:`toolkit.codebook.own`.
ADDED: dict[str, Category] = {}


def categories() -> Mapping[str, Category]:
    """Return every harmonised category by id: those of the codebook, then those of one's own."""
    return _shipped() | ADDED


@cache
def _shipped() -> dict[str, Category]:
    return {id_: _entry(id_, c) for id_, c in load_yaml("categories.yml").items()}


@cache
def as_printed() -> Mapping[str, Category]:
    """Return the groups of labels that were looked at and belong to no category; each says why."""
    return {id_: _entry(id_, c) for id_, c in load_yaml("as_printed.yml").items()}


def _entry(id_: str, entry: Mapping[str, Any]) -> Category:
    words = {f"<{k}>": f"(?:{'|'.join(v)})" for k, v in entry.get("words", {}).items()}
    patterns = []
    for pattern in entry.get("patterns", ()):
        for name, either in words.items():
            pattern = pattern.replace(name, either)
        patterns.append(pattern)
    return Category(
        id_, entry["zh"], entry["en"], tuple(entry["labels"]), tuple(patterns),
        entry.get("wider_than"),
    )  # fmt: skip


def label_keys(label: str) -> list[str]:
    """Return what a printed label is looked up by: folded as a whole, then without its endings.

    Examples
    --------
    >>> label_keys("「政務動態」類信息"), label_keys("动态")
    (['政务动态类信息', '政务动态'], ['动态'])
    """
    keys = [_DROPPED.sub("", fold(label)).replace("计畫", "计划")]
    while True:
        shorter = _LONG_TAIL.sub("", keys[-1])
        if shorter == keys[-1] or len(shorter) < 2:
            return keys
        keys.append(shorter)


def listed_keys(label: str) -> list[str]:
    """Return what a listed label is found by; fewer endings are taken off than of a printed one.

    政务公开 is the catalogue, but 政务 is not: only what is printed may stand on the way to a label.
    """
    key = _DROPPED.sub("", fold(label))
    short = _TAIL.sub("", key)
    return [key, short] if len(short) >= 2 and short != key else [key]


def index_of(entries: Iterable[tuple[str, str | None]], source: str) -> dict[str, str | None]:
    """Return ids by the keys of their labels; a label with two different ids is refused."""
    index: dict[str, str | None] = {}
    for label, id_ in entries:
        for key in listed_keys(label):
            if index.setdefault(key, id_) != id_:
                raise FormError(f"{source}: label {label!r} stands in {index[key]!r} and {id_!r}")
    return index


@cache
def _index() -> dict[str, str | None]:
    """Return the category of every listed label; None for those that stay as printed."""
    kept = [(label, None) for g in as_printed().values() for label in g.labels]
    classed = [(label, c.id) for c in _shipped().values() for label in c.labels]
    return index_of([*classed, *kept], "categories.yml, as_printed.yml")


@cache
def _patterns() -> list[tuple[re.Pattern[str], str | None]]:
    groups = [(p, None) for g in as_printed().values() for p in g.patterns]
    classed = [(p, c.id) for c in _shipped().values() for p in c.patterns]
    return [(re.compile(pattern), id_) for pattern, id_ in [*groups, *classed]]


@lru_cache(maxsize=_KEPT)
def category_of(label: str) -> str | None:
    """Return the harmonised category of a printed label, or None where nobody has mapped it.

    Examples
    --------
    >>> category_of("政务动态类信息"), category_of("业务动态类"), category_of("旅游资讯")
    ('work_updates', 'business_updates', None)
    >>> category_of("审计动态"), category_of("统计动态"), category_of("双公示专栏")
    ('work_updates', None, 'enforcement')
    """
    index, keys = _index(), label_keys(label)
    for key in keys:
        if key in index:
            return index[key]
    for pattern, id_ in _patterns():
        if any(pattern.fullmatch(key) for key in keys):
            return id_
    # "政府规章、规范性文件类": classes of one category joined are of it.
    parts = _JOINED.split(keys[-1], maxsplit=1)
    if len(parts) == 2:
        first = category_of(parts[0])
        return first if first and category_of(parts[1]) == first else None
    for key in keys:
        level = _LEVEL.match(key)
        id_ = index.get(key[level.end() :]) if level else None
        if level and id_ and id_ not in _NOT_BY_LEVEL and key[level.end() :] not in _BY_ITSELF:
            return id_
    return None


@cache
def _listed() -> frozenset[str]:
    groups = (*as_printed().values(), *_shipped().values())
    return frozenset(_DROPPED.sub("", fold(label)) for g in groups for label in g.labels)


def is_listed(label: str) -> bool:
    """Return whether a label stands in the codebook as it is printed, with all of its endings.

    Examples
    --------
    >>> is_listed("财务公开"), is_listed("政策法规公开")
    (True, False)
    """
    return _DROPPED.sub("", fold(label)) in _listed()


def kept_as_printed(label: str) -> str | None:
    """Return the group of ``as_printed.yml`` that a label stands in, None for one nobody looked at.

    Examples
    --------
    >>> kept_as_printed("统计动态"), kept_as_printed("政务信息"), kept_as_printed("星际旅行")
    ('near_miss', 'everything', None)
    """
    if category_of(label) is not None:
        return None
    keys = label_keys(label)
    found = {g.id: {k for x in g.labels for k in listed_keys(x)} for g in as_printed().values()}
    for key in keys:
        for id_, listed in found.items():
            if key in listed:
                return id_
    for group in as_printed().values():
        if any(re.fullmatch(p, key) for p in group.patterns for key in keys):
            return group.id
    return None
