"""Rows: classes one after another that need neither a total nor a word that opens their list."""

from __future__ import annotations

import re

from toolkit.codebook import kept_as_printed
from toolkit.prose.labels import known, label_of

#: One class of a row, with the share that may follow it: "政策法规类487条，占7.1%；".
_CLASS = re.compile(
    r"(?:（\d{1,2}）|\d{1,2}[.、])?(?P<label>[^，。；：\d%]{2,24})\d+条"
    r"(?:，?（?占[^，。；\d]{0,12}[\d.]+%）?)?(?P<mark>[、，；。]|$)"
)
#: Of how many classes a row is asked.
_ASKED, _SURE = 3, 2


def begins_row(clean: str, at: int) -> bool:
    """Whether three classes follow one another from ``at`` on, as the codebook knows them.

    Examples
    --------
    >>> begins_row("机构职能类3条，占10%；政策法规类9条，占30%；工作动态类18条，占60%。", 0)
    True
    >>> begins_row("许可类3条，处罚类9条。", 0)
    False
    """
    sure = 0
    for _ in range(_ASKED):
        found = _CLASS.match(clean, at)
        label = label_of(found["label"]) if found and "其中" not in found["label"] else None
        if found is None or label is None:
            return False
        if known(label):
            sure += 1
        elif kept_as_printed(label) is None:
            return False
        at = found.end()
    return sure >= _SURE
