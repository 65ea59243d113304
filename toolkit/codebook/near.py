"""Near: the names that a mistyped one was meant for."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(name: str, known: Iterable[str], otherwise: str) -> str:
    """Return a question that gives up to three known names like ``name``, else ``otherwise``.

    Examples
    --------
    >>> did_you_mean("refusal", ["refusals", "complaints"], "use one of the codebook")
    'did you mean refusals?'
    """
    near = get_close_matches(name, dict.fromkeys(known), 3)
    return f"did you mean {' or '.join(near)}?" if near else otherwise
