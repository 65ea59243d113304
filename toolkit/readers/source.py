"""Source: the bytes of one file under a name, opened with one clear error where that fails."""

from __future__ import annotations

import os
import re
import stat
import zlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from toolkit.errors import ParameterError, ReadError, SourceError
from toolkit.readers.archive import Archive, is_archive
from toolkit.readers.encoding import Decoded, decode

#: A report is a page; what is larger than this is something else, and would fill the memory.
MAX_BYTES = 64 * 1024 * 1024
_GZIP = b"\x1f\x8b\x08"
_BLANK = re.compile(rb"[ \t\r\n\f\v\x00]*+")


@dataclass(frozen=True)
class Source:
    """The bytes of one file, and the name to call it by in messages.

    ``packed`` are the bytes of the file itself where it was a page packed with gzip.
    """

    data: bytes
    name: str
    packed: bytes | None = None

    @cached_property
    def decoded(self) -> Decoded:
        """The bytes as text; ReadError where they are no text."""
        decoded = decode(self.data)
        if decoded is None:
            raise ReadError(f"{self.name}: binary data, not text; give the report's page or text")
        return decoded

    @cached_property
    def archive(self) -> Archive | None:
        """The members of a ZIP file; None where it is none, ReadError where it is damaged."""
        return Archive(self.data, self.name) if is_archive(self.data) else None


def one_line(name: str) -> str:
    """Return a file name that prints safely on one line."""
    printable = name.encode("utf-8", "replace").decode("utf-8")
    if printable.isprintable():
        return printable
    return "".join(c if c.isprintable() else "?" for c in printable)


def open_source(source: str | Path | bytes, name: str | None = None) -> Source:
    """Read a path, or take bytes as they are.

    Raises
    ------
    SourceError
        The file is missing, a folder, not a regular file, or must not be read.
    ReadError
        It is larger than 64 MB, or empty.
    """
    if isinstance(source, bytes | bytearray | memoryview):
        data, shown = bytes(source), one_line(name or "<bytes>")
        if len(data) > MAX_BYTES:
            raise ReadError(_too_large(shown))
    elif isinstance(source, str | os.PathLike):
        shown = one_line(name or os.fspath(source))
        if not os.fspath(source):
            raise SourceError("a file without a name; give the path of a report")
        data = _read_file(source, shown)
    else:
        raise ParameterError(f"a document is a path or bytes, not {type(source).__name__}")
    packed = None
    if data.startswith(_GZIP):
        packed, data = data, _unpacked(data, shown)
    if _BLANK.fullmatch(data) or data in (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"):
        raise ReadError(f"{shown}: the file is empty; fetch it again")
    return Source(data, shown, packed)


def _unpacked(data: bytes, shown: str) -> bytes:
    """Unpack a page that was saved as it came over the network."""
    unpacker = zlib.decompressobj(wbits=31)
    try:
        unpacked = unpacker.decompress(data, MAX_BYTES + 1)
    except zlib.error:
        raise ReadError(f"{shown}: a damaged gzip file; fetch it again") from None
    if len(unpacked) > MAX_BYTES:
        raise ReadError(_too_large(shown))
    if not unpacker.eof:
        raise ReadError(f"{shown}: a gzip file that is cut off; fetch it again")
    if unpacked[257:262] == b"ustar" or unpacked.startswith(_GZIP):
        raise ReadError(f"{shown}: a packed archive (gzip); unpack it and give the report in it")
    return unpacked


def _too_large(shown: str) -> str:
    return f"{shown}: larger than {MAX_BYTES >> 20} MB, too large for a report; give the page alone"


def _read_file(path: str | os.PathLike[str], shown: str) -> bytes:
    try:
        found = Path(path).stat()
        if stat.S_ISDIR(found.st_mode):
            raise SourceError(f"{shown}: is a folder; give the files in it")
        if not stat.S_ISREG(found.st_mode):
            raise SourceError(f"{shown}: not a regular file; give a file")
        if found.st_size > MAX_BYTES:
            raise ReadError(_too_large(shown))
        return Path(path).read_bytes()
    except FileNotFoundError:
        raise SourceError(f"{shown}: no such file; check the path") from None
    except PermissionError:
        raise SourceError(f"{shown}: may not be read; check its permissions") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SourceError(f"{shown}: cannot be opened ({reason}); check the path") from None
