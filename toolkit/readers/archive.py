"""Archive: the members of a ZIP file, opened within bounds of number, size and expansion."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

from toolkit.errors import ReadError

#: An office file has some dozens of members; a report with a picture on every page some hundreds.
MAX_MEMBERS = 5_000
#: Expanded bytes of one member, unless a reader asks for fewer, and of all that are read.
MAX_PART = 64 * 1024 * 1024
MAX_TOTAL = 128 * 1024 * 1024
#: No text of people packs tighter; checked from a size on at which it could do harm.
MAX_RATIO = 300
_HARMLESS = 2 * 1024 * 1024

_SIGNATURE = b"PK\x03\x04"
_ENTRY = b"PK\x01\x02"
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
#: What the standard library raises on bytes that are no ZIP file after all.
_BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, OverflowError, LookupError,
    RuntimeError, NotImplementedError,
)  # fmt: skip


def is_archive(data: bytes) -> bool:
    """Whether the content is a ZIP file."""
    return data.startswith(_SIGNATURE)


@dataclass
class Archive:
    """A ZIP file whose members are read one by one, never written anywhere.

    Names are compared without regard to case, as office programs do.

    Parameters
    ----------
    data : bytes
        The file.
    name : str
        What to call it in messages.

    Raises
    ------
    ReadError
        It is damaged, has too many members, two of one name, or one whose name is no plain path.
    """

    data: bytes
    name: str

    def __post_init__(self) -> None:
        # The standard library makes an object for every entry before it tells how many there are.
        if self.data.count(_ENTRY) > MAX_MEMBERS:
            raise self._error(f"more than {MAX_MEMBERS} files packed in one")
        self._members: dict[str, zipfile.ZipInfo] = {}
        self._left = MAX_TOTAL
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(self.data))
            infos = self._zip.infolist()
        except _BROKEN as error:
            raise self._error(f"a damaged or incomplete ZIP file ({_short(error)})") from None
        for info in infos:
            path = info.filename.replace("\\", "/")
            if path.startswith("/") or ":" in path or ".." in path.split("/"):
                raise self._error("a packed file whose name points outside")
            if path.lower() in self._members:
                raise self._error("two packed files of the same name")
            self._members[path.lower()] = info

    def names(self) -> tuple[str, ...]:
        """Return the names of all members, in lower case."""
        return tuple(self._members)

    def __contains__(self, member: str) -> bool:
        return member.lower() in self._members

    def read(self, member: str, most: int = MAX_PART) -> bytes:
        """Return the expanded bytes of one member.

        Parameters
        ----------
        member : str
            Its name.
        most : int
            Largest size allowed; what its header says is not trusted.

        Raises
        ------
        ReadError
            It is not there, encrypted, damaged, or expands beyond the bounds.
        """
        info = self._members.get(member.lower())
        if info is None:
            raise self._error("a part of the file is missing")
        return b"".join(self._pieces(info, most))

    def check(self, most: int = MAX_PART) -> None:
        """Expand every member and keep nothing: for a library that then opens the file itself.

        Raises
        ------
        ReadError
            One of them is encrypted, damaged or expands beyond the bounds.
        """
        for info in self._members.values():
            for _ in self._pieces(info, most):
                pass

    def _pieces(self, info: zipfile.ZipInfo, most: int) -> Iterable[bytes]:
        if info.flag_bits & 0x1:
            raise self._error("locked with a password", "save it without one")
        if info.compress_type not in _METHODS:
            raise self._error("packed in a way that office programs do not use")
        packed = max(info.compress_size, 1)
        size = 0
        try:
            with self._zip.open(info) as stream:
                while piece := stream.read(1 << 20):
                    size += len(piece)
                    self._left -= len(piece)
                    if size > most or self._left < 0:
                        raise self._error("expands beyond what a report holds")
                    if size > _HARMLESS and size > MAX_RATIO * packed:
                        raise self._error("expands more than any text does")
                    yield piece
        except _BROKEN as error:
            raise self._error(f"a damaged or incomplete ZIP file ({_short(error)})") from None

    def _error(self, what: str, todo: str = "fetch it again or save it anew") -> ReadError:
        return ReadError(f"{self.name}: {what}; {todo}")


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:60] or type(error).__name__
