"""Review: what readers left out as a list for a person to fill in, and the filled list back."""

from __future__ import annotations

from toolkit.review.file import is_review_list, read_review, write_review
from toolkit.review.review import Review, review_frame
from toolkit.review.rows import COLUMNS, review_rows
from toolkit.review.typed import apply_review

__all__ = [
    "COLUMNS",
    "Review",
    "apply_review",
    "is_review_list",
    "read_review",
    "review_frame",
    "review_rows",
    "write_review",
]
