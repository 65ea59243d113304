"""Forms: printed forms as data, and the reading of a document's tables by them."""

from __future__ import annotations

from toolkit.forms.form import Continuity, Form, Identity, forms, load_form
from toolkit.forms.reading import TableReading, read_tables

__all__ = [
    "Continuity",
    "Form",
    "Identity",
    "TableReading",
    "forms",
    "load_form",
    "read_tables",
]
