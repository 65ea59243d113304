"""Drawn lines, read back off the artists of a chart."""

from __future__ import annotations

import math
from itertools import pairwise


def segments(artists, gid):
    """The drawn parts of lines, by the years at their ends; a gap or a cut ends one."""
    out = set()
    for artist in artists:
        if artist.get_gid() == gid:
            points = zip(artist.get_xdata(), artist.get_ydata(), strict=True)
            for (x1, v1), (x2, v2) in pairwise(points):
                if not (math.isnan(v1) or math.isnan(v2)):
                    out.add((x1, x2))
    return out
