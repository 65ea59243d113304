"""Errors: raised only when the work cannot go on; what the data says is a finding instead.

Every message is one line that says what happened, where, and what to do.
"""

from __future__ import annotations


class GongkaiError(Exception):
    """Root of all errors of this package; the command line prints its message as one line."""


class SourceError(GongkaiError):
    """A file or folder cannot be opened, read or written."""


class ReadError(GongkaiError):
    """The bytes of a file are not a report that can be read."""


class FormError(GongkaiError):
    """A form, codebook or structured report file breaks its own rules."""


class ParameterError(GongkaiError):
    """A parameter, place, year, notebook or indicator is unknown, ambiguous or ill-typed."""
