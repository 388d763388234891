"""What several tools of Jupyter's share: an environment for tools that the project does not need itself, and the kernel
of this checkout in a prefix of its own.

The environment lies in .cache and is kept. It sees the packages of the project's own, so that pip brings only what is
missing, and never writes there.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MAIN = ROOT / "dist" / "kernel" / "main.js"
ELSEWHERE = (ROOT / "docs" / "elsewhere.md").read_text()


class Tools:
    """A Python environment with one tool in it."""

    def __init__(self, requirement: str):
        self.folder = ROOT / ".cache" / "elsewhere" / re.sub(r"\W+", "-", requirement)
        self.bin = self.folder / "bin"
        mark = self.folder / ".complete"
        if mark.exists():
            return
        subprocess.run([sys.executable, "-m", "venv", "--clear", self.folder], check=True)
        version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
        packages = self.folder / "lib" / version / "site-packages"
        (packages / "project.pth").write_text(sysconfig.get_path("purelib") + "\n")
        line = [self.bin / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", requirement]
        done = subprocess.run(line, capture_output=True, text=True)
        if done.returncode != 0:
            pytest.skip(f"{requirement} cannot be had here: {done.stderr.strip().splitlines()[-1]}")
        mark.touch()

    def run(self, program: str, *arguments: object, **options: object) -> subprocess.CompletedProcess[str]:
        """With the environment's programs first on the PATH: tools start each other by name."""
        variables = options.pop("env")
        path = f"{self.bin}{os.pathsep}{variables['PATH']}"
        line = [self.bin / program, *arguments]
        return subprocess.run(line, capture_output=True, text=True, env={**variables, "PATH": path}, **options)


@pytest.fixture(scope="session")
def tools():
    if sys.platform == "win32":
        pytest.skip("the environment's programs are looked for where Linux and macOS have them")
    return Tools


@pytest.fixture(scope="session")
def jupyter(tmp_path_factory) -> dict[str, str]:
    """Variables with which Jupyter finds the kernel of this checkout and nothing of the user's."""
    prefix = tmp_path_factory.mktemp("prefix")
    subprocess.run(["node", MAIN, "install", "--prefix", prefix], check=True, capture_output=True)
    folders = {
        "JUPYTER_PATH": str(prefix / "share" / "jupyter"),
        "JUPYTER_CONFIG_DIR": str(prefix / "config"),
        "JUPYTER_DATA_DIR": str(prefix / "data"),
        "JUPYTER_RUNTIME_DIR": str(prefix / "runtime"),
    }
    return {**os.environ, **folders}


@pytest.fixture(scope="session")
def documented():
    """A code block of a language below a heading of docs/elsewhere.md, by its place: what it says is what is tried."""

    def block(heading: str, language: str, place: int = 0) -> str:
        section = re.search(rf"^## {re.escape(heading)}$(.*?)(?=^## |\Z)", ELSEWHERE, re.MULTILINE | re.DOTALL)[1]
        blocks = re.findall(rf"^(`{{3,}}){language}\n(.*?)^\1$", section, re.MULTILINE | re.DOTALL)
        return blocks[place][1]

    return block
