"""All damages: importing this module registers every one of them."""

from made import (
    spoilt_columns,
    spoilt_labels,
    spoilt_markup,
    spoilt_pages,
    spoilt_rows,
    spoilt_values,
)
from made.damage import DAMAGES, DRESSES, Spoilt, document, spoil

__all__ = ["DAMAGES", "DRESSES", "Spoilt", "document", "spoil", "spoilt_columns",
           "spoilt_labels", "spoilt_markup", "spoilt_pages", "spoilt_rows", "spoilt_values"]  # fmt: skip
