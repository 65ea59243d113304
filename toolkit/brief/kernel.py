"""Kernel: notebooks run in the interpreter that runs this, whatever kernels the machine knows."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager


def own_kernel(folder: Path) -> type[AsyncKernelManager]:
    """Return the manager of a kernel of ``sys.executable``; no specification need be installed.

    Its connection file, its notices and its profile lie in ``folder``: the user's start-up files
    stay out of it and the home folder is not touched, so a brief is the same on every machine.
    """

    class OwnKernel(AsyncKernelManager):
        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**{"connection_file": str(folder / "kernel.json")} | kwargs)

        @property
        def kernel_spec(self) -> KernelSpec:
            # The option keeps the debugger, which nobody uses here, from warning about modules.
            argv = [
                sys.executable, "-Xfrozen_modules=off", "-m", "ipykernel_launcher",
                "-f", "{connection_file}", "--HistoryManager.enabled=False",
            ]  # fmt: skip
            return KernelSpec(argv=argv, display_name="Python 3", language="python")

        async def _async_launch_kernel(self, kernel_cmd: list[str], **kw: Any) -> None:
            env = dict(kw.pop("env", None) or os.environ)
            # A PYTHONSTARTUP or a profile of the user could change what a notebook shows.
            env.pop("PYTHONSTARTUP", None)
            env["IPYTHONDIR"] = str(folder / "ipython")
            # In a kernel the inline backend draws; one for the terminal would be in the way.
            env.pop("MPLBACKEND", None)
            with (folder / "kernel.log").open("ab") as log:
                await super()._async_launch_kernel(kernel_cmd, env=env, stderr=log, **kw)

        _launch_kernel = _async_launch_kernel

    return OwnKernel
