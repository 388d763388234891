"""Whole notebooks through nbclient; the outputs are valid in the notebook format."""

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError


def test_notebook_runs_and_validates(kernel_path, start_kernel, tmp_path):
    notebook = nbformat.v4.new_notebook(metadata={"kernelspec": {"name": "tensorcell", "display_name": "TypeScript"}})
    sources = [
        "const x = tf.tensor1d([1, 2, 3]);",
        "console.log('sum', x.sum().dataSync()[0]); x.square()",
        "display({ 'text/html': '<b>bold</b>', 'text/plain': 'bold' })",
        "import { deflateSync } from 'node:zlib'; deflateSync('abc').length",
    ]
    notebook.cells = [nbformat.v4.new_code_cell(source) for source in sources]
    NotebookClient(notebook, timeout=60, resources={"metadata": {"path": str(tmp_path)}}).execute()
    nbformat.validate(notebook)
    text = str([cell.outputs for cell in notebook.cells])
    assert "sum 6" in text and "<b>bold</b>" in text


def test_papermill_style_failure_is_reported(kernel_path, start_kernel, tmp_path):
    notebook = nbformat.v4.new_notebook(metadata={"kernelspec": {"name": "tensorcell", "display_name": "TypeScript"}})
    notebook.cells = [nbformat.v4.new_code_cell("throw new Error('no')")]
    with pytest.raises(CellExecutionError, match="no"):
        NotebookClient(notebook, timeout=60, resources={"metadata": {"path": str(tmp_path)}}).execute()
