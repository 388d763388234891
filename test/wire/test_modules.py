"""Imports in cells: packages of both kinds, local files and their changes, JSON."""

import pytest
from conftest import close


@pytest.fixture
def notebook(start_kernel, tmp_path):
    manager, kernel = start_kernel(tmp_path)
    yield kernel, tmp_path
    close(manager, kernel)


def package(folder, name: str, files: dict[str, str]) -> None:
    for path, text in files.items():
        file = folder / "node_modules" / name / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)


def test_local_typescript_is_reloaded_when_it_changes(notebook):
    kernel, folder = notebook
    helper = folder / "helper.ts"
    helper.write_text("export function scale(n: number): number { return n * 2; }")
    cell = "import { scale } from './helper'; scale(10)"
    assert kernel.run(cell).result == "20"
    helper.write_text("export function scale(n: number): number { return n * 33; }")
    assert kernel.run(cell).result == "330"
    assert "is not assignable" in kernel.run("scale('x')").error["evalue"]


def test_error_in_a_local_file_names_its_line(notebook):
    kernel, folder = notebook
    (folder / "thrower.ts").write_text("type N = number;\n\nexport function go(n: N) {\n  throw new Error('from file');\n}\n")
    run = kernel.run("import { go } from './thrower';\ngo(1)")
    assert "thrower.ts:4:" in run.traceback and "throw new Error('from file')" in run.traceback
    assert f"Cell[{run.reply['execution_count']}]:2:" in run.traceback


def test_local_files_import_each_other(notebook):
    kernel, folder = notebook
    (folder / "inner.ts").write_text("export const base: number = 5;")
    (folder / "outer.ts").write_text("import { base } from './inner';\nexport const more = base + 1;")
    assert kernel.run("import { more } from './outer'; more").result == "6"
    (folder / "inner.ts").write_text("export const base: number = 50;")
    assert kernel.run("import { more } from './outer'; more").result == "51"


def test_json(notebook):
    kernel, folder = notebook
    (folder / "settings.json").write_text('{ "rate": 0.5 }')
    assert kernel.run("import settings from './settings.json'; settings.rate * 2").result == "1"


def test_commonjs_package(notebook):
    kernel, folder = notebook
    package(folder, "plain", {"package.json": '{"name": "plain", "main": "index.js"}', "index.js": "exports.f = () => 7;",
                              "index.d.ts": "export function f(): number;"})
    assert kernel.run("import { f } from 'plain'; f()").result == "7"


def test_es_module_package(notebook):
    kernel, folder = notebook
    package(folder, "modern", {
        "package.json": '{"name": "modern", "type": "module", "exports": {"types": "./index.d.ts", "import": "./index.js"}}',
        "index.js": "export const g = () => 8; export default () => 9;",
        "index.d.ts": "export function g(): number; export default function (): number;",
    })
    first = kernel.run("import nine, { g } from 'modern'; [g(), nine()]")
    assert first.result == "[ 8, 9 ]"
    assert first.contents("stream") == []  # Node 20 calls the way experimental by which it is loaded
    assert kernel.run("import * as all from 'modern'; all.g()").result == "8"
    assert kernel.run("const m = await import('modern'); m.g()").result == "8"


def test_the_library_by_its_name(notebook):
    kernel, _ = notebook
    assert kernel.run("import { tf as again } from 'tensorcell'; again === tf").result == "true"


def test_missing_package(notebook):
    kernel, _ = notebook
    assert "no-such-package" in kernel.run("import x from 'no-such-package'").error["evalue"]
