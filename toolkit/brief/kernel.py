"""Kernel: notebooks run in the interpreter that runs this, whatever kernels the machine knows."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager


class OwnKernel(AsyncKernelManager):
    """A kernel of ``sys.executable``; no kernel specification need be installed.

    Its connection file, its notices and its profile lie in one working folder: the user's start-up
    files stay out of it and the home folder is not touched, so a brief is the same on every machine.
    """

    folder = Path()

    @classmethod
    def working_in(cls, folder: Path) -> type[OwnKernel]:
        """Return the class bound to a working folder."""
        return type("OwnKernel", (cls,), {"folder": folder})

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("connection_file", str(self.folder / "kernel.json"))
        super().__init__(**kwargs)

    @property
    def kernel_spec(self) -> KernelSpec:
        """The specification: always this interpreter."""
        return KernelSpec(
            # The option keeps the debugger, which nobody uses here, from warning about modules.
            argv=[
                sys.executable, "-Xfrozen_modules=off", "-m", "ipykernel_launcher",
                "-f", "{connection_file}", "--HistoryManager.enabled=False",
            ],
            display_name="Python 3",
            language="python",
        )  # fmt: skip

    async def _async_launch_kernel(self, kernel_cmd: list[str], **kw: Any) -> None:
        env = dict(kw.pop("env", None) or os.environ)
        # A PYTHONSTARTUP or a profile of the user could change what a notebook shows.
        env.pop("PYTHONSTARTUP", None)
        env["IPYTHONDIR"] = str(self.folder / "ipython")
        # In a kernel the inline backend draws; a choice for the terminal would only be in the way.
        env.pop("MPLBACKEND", None)
        with (self.folder / "kernel.log").open("ab") as log:
            await super()._async_launch_kernel(kernel_cmd, env=env, stderr=log, **kw)

    _launch_kernel = _async_launch_kernel
