"""`sh` and `install` in cells."""

import io
import json
import tarfile

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
    assert "install: expected names of npm packages" in run.error["evalue"]


def archive(folder, name: str, manifest: dict, files: dict[str, str]) -> None:
    """A package as npm packs it, beside the notebook."""
    texts = {"package.json": json.dumps({"name": name, "version": "1.0.0", "main": "index.js", **manifest}), **files}
    with tarfile.open(folder / f"{name}.tgz", "w:gz") as packed:
        for path, text in texts.items():
            entry = tarfile.TarInfo(f"package/{path}")
            entry.size = len(text.encode())
            packed.addfile(entry, io.BytesIO(text.encode()))


MARK = "require('fs').writeFileSync('ran.txt', '')"
RAN = "exports.ran = require('fs').existsSync(__dirname + '/ran.txt');"


@pytest.mark.parametrize("event", ["preinstall", "install", "postinstall"])
def test_install_runs_no_scripts_unless_told(notebook, event):
    kernel, folder = notebook
    archive(folder, "scripted", {"scripts": {event: f'node -e "{MARK}"'}}, {"index.js": RAN})
    run = kernel.run("await install('./scripted.tgz'); (await import('scripted')).ran")
    assert run.result == "false"
    told = run.text("stderr")
    assert f"scripted@1.0.0  {event}: node -e" in told and "await install('scripted', { scripts: true })" in told
    assert "scripts" not in kernel.run("await install('./scripted.tgz')").text("stderr"), "told once"
    assert kernel.run("await install('./scripted.tgz', { scripts: true })").status == "ok"
    assert (folder / "node_modules" / "scripted" / "ran.txt").exists()


def test_install_runs_what_it_left_out_before(notebook):
    kernel, folder = notebook
    archive(folder, "native", {}, {"index.js": "exports.x = 1;", "binding.gyp": "{}"})
    archive(folder, "late", {"scripts": {"postinstall": f'node -e "{MARK}"'}}, {"index.js": RAN})
    told = kernel.run("await install('./native.tgz', './late.tgz')").text("stderr")
    assert "native@1.0.0  install: node-gyp rebuild" in told and "install('late', 'native'" in told
    assert kernel.run("await install('late', { scripts: true })").status == "ok"
    assert (folder / "node_modules" / "late" / "ran.txt").exists()
    assert not (folder / "node_modules" / "native" / "build").exists()


@pytest.mark.parametrize("options", ["{ script: true }", "{ scripts: 'yes' }"])
def test_install_refuses_other_options(notebook, options):
    kernel, _ = notebook
    run = kernel.run(f"await install('x', {options} as any)")
    assert "install: expected { scripts: true }" in run.error["evalue"]


def test_install_finds_the_notebook_after_chdir(notebook):
    kernel, folder = notebook
    archive(folder, "plain", {"types": "index.d.ts"}, {"index.js": "exports.x = 1;", "index.d.ts": "export const x: 1;"})
    archive(folder, "modern", {"type": "module"}, {"index.js": "export const y = await 2;", "index.d.ts": "export const y: 2;"})
    assert kernel.run("require('fs').mkdirSync('sub'); process.chdir('sub')").status == "ok"
    assert kernel.run("const modern = 'modern'; import(modern).catch((error) => error.code)").result == "'ERR_MODULE_NOT_FOUND'"
    assert kernel.run("await install('./plain.tgz', './modern.tgz')").status == "ok"
    assert not (folder / "sub" / "node_modules").exists()
    assert kernel.run("import { x } from 'plain'; import { y } from 'modern'; [x, y]").result == "[ 1, 2 ]"
    assert kernel.run("[require('plain').x, (await import(modern)).y]").result == "[ 1, 2 ]"
