"""Publisher: from the printed name of who publishes to the place it belongs to and its level."""

from __future__ import annotations

import re
from functools import lru_cache

from toolkit.divisions import find_place, publishers

_TOWNSHIP = re.compile(r"(?:镇|乡|街道|苏木)(?:人民政府|办事处|党政办公室|政府)?$")
_DEPARTMENT = re.compile(
    r"(?:局|委员会|委|厅|院|中心|站|队|公司|馆|处|办|办公室|集团|银行|学校|大学|法院|检察院|所|社)$"
)
_ZONE = re.compile(
    r"(?:管理委员会|管委会|开发区|高新区|实验区|示范区|保税区|功能区|度假区|高新技术产业区)(?:办公室)?$"
)
_ENDING = re.compile(r"(?:省|市|县|区|旗|州|盟|地区|特区|林区)")


def level_of(publisher: str, year: int | None = None) -> str | None:
    """Return the publisher's level from its name alone, None for a plain government.

    ``township``, ``department`` or ``zone``; a zone whose reports are those of the whole county in
    ``year`` (see ``data/publishers.yml``) counts as ``county``.
    """
    for known in publishers():
        if publisher in known.names or re.sub("办公室$", "", publisher) in known.names:
            merged = known.joined is not None and year is not None and year >= known.joined
            return "county" if merged else known.level
    if _ZONE.search(publisher):
        return "zone"
    if _TOWNSHIP.search(publisher):
        return "township"
    if _DEPARTMENT.search(publisher):
        return "department"
    return None


@lru_cache(maxsize=1024)
def named_in_publisher(publisher: str, year: int | None) -> tuple[str | None, str | None]:
    """Return (place name, level) that a publisher's name holds.

    The name is the longest beginning that the list of divisions knows in ``year``; it may still fit
    more than one place. None where no beginning is known.
    """
    bare = re.sub(r"\s+", "", publisher).strip("“”\"'《》")
    level = level_of(bare, year)
    for known in publishers():
        if bare.startswith(known.name):
            return known.name, level
    ends = sorted({m.end() for m in _ENDING.finditer(bare)}, reverse=True)
    for end in ends:
        if find_place(bare[:end], year):
            return bare[:end], level
    # A name that the list knows only in other years is better than none.
    for end in ends:
        if find_place(bare[:end]):
            return bare[:end], level
    return None, level
