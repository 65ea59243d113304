"""OLE files: what they hold is told by the streams at their top."""

from __future__ import annotations

import struct

import pytest

from toolkit.errors import ReadError
from toolkit.readers import read_document
from toolkit.readers.ole import is_ole, ole_kind

NONE = 0xFFFFFFFF


def entry(name: str, kind: int, left: int, right: int, child: int) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBLLL36xLQ", raw, len(raw), kind, 1, left, right, child, 0xFFFFFFFE, 0
    )  # fmt: skip


def ole(*top: str, inner: str = "", apart: int = 0) -> bytes:
    """An OLE file with empty streams; ``inner`` lies in a folder of the first entry.

    ``apart`` puts so many sectors between the two of its directory.
    """
    n = len(top)
    entries = [entry("Root Entry", 5, NONE, NONE, 1 if n else NONE)]
    for at, name in enumerate(top, 1):
        folder = inner and at == 1
        entries.append(
            entry(
                name,
                1 if folder else 2,
                NONE,
                at + 1 if at < n else NONE,
                n + 1 if folder else NONE,
            )
        )
    if inner:
        entries.append(entry(inner, 2, NONE, NONE, NONE))
    while len(entries) % 4:
        entries.append(bytes(68) + struct.pack("<LLL", NONE, NONE, NONE) + bytes(48))
    directory = b"".join(entries)
    blocks = [directory[i : i + 512] for i in range(0, len(directory), 512)]
    places = [1 + i * (1 + apart) for i in range(len(blocks))]
    fat = [NONE] * 128
    fat[0] = 0xFFFFFFFD
    for here, after in zip(places, [*places[1:], 0xFFFFFFFE], strict=True):
        fat[here] = after
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack(
        "<HHHHH6xLLLLLLLLL", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0
    )  # fmt: skip
    header += struct.pack("<109L", 0, *[NONE] * 108)
    sectors = [struct.pack("<128L", *fat), *[bytes(512)] * places[-1]]
    for at, block in zip(places, blocks, strict=True):
        sectors[at] = block
    return header + b"".join(sectors)


@pytest.mark.parametrize(
    ("streams", "kind"),
    [
        (("\x01CompObj", "WordDocument", "1Table"), "word"),
        (("Workbook",), "sheet"),
        (("\x05SummaryInformation", "Book"), "sheet"),
        (("PowerPoint Document",), "slides"),
        (("EncryptionInfo", "EncryptedPackage"), "locked"),
        (("CONTENTS",), None),
        ((), None),
    ],
)
@pytest.mark.parametrize("apart", [0, 3])
def test_kinds(streams: tuple[str, ...], kind: str | None, apart: int) -> None:
    data = ole(*streams, apart=apart)
    assert is_ole(data)
    assert ole_kind(data) == kind


def test_a_sheet_inside_a_word_file_does_not_make_it_a_sheet() -> None:
    assert ole_kind(ole("ObjectPool", "1Table", "Data", "WordDocument", inner="Workbook")) == "word"
    assert ole_kind(ole("MBD0001", "Workbook", inner="WordDocument")) == "sheet"


def test_damaged_ones_are_of_no_kind() -> None:
    data = ole("WordDocument")
    for cut in range(8, len(data), 40):
        assert ole_kind(data[:cut]) in (None, "word")
    for at in range(24, 700):
        ole_kind(data[:at] + b"\x41\xff\xff\x01" + data[at + 4 :])
    assert ole_kind(b"<html>") is None and not is_ole(b"\xd0\xcf\x11\xe0")


@pytest.mark.parametrize(
    ("streams", "said"),
    [
        (("PowerPoint Document",), "slides"),
        (("EncryptionInfo", "EncryptedPackage"), "password"),
        (("CONTENTS",), "unknown kind"),
    ],
)
def test_what_is_not_read_says_so(streams: tuple[str, ...], said: str) -> None:
    with pytest.raises(ReadError, match=f"^f.doc: .*{said}"):
        read_document(ole(*streams), "f.doc")
