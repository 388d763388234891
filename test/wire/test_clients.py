"""Other people's front ends as they are: jupyter console, nbconvert and papermill, in folders with difficult names."""

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from driver import strip_colours


@pytest.fixture
def folder(start_kernel, tmp_path) -> Path:
    folder = tmp_path / "내 공책 1"
    folder.mkdir()
    return folder


def write_notebook(file: Path, *sources: str, tags: tuple[str, ...] = ()) -> None:
    kernelspec = {"name": "tensorcell", "display_name": "TypeScript (TensorCell)", "language": "typescript"}
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    cells[0].metadata["tags"] = list(tags)
    nbformat.write(nbformat.v4.new_notebook(metadata={"kernelspec": kernelspec}, cells=cells), file)


def printed(file: Path) -> str:
    return "".join(output.get("text", "") for cell in nbformat.read(file, 4).cells for output in cell.outputs)


def jupyter(folder: Path, module: str, *arguments: str, typed: str = "") -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=folder,
        input=typed,
        capture_output=True,
        text=True,
        env={**os.environ, "TENSORCELL_HISTORY": str(folder / "history.sqlite")},
        timeout=120,
    )


def test_console(folder):
    typed = "const 나이 = 6;\n나이 * 7\nthrow new Error('seen')\nprocess.cwd()\n"
    done = jupyter(folder, "jupyter_console", "--kernel", "tensorcell", "--simple-prompt", typed=typed)
    assert "Out[2]: 42" in done.stdout
    assert "Error: seen" in strip_colours(done.stderr)
    assert f"'{folder}'" in done.stdout


def test_nbconvert(folder):
    (folder / "helper.ts").write_text("export const twice = (n: number) => 2 * n;\n", encoding="utf-8")
    write_notebook(folder / "in.ipynb", "import { twice } from './helper'", "console.log(twice(21))")
    done = jupyter(folder, "nbconvert", "--to", "notebook", "--execute", "--output", "out", "in.ipynb")
    assert done.returncode == 0, done.stderr
    assert printed(folder / "out.ipynb") == "42\n"


def test_papermill_parameters(folder):
    defaults = "let epochs = 1, name = 'none', fast = false, rate = 0.1, units = '[]';"
    use = "console.log(epochs + 1, name, !fast, rate * 2, JSON.parse(units).length)"
    write_notebook(folder / "in.ipynb", defaults, use, tags=("parameters",))
    values = {"epochs": "5", "name": 'a "b" 한글', "fast": "True", "rate": "0.5"}
    given = [word for name, value in values.items() for word in ("-p", name, value)]
    words = ["in.ipynb", "out.ipynb", "--language", ".net-csharp", *given, "-r", "units", "[64, 32]"]
    done = jupyter(folder, "papermill", *words)
    assert done.returncode == 0, done.stderr
    assert printed(folder / "out.ipynb") == '6 a "b" 한글 false 1 2\n'


def test_papermill_says_which_cell_failed(folder):
    write_notebook(folder / "in.ipynb", "1", "throw new Error('no way')")
    done = jupyter(folder, "papermill", "in.ipynb", "out.ipynb")
    assert done.returncode != 0 and "Error: no way" in done.stderr
