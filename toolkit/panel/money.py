"""Money: amounts in one unit, where places or years that print several are laid side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

#: Yuan in each unit that money is printed in.
MONEY = {"元": 1, "万元": 10_000, "亿元": 100_000_000}


def in_yuan(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame of series with its money in yuan, to the fen; all else as it is.

    A series keeps the unit that each report prints; two of them on one scale would be ten thousand
    times apart.
    """
    if (
        not {"unit", "series"} <= set(frame.columns)
        or not (money := frame["unit"].isin(list(MONEY))).any()
    ):
        return frame
    out = frame.copy()
    times = frame.loc[money, "unit"].astype(object).map(MONEY).astype(float)
    for column in {"value", "published", "corrected"} & set(frame.columns):
        out.loc[money, column] = (frame.loc[money, column] * times).round(2)
    out["unit"] = frame["unit"].astype(object).mask(money, "元").astype("string")
    return out
