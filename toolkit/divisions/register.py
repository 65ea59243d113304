"""Register: the divisions and publishers that there are, the official list with an overlay over it."""

from __future__ import annotations

import csv
import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, lru_cache
from pathlib import Path

from toolkit.datadir import data_dir
from toolkit.errors import FormError, SourceError

#: The first yearly list there is.
FIRST_LISTED_YEAR = 2008
#: The newest yearly list there is; later years carry it forward (see :func:`carried_forward`).
LAST_LISTED_YEAR = 2024
#: The file beside the reports of a folder that is laid over the official list.
OVERLAY_FILE = "divisions.csv"

#: Endings of names that are left out in speech.
_SUFFIXES = ("县", "区", "市", "旗", "省", "盟", "州", "地区", "新区", "林区", "特区")
_AUTONOMOUS = ("自治县", "自治旗", "自治州", "自治区")
LEVELS = {"1": "province", "2": "prefecture", "3": "county", "zone": "zone"}
COLUMNS = ("code", "name", "level", "province", "prefecture", "from", "to", "successors")

#: Codes of no standard: six digits of the division above, a letter for the kind, what tells it apart.
LOCAL_CODE = re.compile(r"\d{6}[ZDT](?:\d{2}|[0-9a-f]{6})")
_OFFICIAL_CODE = re.compile(r"\d{6}")
_LETTERS = {"zone": "Z", "department": "D", "township": "T"}


@dataclass(frozen=True, slots=True)
class Division:
    """One division as it stood from ``first`` to ``last``; None where the list has no such end.

    ``last`` is the last year whose list still holds it. ``successors`` are ``code@year``. ``overlay``
    is the file that a division comes from which the toolkit does not have, or has otherwise.
    """

    code: str
    name: str
    level: str
    province: str
    prefecture: str
    first: int | None = None
    last: int | None = None
    successors: tuple[str, ...] = ()
    overlay: str | None = None

    @property
    def synthetic(self) -> bool:
        """Whether it is one of the fictional divisions of the demonstration data."""
        return self.code.startswith("99")

    @property
    def official(self) -> bool:
        """Whether its code is one of GB/T 2260; False for a zone, which has only a local code."""
        return not is_local(self.code)

    @property
    def full_name(self) -> str:
        """The name with its parents in front, without saying a name twice."""
        parts = [self.province, self.prefecture, self.name]
        return "".join(dict.fromkeys(p for p in parts if p))

    def exists(self, year: int) -> bool:
        """Whether the list of ``year`` holds it; years after the newest list carry that forward."""
        return (self.first or 0) <= year <= (self.last or 9999)


@dataclass(frozen=True, slots=True)
class Publisher:
    """A publisher that is no division but reports for one, such as a zone.

    A zone with a local code is a place of its own (``province`` and ``prefecture`` say where); one
    with the code of a county reports for that county.
    """

    name: str
    names: tuple[str, ...]
    code: str
    level: str
    first: int | None = None
    last: int | None = None
    joined: int | None = None
    note: Mapping[str, str] = field(default_factory=dict)
    province: str = ""
    prefecture: str = ""


@dataclass(frozen=True, eq=False)
class Table:
    """Every division and publisher that names are looked up in.

    Attributes
    ----------
    divisions : tuple of Division
        The official list, the demonstration data, the zones, the overlay.
    publishers : tuple of Publisher
        Those of ``data/publishers.yml``.
    overlay : str or None
        The file that was laid over the list.
    """

    divisions: tuple[Division, ...]
    publishers: tuple[Publisher, ...]
    overlay: str | None = None

    @cached_property
    def index(self) -> Mapping[str, tuple[Division, ...]]:
        """The divisions by code and by name."""
        index: dict[str, list[Division]] = defaultdict(list)
        for item in self.divisions:
            index[item.name].append(item)
            index[item.code].append(item)
        return {key: tuple(items) for key, items in index.items()}

    @cached_property
    def shortened(self) -> Mapping[str, tuple[Division, ...]]:
        """The divisions by their names without a suffix."""
        index: dict[str, list[Division]] = defaultdict(list)
        for item in self.divisions:
            for cut in range(2, len(item.name)):
                rest = item.name[cut:]
                if rest in _SUFFIXES or rest.endswith(_AUTONOMOUS):
                    index[item.name[:cut]].append(item)
        return {key: tuple(items) for key, items in index.items()}

    def with_code(self, code: str) -> list[Division]:
        """Return the divisions that have borne a code, in the order of the list."""
        return [d for d in self.index.get(code, ()) if d.code == code]


#: Where names are looked up: None for the official list, the path of an overlay, or a table.
Source = str | Path | Table | None


def carried_forward(year: int) -> bool:
    """Whether no list of ``year`` exists, so that the one of 2024 stands in for it."""
    return year > LAST_LISTED_YEAR


def is_local(code: str | None) -> bool:
    """Whether a code is a local one, which no standard has.

    Examples
    --------
    >>> is_local("421200Z01"), is_local("421202")
    (True, False)
    """
    return bool(code and LOCAL_CODE.fullmatch(code))


def local_code(parent: str | None, level: str, name: str) -> str:
    """Return the local code of a zone, department or township that no list has; always the same.

    Parameters
    ----------
    parent : str or None
        Code of the division that it belongs to; None where it is not known.
    level : {"zone", "department", "township"}
        What it is.
    name : str
        Its printed name.

    Examples
    --------
    >>> local_code("110101", "department", "东城区审计局")
    '110101D1756bc'
    """
    above = (parent or "")[:6].rjust(6, "0")
    return f"{above}{_LETTERS[level]}{hashlib.sha256(name.encode()).hexdigest()[:6]}"


def table(source: Source = None) -> Table:
    """Return the table of an overlay's path, or of none; made once for the same file content.

    Raises
    ------
    SourceError
        The overlay cannot be opened.
    FormError
        The overlay breaks the rules, or says otherwise than the official list; the line tells where.
    """
    if isinstance(source, Table):
        return source
    if source is None:
        return _official()
    try:
        content = Path(source).read_bytes()
    except OSError as error:
        raise SourceError(f"{source}: cannot be read ({error.strerror})") from None
    return _overlaid(str(source), content)


@cache
def _official() -> Table:
    out: list[Division] = []
    for part in ("divisions.csv", "demo/divisions.csv"):
        path = data_dir() / part
        try:
            with path.open(encoding="utf-8", newline="") as handle:
                out.extend(_division(row) for row in csv.DictReader(handle))
        except FileNotFoundError:
            if part == "divisions.csv":
                raise
        except (KeyError, ValueError) as error:
            raise FormError(
                f"{path}: {error}: the columns are those of data/divisions.csv"
            ) from None
    known = _publishers()
    zones = (
        Division(p.code, p.name, "zone", p.province, p.prefecture, p.first, p.last)
        for p in known
        if is_local(p.code)
    )
    return Table((*out, *zones), known)


def _division(row: Mapping[str, str], overlay: str | None = None) -> Division:
    return Division(
        code=row["code"],
        name=row["name"],
        level=LEVELS[row["level"]],
        province=row["province"],
        prefecture=row["prefecture"],
        first=int(row["from"]) if row["from"] else None,
        # The file names the first year without the division.
        last=int(row["to"]) - 1 if row["to"] else None,
        successors=tuple(row["successors"].split()),
        overlay=overlay,
    )


def _publishers() -> tuple[Publisher, ...]:
    import yaml

    path = data_dir() / "publishers.yml"
    rows = yaml.load(
        path.read_text(encoding="utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    )
    try:
        return tuple(Publisher(**{**row, "names": tuple(row["names"])}) for row in rows)
    except (TypeError, KeyError) as error:
        raise FormError(f"{path}: {error}: the keys are those of Publisher") from None


@lru_cache(maxsize=16)
def _overlaid(path: str, content: bytes) -> Table:
    """Return the official table with the rows of an overlay; every line is held against the list."""
    base = _official()
    try:
        lines = content.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise FormError(f"{path}: is not UTF-8: save it as CSV in UTF-8") from None
    reader = csv.DictReader(lines)
    lacking = [c for c in COLUMNS if c not in (reader.fieldnames or ())]
    if lacking:
        raise FormError(f"{path}: line 1: no column {lacking[0]!r}: use {','.join(COLUMNS)}")
    found = dict.fromkeys(base.divisions)
    by_code: dict[str, list[Division]] = defaultdict(list)
    for d in base.divisions:
        by_code[d.code].append(d)
    added: dict[Division, str] = {}
    try:
        rows = [(reader.line_num, row) for row in reader]
    except csv.Error as error:
        raise FormError(f"{path}: line {reader.line_num}: is not CSV ({error})") from None
    for number, row in rows:
        where = f"{path}: line {number}"
        new = _overlay_row(where, path, row)
        old = next((d for d in by_code[new.code] if _overlap(d, new)), None)
        if old is not None and replace(new, overlay=old.overlay) == old:
            continue  # the list says the same: nothing is added
        if old is not None:
            # What the list leaves open may end after its last year; anything else contradicts it.
            later = new.last is not None and new.last >= LAST_LISTED_YEAR
            ends = replace(new, overlay=None, last=None, successors=old.successors)
            if not (later and old.overlay is None and ends == old):
                raise FormError(
                    f"{where}: {new.code} {new.name} contradicts the list, which has"
                    f" {old.full_name} {old.code} from {old.first or 'before 2008'} to"
                    f" {old.last or 'today'}: correct the line, or leave it out"
                )
            found.pop(old)
            by_code[new.code].remove(old)
        found[new] = None
        by_code[new.code].append(new)
        added[new] = where
    _check_added(added, found, by_code)
    return Table(tuple(found), base.publishers, path)


def _check_added(
    added: Mapping[Division, str],
    found: Iterable[Division],
    by_code: Mapping[str, list[Division]],
) -> None:
    """Refuse a name that stands twice below one prefecture, and successors that nothing is."""
    named: dict[tuple[str, str, str, str], list[Division]] = defaultdict(list)
    for d in found:
        named[d.province, d.prefecture, d.name, d.level].append(d)
    for new, where in added.items():
        for d in named[new.province, new.prefecture, new.name, new.level]:
            if d != new and _overlap(d, new):
                raise FormError(
                    f"{where}: {new.full_name} {new.code} stands in the list already, as {d.code}:"
                    " use that code, or say from when"
                )
        for successor in new.successors:
            code, _, year = successor.partition("@")
            if not year.isdigit() or not any(d.exists(int(year)) for d in by_code.get(code, ())):
                raise FormError(
                    f"{where}: successor {successor!r} is no division of that year: write code@year,"
                    " and add its own line"
                )


def _overlay_row(where: str, path: str, row: Mapping[str, str | None]) -> Division:
    cells = {c: (row.get(c) or "").strip() for c in COLUMNS}
    if cells["level"] not in LEVELS:
        raise FormError(
            f"{where}: level {cells['level']!r} is unknown: use one of {', '.join(LEVELS)}"
        )
    for key in ("from", "to"):
        if cells[key] and not re.fullmatch(r"\d{4}", cells[key]):
            raise FormError(f"{where}: {key} {cells[key]!r} is not a year: write 2025, or nothing")
    if not cells["name"] or not cells["province"]:
        raise FormError(f"{where}: name and province are needed")
    zone = cells["level"] == "zone"
    if not (LOCAL_CODE if zone else _OFFICIAL_CODE).fullmatch(cells["code"]):
        form = "a zone's is local, such as 350100Z01" if zone else "six digits"
        raise FormError(f"{where}: code {cells['code']!r} does not fit: {form}")
    if cells["from"] and cells["to"] and int(cells["from"]) >= int(cells["to"]):
        raise FormError(f"{where}: ends in {cells['to']}, before it begins: check from and to")
    return _division(cells, path)


def _overlap(one: Division, other: Division) -> bool:
    return (one.first or 0) <= (other.last or 9999) and (other.first or 0) <= (one.last or 9999)
