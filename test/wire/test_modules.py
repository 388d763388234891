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


@pytest.mark.parametrize("name", ["@tensorflow/tfjs", "@tensorflow/tfjs-node", "@tensorflow/tfjs-core"])
def test_tensorflow_js_is_the_one_that_is_loaded(notebook, name):
    kernel, folder = notebook
    package(folder, name, {"package.json": f'{{"name": "{name}", "main": "x.js"}}', "x.js": "throw new Error('a second one')"})
    (folder / "uses.ts").write_text(f"import {{ ones, Tensor }} from '{name}';\nexport const made: Tensor = ones([2]);")
    run = kernel.run(f"import * as mine from '{name}'; import {{ made }} from './uses'; [mine.zeros === tf.zeros, made instanceof tf.Tensor]")
    assert run.result == "[ true, true ]"
    assert len(run.text("stderr")) < 300, "a second one warns at length"
    assert kernel.run(f"[require('{name}') === tf, (await import('{name}')).default === tf]").result == "[ true, true ]"


def test_files_whose_paths_are_computed(notebook):
    kernel, folder = notebook
    (folder / "x (1) # 50%").mkdir()
    place = folder / "x (1) # 50%" / "far.mts"
    place.write_text("interface Shape { size: number }\n\nexport function fail(): Shape {\n  throw new Error('far');\n}\nexport const far = await 1;\n")
    assert kernel.run("const far = './x (1) # 50%/far'; (await import(far + '.mts')).far").result == "1"
    assert kernel.run("require(far).far").result == "1"
    run = kernel.run("(await import(far)).fail()")
    assert "> 4 |" in run.traceback and "throw new Error('far');" in run.traceback
    (folder / "broken.ts").write_text("export const x: = 1;")
    assert "broken.ts:1:17" in kernel.run("await import('./broken' + '.ts')").error["evalue"]
    (folder / "endless.ts").write_text("export const spin = () => { for (;;) {} };")
    cell = kernel.execute("console.log('begun'); (await import('./endless' + '.ts')).spin()")
    kernel.wait_for_stream(cell, "begun")
    kernel.interrupt()
    assert kernel.reply(cell)["ename"] == "Interrupted"


def test_places(notebook):
    kernel, folder = notebook
    package(folder, "modern", {"package.json": '{"name": "modern", "exports": {"import": "./index.mjs"}}', "index.mjs": ""})
    assert kernel.run("[__dirname === process.cwd(), import.meta.dirname === __dirname]").result == "[ true, true ]"
    assert kernel.run("import.meta.resolve('modern').endsWith('/node_modules/modern/index.mjs')").result == "true"
    assert kernel.run("import.meta.resolve('./x y.ts').endsWith('/x%20y.ts')").result == "true"


def test_settings_of_tsconfig(notebook):
    kernel, folder = notebook
    (folder / "src").mkdir()
    (folder / "src" / "one.ts").write_text("export const one: number = 1;")
    (folder / "tsconfig.json").write_text('{ "compilerOptions": { "paths": { "#/*": ["./src/*"] }, "strict": "yes" } }')
    run = kernel.run("import { one } from '#/one'; one")
    assert run.result == "1"
    assert "tsconfig.json:1:" in run.text("stderr") and "'strict'" in run.text("stderr")
    assert kernel.run("one + 1").text("stderr") == ""


def test_missing_package(notebook):
    kernel, _ = notebook
    assert "no-such-package" in kernel.run("import x from 'no-such-package'").error["evalue"]
