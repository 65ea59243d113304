"""Program: another program run on one file, within bounds of time, memory and what it writes."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path

from toolkit.readers.source import MAX_BYTES

#: Seconds; a report takes some, the first start of an office program some more.
TIME_LIMIT = 120.0
#: Address space in bytes; an office program needs less than half of it.
MEMORY_LIMIT = 2 * 1024**3


def run_program(command: list[str], folder: Path, more: dict[str, str]) -> bytes | None:
    """Run a program and end it with all that it started.

    Parameters
    ----------
    command : list of str
        The program and what it is given.
    folder : Path
        Where it works; a folder that is removed afterwards.
    more : dict of str to str
        Additions to its environment.

    Returns
    -------
    bytes or None
        What it printed, none of it where it could not be started; None where it took too long.
    """
    output = folder / "printed"
    with output.open("wb") as printed:
        try:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=printed,
                stderr=subprocess.DEVNULL,
                cwd=folder,
                env={**os.environ, **more},
                start_new_session=True,
            )
        except OSError:
            return b""
        try:
            _limit(process.pid)
            process.wait(TIME_LIMIT)
        except subprocess.TimeoutExpired:
            return None
        finally:
            _end(process)
    with output.open("rb") as again:
        return again.read(MAX_BYTES)


def _limit(pid: int) -> None:
    if sys.platform == "linux":
        import resource

        for kind, most in ((resource.RLIMIT_AS, MEMORY_LIMIT), (resource.RLIMIT_FSIZE, MAX_BYTES)):
            with contextlib.suppress(OSError, ValueError):
                resource.prlimit(pid, kind, (most, most))


def _end(process: subprocess.Popen[bytes]) -> None:
    # An office program is started by a script: its children are what works.
    if hasattr(os, "killpg"):
        with contextlib.suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
