"""Templates: a form as a spreadsheet to fill in by hand, and what a filled one says."""

from __future__ import annotations

from toolkit.template.book import write_template
from toolkit.template.typed import Head, as_typed, template_head, template_of

__all__ = ["Head", "as_typed", "template_head", "template_of", "write_template"]
