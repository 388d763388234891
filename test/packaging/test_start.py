"""Where the kernelspec of the wheel looks for its package: the layouts in which pip leaves the two."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
START = ROOT / "scripts" / "wheel" / "python" / "kernelspec" / "start.py"
OWN = f"python{sys.version_info[0]}.{sys.version_info[1]}"


def place(prefix: Path, *layouts: str) -> Path:
    """A prefix with the kernelspec, and packages that say where they lie."""
    kernelspec = prefix / "share" / "jupyter" / "kernels" / "tensorcell"
    kernelspec.mkdir(parents=True)
    for layout in layouts:
        package = prefix / layout / "tensorcell"
        package.mkdir(parents=True)
        (package / "__init__.py").write_text("")
        (package / "launch.py").write_text(f"def main():\n    print({layout!r})\n")
    return Path(shutil.copy(START, kernelspec))


def start(script: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-I", script, "kernel", "x"], capture_output=True, text=True)


@pytest.mark.parametrize(
    "layout",
    [
        "lib/python3.11/site-packages",
        "lib/python3.13/site-packages",
        "lib64/python3.12/site-packages",
        "lib/python3/dist-packages",
        "local/lib/python3.11/dist-packages",
        "Lib/site-packages",
        "Python312/site-packages",
    ],
)
def test_finds_the_package_of_its_own_prefix(tmp_path, layout):
    assert start(place(tmp_path / "빈 칸 [1]*", layout)).stdout.strip() == layout


def test_takes_the_package_of_the_python_that_runs(tmp_path):
    own = f"lib/{OWN}/site-packages"
    script = place(tmp_path, "lib/python3.9/site-packages", own, "lib/python3.99/site-packages")
    assert start(script).stdout.strip() == own


def test_says_what_to_do_where_the_package_is_gone(tmp_path):
    ended = start(place(tmp_path))
    assert ended.returncode != 0
    assert "pip install --force-reinstall --no-deps tensorcell" in ended.stderr
    assert "Traceback" not in ended.stderr
