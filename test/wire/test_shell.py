"""`sh` and `install` in cells."""

import json

import pytest
from conftest import close


@pytest.fixture
def notebook(start_kernel, tmp_path):
    manager, kernel = start_kernel(tmp_path)
    yield kernel, tmp_path
    close(manager, kernel)


def test_command_streams_and_gives_its_output(notebook):
    kernel, folder = notebook
    (folder / "with blank.txt").write_text("inside")
    run = kernel.run("const file = 'with blank.txt'; const { stdout } = await sh`cat ${file}`; stdout.length")
    assert run.text() == "inside"
    assert run.result == "6"


def test_last_line_shows_nothing_twice(notebook):
    kernel, _ = notebook
    run = kernel.run("await sh`echo once`")
    assert run.text() == "once\n" and run.result is None


def test_failing_command_throws(notebook):
    kernel, _ = notebook
    run = kernel.run("await sh`exit 3`")
    assert "exit code 3" in run.error["evalue"]


def test_stop_ends_the_command(notebook):
    kernel, _ = notebook
    cell = kernel.execute("await sh`echo begun; sleep 60`")
    kernel.wait_for_stream(cell, "begun")
    kernel.interrupt()
    assert kernel.reply(cell)["ename"] == "Interrupted"


def test_install_makes_a_package_importable_with_types(notebook):
    kernel, folder = notebook
    package = folder / "somewhere" / "tiny"
    package.mkdir(parents=True)
    description = {"name": "tiny-thing", "version": "1.0.0", "main": "index.js", "types": "index.d.ts"}
    (package / "package.json").write_text(json.dumps(description))
    (package / "index.js").write_text("exports.twice = (n) => 2 * n;")
    (package / "index.d.ts").write_text("export function twice(n: number): number;")
    assert kernel.run("import { twice } from 'tiny-thing'").status == "error"
    assert kernel.run("await install('./somewhere/tiny')").status == "ok"
    assert kernel.run("import { twice } from 'tiny-thing'; twice(4)").result == "8"
    assert kernel.run("twice('4')").error["ename"] == "TypeError"


def test_install_refuses_options(notebook):
    kernel, folder = notebook
    run = kernel.run("await install('--prefix=/')")
    assert "Expected names of npm packages" in run.error["evalue"]
