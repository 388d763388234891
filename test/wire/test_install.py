"""The `tensorcell` command: install, uninstall, doctor, and what it says when something is wrong."""

import json
import os
import subprocess
from pathlib import Path

import pytest
from conftest import MAIN


def tensorcell(*arguments, **environment):
    return subprocess.run(
        ["node", str(MAIN), *arguments], capture_output=True, text=True, env={**os.environ, **environment}, timeout=120
    )


def test_install_and_uninstall(tmp_path):
    done = tensorcell("install", "--prefix", str(tmp_path), "--name", "mine")
    folder = tmp_path / "share" / "jupyter" / "kernels" / "mine"
    assert done.returncode == 0 and str(folder) in done.stdout
    spec = json.loads((folder / "kernel.json").read_text())
    assert spec["display_name"] == "TypeScript (TensorCell)" and spec["language"] == "typescript"
    assert spec["interrupt_mode"] == "message"
    assert Path(spec["argv"][0]).exists() and spec["argv"][-1] == "{connection_file}"
    assert (folder / "logo-64x64.png").read_bytes().startswith(b"\x89PNG")
    assert sorted(file.name for file in folder.parent.iterdir()) == ["mine"]
    assert tensorcell("uninstall", "--prefix", str(tmp_path), "--name", "mine").returncode == 0
    assert not folder.exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["install", "--name", "../x"], "Expected a kernel name"),
        (["install", "--user", "--prefix", "/x"], "Expected one of"),
        (["uninstall", "--prefix", "/nowhere"], "No kernel tensorcell is installed"),
        (["kernel"], "Expected a connection file"),
        (["kernel", "/nowhere.json"], "cannot be read"),
        (["levitate"], "Unknown command"),
    ],
)
def test_mistakes_are_explained(arguments, message):
    done = tensorcell(*arguments)
    assert done.returncode == 1
    assert message in done.stderr and "at " not in done.stderr.split("\n")[0]


def test_user_folder(tmp_path):
    done = tensorcell("install", "--user", JUPYTER_DATA_DIR=str(tmp_path))
    assert (tmp_path / "kernels" / "tensorcell" / "kernel.json").exists() and done.returncode == 0
    assert (tmp_path / "labextensions" / "tensorcell-lab" / "package.json").exists()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["kernels", "labextensions"]


def test_jupyterlabs_part_comes_and_goes_with_the_last_kernel(tmp_path):
    extension = tmp_path / "share" / "jupyter" / "labextensions" / "tensorcell-lab"
    for name in ("tensorcell", "second"):
        assert tensorcell("install", "--prefix", str(tmp_path), "--name", name).returncode == 0
    description = json.loads((extension / "package.json").read_text())
    assert (extension / description["jupyterlab"]["_build"]["load"]).exists()
    assert json.loads((extension / "install.json").read_text())["packageName"] == "tensorcell"
    for name, stays in (("tensorcell", True), ("second", False)):
        assert tensorcell("uninstall", "--prefix", str(tmp_path), "--name", name).returncode == 0
        assert extension.exists() == stays


def test_active_environment(tmp_path):
    done = tensorcell("install", "--sys-prefix", VIRTUAL_ENV=str(tmp_path))
    assert (tmp_path / "share" / "jupyter" / "kernels" / "tensorcell").exists() and done.returncode == 0


def test_doctor_names_each_part_and_the_remedy(tmp_path):
    done = tensorcell("doctor", JUPYTER_DATA_DIR=str(tmp_path), VIRTUAL_ENV=str(tmp_path))
    for part in ("Node.js", "Python", "JupyterLab", "Kernel", "Engine", "TensorFlow"):
        assert part in done.stdout
    if done.returncode != 0:
        assert "→" in done.stdout
