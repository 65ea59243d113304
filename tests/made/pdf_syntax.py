"""PDFs written by hand, object by object: what typesetters do not make and the wild does."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

_FONT = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H"
    " /DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light"
    " /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >>"
    " /FontDescriptor 6 0 R >>] >>"
)
#: A font whose codes mean nothing to a reader.
NO_MAP = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+Own /Encoding /Identity-H"
    " /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /ABCDEF+Own"
    " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
    " /FontDescriptor 6 0 R >>] >>"
)
_DESCRIPTOR = (
    "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -120 1000 880]"
    " /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 80 >>"
)
#: A grey picture over the whole page, as a scan has.
SCAN = "q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q\n"


def stream(data: str | bytes, entries: str = "") -> bytes:
    """Return a stream object."""
    body = data if isinstance(data, bytes) else data.encode("latin-1")
    return b"<< /Length %d %s >>\nstream\n" % (len(body), entries.encode()) + body + b"\nendstream"


def file(objects: Sequence[str | bytes], trailer: str = "") -> bytes:
    """Return a file of these objects; the first is its catalog."""
    out = b"%PDF-1.7\n"
    places = []
    for number, obj in enumerate(objects, start=1):
        places.append(len(out))
        body = obj if isinstance(obj, bytes) else obj.encode("latin-1")
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return (
        out
        + f"trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    )


def page(
    content: str, *more: str | bytes, entries: str = "", catalog: str = "", font: str = _FONT
) -> bytes:
    """Return a file of one page; ``more`` are objects from number 8 on."""
    return file(
        [
            f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
            f" /Resources << /Font << /F1 5 0 R /F2 7 0 R >> >> {entries} >>",
            stream(content),
            font,
            _DESCRIPTOR,
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            *more,
        ]
    )


def text(x: float, y: float, printed: str, size: float = 10) -> str:
    """Return what draws one line of text."""
    codes = printed.encode("utf-16-be").hex()
    return f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm <{codes}> Tj ET\n"


def table(repealed: str = "26", in_force: str = "66") -> str:
    """Return what draws a title and a ruled table of 2021 with these figures in its last row."""
    xs = [56, 180, 300, 420, 540]
    rows = [
        ["第二十条第（一）项"],
        ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
        ["规章", "1", "0", "11"],
        ["行政规范性文件", "8", repealed, in_force],
    ]
    out = text(120, 780, "甲县2024年政府信息公开工作年度报告", 16)
    out += text(56, 740, "一、总体情况。本报告由甲县人民政府办公室编制。")
    for r in range(5):
        out += f"56 {700 - 20 * r} m 540 {700 - 20 * r} l S\n"
    for i, x in enumerate(xs):
        out += f"{x} {700 if i in (0, 4) else 680} m {x} 620 l S\n"
    for r, row in enumerate(rows):
        for x, printed in zip(xs, row, strict=False):
            out += text(x + 5, 686 - 20 * r, printed) if printed else ""
    return out


_PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out = bytearray()
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def locked(content: str, password: bytes = b"") -> bytes:
    """Return a page in a file that this password opens (the oldest kind of lock)."""
    owner, number = b"\x11" * 32, 4
    padded = (password + _PAD)[:32]
    key = hashlib.md5(padded + owner + (-4 & 0xFFFFFFFF).to_bytes(4, "little") + b"\0").digest()[:5]
    user = _rc4(key, _PAD)
    of_object = hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0").digest()[:10]
    plain = page(content)
    lock = f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{owner.hex()}> /U <{user.hex()}> >>"
    body = content.encode("latin-1")
    changed = plain.replace(body, _rc4(of_object, body))
    # Encryption keeps every length, so all places in the file still hold.
    return re.sub(rb"/Root 1 0 R ", f"/Root 1 0 R {lock} /ID [<00> <00>]".encode(), changed)
