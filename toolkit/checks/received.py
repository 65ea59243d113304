"""Received: which requests a number in the sentences counts, told by the sum that closes."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.checks.about import own
from toolkit.figure import Figure, Finding

#: What 收到 may count, in two languages.
READINGS = {
    "new": ("new requests", "新收申请"),
    "new_and_carried_over": ("new requests and those carried over", "新收与上年结转之和"),
    "handled": ("requests handled", "已办理申请"),
}


def _stated(figures: Sequence[Figure], indicator: str) -> Figure | None:
    """Return the one exact figure of the year that the sentences state, None for none or several."""
    found = [
        f
        for f in figures
        if f.indicator == indicator and f.method == "prose" and f.cumulative is False
        and not f.approximate and f.value is not None and f.scope != "portal"
    ]  # fmt: skip
    return found[0] if len({f.value for f in found}) == 1 else None


def received_findings(figures: Sequence[Figure]) -> tuple[Finding, ...]:
    """Record what the requests received of a report's sentences count.

    New requests and those carried over are answered or carried forward. The number printed after
    收到 or 受理 may be the new ones, both together, or the ones handled: where just one of the three
    makes the sum close, a finding ``requests_meaning`` names it; where none does although all four
    numbers are printed, the sum is ``identity_broken``. The figure stays as printed.
    """
    received, over, answered, forward = (
        _stated(figures, f"requests_{name}")
        for name in ("received", "carried_over", "answered", "carried_forward")
    )
    if received is None or answered is None or not (over or forward):
        return ()
    new, left = received.value or 0, answered.value or 0
    before = over.value or 0 if over else None
    after = forward.value or 0 if forward else None
    about = own(*(f.indicator for f in (received, over, answered, forward) if f is not None))
    closes = []
    if before is not None and new + before == left + (after or 0):
        closes.append("new")
    if before and new == left + (after or 0):
        closes.append("new_and_carried_over")
    if after and new == left and not closes:
        closes.append("handled")
    if closes == ["new"] and not before:
        # Nothing was carried over: new requests and all requests are the same.
        return ()
    if len(closes) == 1:
        en, zh = READINGS[closes[0]]
        return (
            Finding(
                "requests_meaning", "note", f"requests received {new:g}: {en}, by the sum that closes",
                f"收到申请{new:g}件：按合计关系为{zh}", indicator="requests_received",
                applicant="total", found=closes[0], where=received.where, about=about,
            ),
        )  # fmt: skip
    if closes or before is None or after is None:
        return ()
    return (
        Finding(
            "identity_broken", "warning",
            f"requests in the sentences: received {new:g} and carried over {before:g} are not answered "
            f"{left:g} and carried forward {after:g}",
            f"正文申请数：收到{new:g}、上年结转{before:g}，与答复{left:g}、结转下年{after:g}不符",
            indicator="requests_received", applicant="total", expected=left + after,
            found=new + before, where=received.where, about=about,
        ),
    )  # fmt: skip
