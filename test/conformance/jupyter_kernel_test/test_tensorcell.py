"""Jupyter's own test of kernels, with every optional sample filled in."""

import os
import subprocess
import tempfile
from pathlib import Path

import jupyter_kernel_test

MAIN = Path(__file__).resolve().parents[3] / "dist" / "kernel" / "main.js"


def install() -> tempfile.TemporaryDirectory:
    """Makes the kernel known to Jupyter in a folder of its own, for as long as that folder lives."""
    folder = tempfile.TemporaryDirectory()
    subprocess.run(["node", str(MAIN), "install", "--prefix", folder.name], check=True, capture_output=True)
    os.environ["JUPYTER_PATH"] = str(Path(folder.name) / "share" / "jupyter")
    os.environ["TENSORCELL_HISTORY"] = str(Path(folder.name) / "history.sqlite")
    return folder


class TensorCellTests(jupyter_kernel_test.KernelTests):
    kernel_name = "tensorcell"
    language_name = "typescript"
    file_extension = ".ts"

    code_hello_world = "console.log('hello, world')"
    code_stderr = "console.error('oops')"

    completion_samples = [
        {"text": "Math.fro", "matches": ["fround"]},
        {"text": "JSON.pars", "matches": ["parse"]},
        {"text": "[1].findLastI", "matches": ["findLastIndex"]},
    ]

    complete_code_samples = ["1", "console.log('hello')", "function f(x: number) {\n  return x * 2;\n}", "`done`"]
    incomplete_code_samples = ["console.log('hello'", "function f(x: number) {", "`open", "const a = ["]
    invalid_code_samples = ["const = 1", "return )", "let 5 = a"]

    code_page_something = "page('a long text')"
    code_generate_error = "throw new Error('expected')"

    code_execute_result = [
        {"code": "1 + 2 + 3", "result": "6"},
        {"code": "[1, 2].map((n) => n * 2)", "result": "[ 2, 4 ]"},
        {"code": "'a'.toUpperCase()", "result": "'A'"},
        {
            "code": "({ [Symbol.for('Jupyter.display')]: () => ({ 'text/html': '<b>bold</b>' }) })",
            "mime": "text/html",
            "result": "<b>bold</b>",
        },
    ]

    code_display_data = [
        {"code": "display.html('<b>bold</b>')", "mime": "text/html"},
        {"code": "display.svg('<svg xmlns=\"http://www.w3.org/2000/svg\"/>')", "mime": "image/svg+xml"},
        {"code": "display.markdown('**bold**')", "mime": "text/markdown"},
        {"code": "display.json({ a: 1 })", "mime": "application/json"},
        {"code": "display({ 'text/latex': '$x$' })", "mime": "text/latex"},
    ]

    code_clear_output = "display.clear({ wait: true })"

    code_history_pattern = "1?+*"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "Math.max"

    @classmethod
    def setUpClass(cls) -> None:
        cls.folder = install()
        super().setUpClass()

    @classmethod
    def tearDownClass(cls) -> None:
        super().tearDownClass()
        cls.folder.cleanup()



class TensorCellWelcomeTests(jupyter_kernel_test.IopubWelcomeTests):
    kernel_name = "tensorcell"
    support_iopub_welcome = True

    @classmethod
    def setUpClass(cls) -> None:
        cls.folder = install()
        super().setUpClass()

    @classmethod
    def tearDownClass(cls) -> None:
        super().tearDownClass()
        cls.folder.cleanup()
