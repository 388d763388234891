"""`whos` and `time` in cells."""

import pytest
from conftest import close


@pytest.fixture
def notebook(start_kernel, tmp_path):
    manager, kernel = start_kernel(tmp_path)
    yield kernel
    close(manager, kernel)


def test_whos_names_the_variables_of_all_cells(notebook):
    assert notebook.run("whos()").result == "No variables yet."
    notebook.run("const x = tf.zeros([2, 3]); let word = 'four'; 1 + 1")
    notebook.run("const people = table({ age: [31, 22], fare: [7.5, null] });")
    rows = [line.split() for line in notebook.run("whos()").result.splitlines()]
    assert rows == [
        ["name", "type", "shape", "size"],
        ["people", "Table", "[2,", "2]"],
        ["word", "string", "[4]"],
        ["x", "Tensor", "float32", "[2,", "3]", "24", "B"],
    ]


def test_time_says_how_long_and_hands_on_the_result(notebook):
    run = notebook.run("await time(async () => 7)")
    assert run.result == "7"
    assert run.text().strip().split()[-1] in {"µs", "ms", "s"}
    assert notebook.run("const n: number = time(() => 8); n").result == "8"
