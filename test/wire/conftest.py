"""Kernels for the tests: each registered in a folder of its own and driven over its real sockets."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from driver import PATIENCE, Driver
from jupyter_client.manager import KernelManager

ROOT = Path(__file__).resolve().parents[2]
MAIN = ROOT / "dist" / "kernel" / "main.js"


def install_kernel(root: Path, prefix: Path) -> str:
    """A Jupyter data folder with a project's kernel in it, as `tensorcell install` writes it."""
    main = root / "dist" / "kernel" / "main.js"
    subprocess.run(["node", str(main), "install", "--prefix", str(prefix)], check=True, capture_output=True)
    return str(prefix / "share" / "jupyter")


@pytest.fixture(scope="session")
def kernel_path(tmp_path_factory) -> str:
    return install_kernel(ROOT, tmp_path_factory.mktemp("prefix"))


@pytest.fixture(scope="session")
def start_kernel(kernel_path, tmp_path_factory):
    """Starts a kernel in a folder; the caller closes what it gets."""
    os.environ["JUPYTER_PATH"] = kernel_path

    def start(
        folder: Path | None = None, environment: dict[str, str] | None = None, data_path: str = kernel_path
    ):
        os.environ["JUPYTER_PATH"] = data_path
        manager = KernelManager(kernel_name="tensorcell")
        assert manager.kernel_spec
        os.environ["JUPYTER_PATH"] = kernel_path
        folder = folder or tmp_path_factory.mktemp("notebook")
        history = {"TENSORCELL_HISTORY": str(folder / "history.sqlite")}
        manager.start_kernel(cwd=str(folder), env={**os.environ, **history, **(environment or {})})
        client = manager.blocking_client()
        client.start_channels()
        client.wait_for_ready(timeout=PATIENCE)
        return manager, Driver(client)

    return start


def close(manager: KernelManager, driver: Driver) -> None:
    driver.client.stop_channels()
    manager.shutdown_kernel(now=True)


@pytest.fixture(scope="module")
def kernel(start_kernel) -> Iterator[Driver]:
    """One kernel for a file's tests; for those that leave it as they found it."""
    manager, driver = start_kernel()
    yield driver
    close(manager, driver)


@pytest.fixture
def fresh_kernel(start_kernel) -> Iterator[tuple[KernelManager, Driver]]:
    manager, driver = start_kernel()
    yield manager, driver
    close(manager, driver)
