"""`npm run bench:packaging`: the figures of README's table on the wheel. Needs the network; leave the machine to it.

Builds the wheel, installs it into an empty environment with pip's cache empty, and starts its kernel, without Node.js on
the PATH, five times.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
STARTS = 5
FIRST = {"the first result": "1 + 1", "the first result on TensorFlow": "tf.tensor([1, 2]).square().arraySync()"}

# Runs in the environment that is measured: seconds from the kernel's start to the result of the one cell.
TIMED = """
import sys, time
from jupyter_client.manager import KernelManager
began = time.perf_counter()
manager = KernelManager(kernel_name="tensorcell")
manager.start_kernel()
client = manager.blocking_client()
client.start_channels()
client.wait_for_ready(timeout=120)
reply = client.execute_interactive(sys.argv[1], timeout=120, output_hook=lambda message: None)
assert reply["content"]["status"] == "ok", reply["content"]
print(time.perf_counter() - began)
client.stop_channels()
manager.shutdown_kernel(now=True)
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder))


def measure(folder: Path) -> None:
    subprocess.run(["node", "scripts/wheel.mjs", "--out", folder / "wheels"], cwd=ROOT, check=True)
    [wheel] = (folder / "wheels").iterdir()
    with zipfile.ZipFile(wheel) as archive:
        unpacked = sum(entry.file_size for entry in archive.infolist())
    tell("the wheel", f"{megabytes(wheel.stat().st_size)}, {megabytes(unpacked)} unpacked")
    environment = folder / "environment"
    subprocess.run([sys.executable, "-m", "venv", environment], check=True)
    python = environment / "bin" / "python"
    before = size_of(environment)
    variables = {**os.environ, "PIP_NO_CACHE_DIR": "1", "PATH": without_node(folder)}
    began = time.perf_counter()
    run([python, "-m", "pip", "install", "--quiet", wheel], variables)
    tell("pip install, pip's cache empty", f"{time.perf_counter() - began:.0f} s")
    tell("on the disk in all", megabytes(size_of(environment) - before))
    run([python, "-m", "pip", "install", "--quiet", "jupyter_client"], variables)
    for what, cell in FIRST.items():
        times = [float(run([python, "-c", TIMED, cell], variables)) for _ in range(STARTS)]
        tell(f"from the kernel's start to {what}", f"{median(times):.1f} s (of {json.dumps([round(t, 1) for t in times])})")


def without_node(folder: Path) -> str:
    """A PATH with a shell's few programs alone."""
    programs = folder / "programs"
    programs.mkdir()
    for name in ("bash", "sh", "env", "dirname"):
        (programs / name).symlink_to(f"/usr/bin/{name}" if os.path.exists(f"/usr/bin/{name}") else f"/bin/{name}")
    return str(programs)


def run(line: list[object], variables: dict[str, str]) -> str:
    return subprocess.run(line, env=variables, check=True, stdout=subprocess.PIPE, text=True).stdout


def size_of(folder: Path) -> int:
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file())


def megabytes(size: int) -> str:
    return f"{size / 1e6:.0f} MB"


def tell(what: str, figure: str) -> None:
    print(f"{what}: {figure}", flush=True)


main()
