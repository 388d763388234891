"""A library that cannot be loaded: the first cell says why and what to do, and cells without it still run."""

import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT, close, install_kernel


@pytest.fixture
def copy(tmp_path) -> Path:
    """The built project in a folder of its own, to be damaged."""
    root = tmp_path / "a copy"
    for part in ("dist", "labextension/built"):
        shutil.copytree(ROOT / part, root / part)
    (root / "node_modules").symlink_to(ROOT / "node_modules")
    shutil.copy(ROOT / "package.json", root)
    return root


DAMAGES = {
    "missing file": ("import './not-there.js';", "not-there.js"),
    "syntax error": ("const const;", "Unexpected token 'const'"),
    "error": ("throw new Error('broken on purpose');", "index.js:"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_module(copy, start_kernel, damage):
    line, place = DAMAGES[damage]
    with (copy / "dist" / "lib" / "index.js").open("a") as file:
        file.write(f"\n{line}\n")
    manager, kernel = start_kernel(data_path=install_kernel(copy, copy / "prefix"))
    first = kernel.run("layers.dense({ units: 1 })")
    notice = first.text("stderr")
    assert "library could not be loaded" in notice
    assert place in notice
    assert "npm" in notice and str(copy) in notice
    assert len(notice.splitlines()) <= 4
    second = kernel.run("6 * 7")
    assert second.result == "42" and second.text("stderr") == ""
    close(manager, kernel)


def test_cells_run_before_the_library_is_there(copy, start_kernel):
    """One that is never there: what needs it waits, and can be stopped."""
    with (copy / "dist" / "lib" / "index.js").open("a") as file:
        file.write("\nawait new Promise(() => {});\n")
    manager, kernel = start_kernel(data_path=install_kernel(copy, copy / "prefix"))
    assert kernel.run("const n = 6; n * 7").result == "42"
    assert kernel.run("class Pair { a = n }\nconsole.log(new Pair())").text("stdout") == "Pair { a: 6 }\n"
    for code in ("tf.version", "'of layers'", "import { tf as t } from 'tensorcell'", "globalThis['t' + 'f']"):
        waiting = kernel.execute(code)
        with pytest.raises(TimeoutError):
            kernel.reply(waiting, timeout=0.5)
        kernel.interrupt()
        assert kernel.reply(waiting)["ename"] == "Interrupted", code
    assert kernel.run("n").result == "6"
    close(manager, kernel)


def test_doctor_names_a_damaged_library(copy):
    (copy / "dist" / "lib" / "index.js").write_text("import './not-there.js';")
    done = subprocess.run(
        ["node", str(copy / "dist" / "kernel" / "main.js"), "doctor"], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 1
    assert "✗ Library" in done.stdout and "not-there.js" in done.stdout and "npm install" in done.stdout
    assert "Node.js" in done.stdout


def test_library_gone(copy, start_kernel):
    shutil.rmtree(copy / "dist" / "lib")
    manager, kernel = start_kernel(data_path=install_kernel(copy, copy / "prefix"))
    run = kernel.run("6 * 7")
    assert "session could not be started" in run.reply["evalue"]
    assert "kernel-door.js" in run.reply["evalue"] and str(copy) in run.reply["evalue"]
    close(manager, kernel)
