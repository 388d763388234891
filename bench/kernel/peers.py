"""The kernels side by side: how each is started, and how it says the same things in its own language."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "test" / "wire"))

from driver import Driver  # noqa: E402
from jupyter_client.manager import KernelManager  # noqa: E402

DENO = ROOT / ".cache" / "bench-kernel"

PYTHON = {
    "print": "print('{text}')",
    "assign": "{name} = {value}",
    "raise": "a = 1\nraise ValueError('on purpose')",
    "error": ("ValueError", "on purpose"),
    "loop": "print('begun')\nwhile True: pass",
    "await": "import asyncio\nprint('begun')\nawait asyncio.Event().wait()",
    "input": "input('Name? ')",
    "documented": 'def documented(n):\n    """Doubles a number."""\n    return 2 * n',
    "builtin": "abs",
    "incomplete": "for i in [1]:",
    "invalid": "a = ]",
    "type error": "print('ran')\nlen(5)",
    "stray": "import asyncio\nasync def stray(): raise ValueError('nobody caught me')\ntask = asyncio.ensure_future(stray()); del task",
    "later": "import threading\nthreading.Timer(0.3, lambda: print('after the end')).start()",
    "exit": "import os; os._exit(3)",
    "output": "line = 'x' * {width}\nfor i in range({lines}): print(line)",
    "update": "from IPython.display import display, HTML, clear_output\nh = display(HTML('1'), display_id='d'); h.update(HTML('2')); clear_output(wait=True)",
    "comm": "from comm import get_comm_manager\nget_comm_manager().register_target('echo', lambda comm, msg: comm.send({'opened': True}))",
}
TYPESCRIPT = {
    "print": "console.log('{text}')",
    "assign": "var {name} = {value}",
    "raise": "var a = 1;\nthrow new RangeError('on purpose')",
    "error": ("RangeError", "on purpose"),
    "loop": "console.log('begun');\nwhile (true) {}",
    "await": "console.log('begun');\nawait new Promise(() => {})",
    "input": "prompt('Name? ')",
    "documented": "/** Doubles a number. */\nfunction documented(n: number) { return 2 * n; }",
    "builtin": "parseFloat",
    "incomplete": "for (const i of [1]) {",
    "invalid": "const = ]",
    "type error": "console.log('ran');\nconst text: string = 5;",
    "stray": "Promise.reject(new Error('nobody caught me')); 0",
    "later": "setTimeout(() => console.log('after the end'), 300); 0",
    "exit": "process.exit(3)",
    "output": "for (let i = 0, line = 'x'.repeat({width}); i < {lines}; i++) console.log(line)",
    "update": "display.html('1', { displayId: 'd' }); display.html('2', { displayId: 'd', update: true }); display.clear({ wait: true })",
    "comm": "comms.register('echo', (comm) => comm.send({ opened: true }))",
}
DENO_DISPLAY = (
    "await Deno.jupyter.display({ 'text/html': '1' }, { raw: true, display_id: 'd' });"
    "await Deno.jupyter.display({ 'text/html': '2' }, { raw: true, display_id: 'd', update: true })"
)


@dataclass
class Peer:
    name: str
    argv: list[str]
    says: dict
    language: str = "typescript"
    #: Makes the library known, and a cell that uses it.
    library: tuple[str, str] | None = None
    environment: dict[str, str] = field(default_factory=dict)

    def say(self, what: str, **values) -> str:
        code = self.says[what]
        for name, value in values.items():
            code = code.replace("{" + name + "}", str(value))
        return code


def peers() -> list[Peer]:
    node = "node"
    tslab = str(ROOT / "node_modules" / "tslab" / "bin" / "tslab")
    return [
        Peer(
            "TensorCell",
            [node, str(ROOT / "dist" / "kernel" / "main.js"), "kernel", "{connection_file}"],
            TYPESCRIPT,
            library=("undefined", "tf.tensor1d([1, 2, {n}]).sum().dataSync()[0]"),
        ),
        Peer("ipykernel", [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"], PYTHON, "python"),
        Peer(
            "Deno",
            [str(DENO / "bin" / "deno"), "jupyter", "--kernel", "--conn", "{connection_file}"],
            {**TYPESCRIPT, "exit": "Deno.exit(3)", "update": DENO_DISPLAY, "comm": "undefined"},
            library=(
                "import * as tf from 'npm:@tensorflow/tfjs@4.22.0'",
                "tf.tensor1d([1, 2, {n}]).sum().dataSync()[0]",
            ),
            environment={"NO_COLOR": "1"},
        ),
        Peer(
            "tslab",
            [node, tslab, "kernel", "--config-path", "{connection_file}"],
            {**TYPESCRIPT, "update": "import * as tslab from 'tslab'; tslab.display.html('1')", "comm": "undefined"},
            library=(
                "import * as tf from '@tensorflow/tfjs'",
                "tf.tensor1d([1, 2, {n}]).sum().dataSync()[0]",
            ),
        ),
    ]


def prepare() -> None:
    """Deno comes from PyPI into an environment of its own; the other peers are there already."""
    take_snapshot()
    if (DENO / "bin" / "deno").exists():
        return
    subprocess.run([sys.executable, "-m", "venv", str(DENO)], check=True)
    subprocess.run([str(DENO / "bin" / "pip"), "install", "-q", "deno"], check=True)


SNAPSHOT = """
import { existsSync } from 'node:fs';
const { snapshotPath, takeSnapshot } = await import('./dist/kernel/protocol/snapshot-file.js');
const path = snapshotPath();
if (path !== undefined && !existsSync(path)) takeSnapshot(path);
console.log(path ?? '');
"""


def take_snapshot() -> None:
    """A build makes the checker's snapshot old, and the first kernel takes a new one beside what would be measured."""
    told = subprocess.run(["node", "--input-type=module", "-e", SNAPSHOT], cwd=ROOT, check=True, capture_output=True, text=True)
    path = told.stdout.strip()
    while path and not Path(path).exists():
        time.sleep(0.5)


class Running:
    """One running kernel of a peer. A kernel that hangs is killed and started anew by `restart`."""

    def __init__(self, peer: Peer):
        self.peer = peer
        self.folder = tempfile.TemporaryDirectory()
        self.start()

    def start(self) -> None:
        kernels = Path(self.folder.name) / "kernels" / "peer"
        kernels.mkdir(parents=True, exist_ok=True)
        spec = {"argv": self.peer.argv, "display_name": "peer", "language": self.peer.language}
        if self.peer.name == "TensorCell":
            spec["interrupt_mode"] = "message"
        (kernels / "kernel.json").write_text(json.dumps(spec))
        os.environ["JUPYTER_PATH"] = self.folder.name
        history = {"TENSORCELL_HISTORY": str(Path(self.folder.name) / "history.sqlite")}
        self.manager = KernelManager(kernel_name="peer")
        self.manager.start_kernel(
            cwd=self.notebooks(),
            env={**os.environ, **history, **self.peer.environment},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.client = self.manager.blocking_client()
        self.client.start_channels()
        self.driver = Driver(self.client)

    def notebooks(self) -> str:
        """A folder as a user's, without the project's own tsconfig.json; packages are found from it."""
        notebooks = Path(self.folder.name) / "notebooks"
        notebooks.mkdir(exist_ok=True)
        packages = notebooks / "node_modules"
        if not packages.exists():
            packages.symlink_to(ROOT / "node_modules", target_is_directory=True)
        return str(notebooks)

    def ready(self) -> Running:
        self.client.wait_for_ready(timeout=60)
        return self

    def stop(self) -> None:
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)

    def restart_politely(self) -> None:
        """As a front end's Restart: the kernel is asked to end."""
        self.manager.restart_kernel(now=False)
        self.ready()

    def restart(self) -> None:
        self.stop()
        self.start()
        self.ready()

    def __enter__(self) -> Running:
        return self

    def __exit__(self, *_) -> None:
        self.stop()
        self.folder.cleanup()
