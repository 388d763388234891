"""Runs cells with the kernel `tensorcell` of the Python that runs this: JSON in, JSON out."""

import json
import sys

import nbformat
from nbclient import NotebookClient

cells = json.load(sys.stdin)
notebook = nbformat.v4.new_notebook(
    cells=[nbformat.v4.new_code_cell(source) for source in cells],
    metadata={"kernelspec": {"name": "tensorcell", "display_name": "TensorCell", "language": "typescript"}},
)
NotebookClient(notebook, timeout=300, kernel_name="tensorcell", allow_errors=True).execute()
json.dump([cell.outputs for cell in notebook.cells], sys.stdout)
