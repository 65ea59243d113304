"""Mutants: files of every format, damaged as bytes, read in a process of their own.

``python -m made.mutants START STOP`` reads mutants and prints one JSON object a line: what came of
each, how long it took, and at last how much memory the process has used.
"""

from __future__ import annotations

import io
import json
import random
import re
import resource
import sys
import time
import traceback
import zipfile
from collections.abc import Callable
from functools import cache

from made import html, markdown, pdf, sheet, text, word
from made.sample import FORMS, Sample, sample

Mutate = Callable[[bytes, random.Random], bytes]

#: Formats to damage; the cheap ones come more often.
WRITERS: tuple[tuple[str, Callable[[Sample], bytes], int], ...] = (
    ("html", html.write, 8), ("html-gb18030", html.write_gb18030, 3), ("text", text.write, 4),
    ("glued", text.write_glued, 2), ("markdown", markdown.write, 3), ("csv", sheet.write_csv, 3),
    ("xlsx", sheet.write, 5), ("ods", sheet.write_ods, 2), ("word", word.write, 5),
    ("pdf", pdf.write, 2),
)  # fmt: skip
PACKED = frozenset({"xlsx", "ods", "word"})
#: Address space of a reading process; what it uses is measured and held to less.
ADDRESSES = 4 * 1024**3


def _place(data: bytes, rng: random.Random) -> int:
    return rng.randrange(max(len(data), 1))


def _block(data: bytes, rng: random.Random) -> tuple[int, int]:
    start = _place(data, rng)
    return start, start + rng.choice((1, 3, 17, 200, 4000))


def truncated(data: bytes, rng: random.Random) -> bytes:
    """Keep the beginning."""
    return data[: _place(data, rng)]


def beheaded(data: bytes, rng: random.Random) -> bytes:
    """Keep the end."""
    return data[_place(data, rng) :]


def bits_flipped(data: bytes, rng: random.Random) -> bytes:
    """Turn some bits around."""
    out = bytearray(data)
    for _ in range(rng.choice((1, 1, 5, 50, 500))):
        if out:
            out[_place(data, rng)] ^= 1 << rng.randrange(8)
    return bytes(out)


def bytes_replaced(data: bytes, rng: random.Random) -> bytes:
    """Write other bytes over one block."""
    start, stop = _block(data, rng)
    return data[:start] + rng.randbytes(len(data[start:stop])) + data[stop:]


def block_lost(data: bytes, rng: random.Random) -> bytes:
    """Leave one block out."""
    start, stop = _block(data, rng)
    return data[:start] + data[stop:]


def block_repeated(data: bytes, rng: random.Random) -> bytes:
    """Write one block many times."""
    start, stop = _block(data, rng)
    return data[:stop] + data[start:stop] * rng.choice((1, 2, 50)) + data[stop:]


def blocks_swapped(data: bytes, rng: random.Random) -> bytes:
    """Exchange two blocks."""
    a, b, c = sorted(_place(data, rng) for _ in range(3))
    return data[:a] + data[b:c] + data[a:b] + data[c:]


def nulls(data: bytes, rng: random.Random) -> bytes:
    """Put NULs into the file."""
    start, stop = _block(data, rng)
    return data[:start] + b"\0" * (stop - start) + data[rng.choice((start, stop)) :]


def spliced(data: bytes, rng: random.Random) -> bytes:
    """Begin as one file and go on as another."""
    _, other = made(rng)
    return data[: _place(data, rng)] + other[_place(other, rng) :]


def wrong_encoding(data: bytes, rng: random.Random) -> bytes:
    """Take the bytes as text of one encoding and write them in another."""
    codecs = (
        "utf-8",
        "gb18030",
        "big5",
        "utf-16",
        "utf-16-be",
        "utf-32",
        "latin-1",
        "utf-7",
        "cp037",
    )
    return data.decode(rng.choice(codecs[:3]), "replace").encode(rng.choice(codecs), "replace")


def nested(data: bytes, rng: random.Random) -> bytes:
    """Nest elements a thousand deep, open or closed."""
    name = rng.choice(
        (b"div", b"table", b"td", b"span", b"b", b"ul", b"p", b"font", b"w:tbl", b"i")
    )
    depth = rng.choice((50, 1000, 1000, 3000))
    opened = b"<table><tr><td>" if name == b"table" else b"<" + name + b">"
    closed = b"</table>" if name == b"table" else b"</" + name + b">"
    at = _place(data, rng)
    ends = closed * depth if rng.random() < 0.5 else b""
    return data[:at] + opened * depth + b"12" + ends + data[at:]


def wide(data: bytes, rng: random.Random) -> bytes:
    """Give cells spans of a million and other numbers that no table has."""
    number = rng.choice(
        (b"1000000", b"65534", b"99999999999999999999", b"-1", b"0", b"1e9", b"\xff")
    )
    name = rng.choice((rb"(?:row|col)span=\"?\d+", rb"w:val=\"\d+\"", rb"r=\"[A-Z]+\d+\"", rb"\d+"))
    found = list(re.finditer(name, data))[:20_000]
    if not found:
        return data
    one = rng.choice(found)
    new = re.sub(rb"\d+", lambda _: number, one[0])
    return data[: one.start()] + new + data[one.end() :]


def digits_changed(data: bytes, rng: random.Random) -> bytes:
    """Change numbers all over the file, such as lengths and offsets."""
    share = rng.choice((0.001, 0.01, 0.2))
    return re.sub(
        rb"\d+", lambda m: b"%d" % rng.getrandbits(31) if rng.random() < share else m[0], data
    )


def lines_shuffled(data: bytes, rng: random.Random) -> bytes:
    """Put lines in another order."""
    lines = data.split(b"\n")
    rng.shuffle(lines)
    return b"\n".join(lines)


def tags_lost(data: bytes, rng: random.Random) -> bytes:
    """Leave out some tags."""
    share = rng.choice((0.01, 0.1, 0.5))
    return re.sub(rb"<[^<>]{1,80}>", lambda m: b"" if rng.random() < share else m[0], data)


MUTATIONS: tuple[Mutate, ...] = (
    truncated, beheaded, bits_flipped, bytes_replaced, block_lost, block_repeated, blocks_swapped,
    nulls, spliced, wrong_encoding, nested, wide, digits_changed, lines_shuffled, tags_lost,
)  # fmt: skip


@cache
def _written(name: str, form: str, seed: int) -> bytes:
    write = next(w for n, w, _ in WRITERS if n == name)
    return write(sample(form, seed))


def made(rng: random.Random) -> tuple[str, bytes]:
    """Return one file as it should be, and its format."""
    name = rng.choices([n for n, _, _ in WRITERS], [w for _, _, w in WRITERS])[0]
    return name, _written(name, rng.choice(FORMS), rng.randint(1, 3))


def _repacked(data: bytes, mutate: Mutate, rng: random.Random) -> bytes:
    """Return a ZIP file with one of its members mutated, its checksums right."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        members = [(i.filename, packed.read(i)) for i in packed.infolist()]
    chosen = rng.randrange(len(members))
    # The member with the content is the largest.
    if rng.random() < 0.6:
        chosen = max(range(len(members)), key=lambda i: len(members[i][1]))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for at, (name, content) in enumerate(members):
            packed.writestr(name, mutate(content, rng) if at == chosen else content)
    return out.getvalue()


def mutant(number: int) -> tuple[str, bytes]:
    """Return mutant ``number``: what was done to it, and its bytes."""
    rng = random.Random(f"mutant-{number}")
    name, data = made(rng)
    done = [name]
    for _ in range(rng.choice((1, 1, 2, 3))):
        mutate = rng.choice(MUTATIONS)
        inside = name in PACKED and len(done) == 1 and rng.random() < 0.7
        data = _repacked(data, mutate, rng) if inside else mutate(data, rng)
        done.append(mutate.__name__ + (" inside" if inside else ""))
    return ", ".join(done), data


def outcome(data: bytes, name: str) -> dict[str, object]:
    """Read a file, and say what came of it: a report, an error of one line, or a traceback."""
    from toolkit.errors import GongkaiError
    from toolkit.readers import read_document
    from toolkit.reading import assemble

    begin = time.process_time()
    try:
        report = assemble(read_document(data, name))
        json.dumps(report.to_dict(), ensure_ascii=False, default=str)
        said, bad = f"{len(report.figures)} figures", False
    except GongkaiError as error:
        said, bad = str(error), "\n" in str(error) or not str(error).startswith(name)
    except BaseException:
        said, bad = traceback.format_exc(), True
    return {"name": name, "said": said, "bad": bad, "seconds": time.process_time() - begin}


def limit() -> None:
    """Bound the address space of this process, so that a fault does not fill the machine."""
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESSES, ADDRESSES))


def main() -> None:
    """Read the mutants from START up to STOP."""
    limit()
    for number in range(int(sys.argv[1]), int(sys.argv[2])):
        done, data = mutant(number)
        print(
            json.dumps({"number": number, "done": done, **outcome(data, f"mutant {number}")}),
            flush=True,
        )
    # Kilobytes on Linux.
    print(json.dumps({"kilobytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}))


if __name__ == "__main__":
    main()
