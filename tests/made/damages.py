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

#: Damages that other formats than web pages cannot show: cells that move others in their row, and
#: figures that span several places.
ONLY_SPANS = frozenset({*DAMAGES["cells"], "merged_figures", "merged_columns"})

__all__ = ["DAMAGES", "DRESSES", "ONLY_SPANS", "Spoilt", "document", "spoil", "spoilt_columns",
           "spoilt_labels", "spoilt_markup", "spoilt_pages", "spoilt_rows", "spoilt_values"]  # fmt: skip
