"""The store: figures of many reports in Parquet files; the only room that knows them.

A store is a folder. ``gongkai-store.json`` says which tables are in use:

- ``figures``: one row a figure, sorted by place, year, publisher and file, words as integer ids;
- ``by_indicator``: the same rows, each indicator's together;
- ``words``: what the ids stand for; an id keeps its meaning, new words come behind;
- ``reports``, ``texts``, ``findings``: what makes the reports again; ``files``: which file held what.

New tables are made beside those in use, and the one file that names them is replaced last.
"""

from __future__ import annotations

from toolkit.store.batch import Taken
from toolkit.store.layout import is_store
from toolkit.store.store import Store, open_store
from toolkit.store.writer import Writer

__all__ = ["Store", "Taken", "Writer", "is_store", "open_store"]
