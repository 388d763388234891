"""A course in nbgrader, with the configuration of docs/elsewhere.md: solutions are cleared, submissions graded."""

from __future__ import annotations

import csv
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

SOLUTION = """function mean(values: number[]): number {
  /// BEGIN SOLUTION
  return values.reduce((sum, value) => sum + value, 0) / values.length;
  /// END SOLUTION
}"""
TESTS = """if (mean([1, 2, 3]) !== 2) throw new Error('mean of 1, 2, 3 must be 2');
/// BEGIN HIDDEN TESTS
if (mean([4, 8]) !== 6) throw new Error('mean of 4, 8 must be 6');
/// END HIDDEN TESTS"""
TRAINING = """const model = sequential([layers.dense({ units: 1, inputShape: [1] })]);
if (model.countParams() !== 2) throw new Error('two parameters');"""

ANSWERS = {
    "right": "return values.reduce((sum, value) => sum + value, 0) / values.length;",
    "wrong": "return values[0]!;",
    "ill-typed": "return values;",
    "middle": "return values[1]!;",
}


def cell(source: str, name: str, points: int | None = None):
    graded = {"grade": True, "solution": False, "locked": True, "points": points}
    marks = graded if points else {"grade": False, "solution": True, "locked": False}
    nbgrader = {"schema_version": 3, "grade_id": name, "task": False, **marks}
    return new_code_cell(source, metadata={"nbgrader": nbgrader})


class Course:
    def __init__(self, folder: Path, tools, environment: dict[str, str]):
        self.folder, self.tools, self.environment = folder, tools, environment

    def nbgrader(self, *arguments: str) -> None:
        done = self.tools.run("nbgrader", *arguments, cwd=self.folder, env=self.environment)
        assert done.returncode == 0, done.stderr

    def notebook(self, *place: str) -> Path:
        return self.folder.joinpath(*place, "problems.ipynb")

    def submit(self, student: str, answer: str, stub: str) -> None:
        notebook = nbformat.read(self.notebook("release", "first"), as_version=4)
        [problem] = [cell for cell in notebook.cells if stub in cell.source]
        problem.source = problem.source.replace(stub, answer)
        file = self.notebook("submitted", student, "first")
        file.parent.mkdir(parents=True)
        nbformat.write(notebook, file)

    def scores(self) -> dict[str, tuple[float, float]]:
        self.nbgrader("export", "--to", "grades.csv")
        with open(self.folder / "grades.csv", newline="") as file:
            return {row["student_id"]: (float(row["score"]), float(row["max_score"])) for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def course(tools, jupyter, documented, tmp_path_factory) -> Course:
    course = Course(tmp_path_factory.mktemp("course"), tools("nbgrader==0.9.6"), jupyter)
    configuration = documented("nbgrader", "python")
    (course.folder / "nbgrader_config.py").write_text(f"c = get_config()\n{configuration}")
    cells = [cell(SOLUTION, "mean"), cell(TESTS, "mean-tests", points=2), cell(TRAINING, "model-tests", points=1)]
    spec = {"name": "tensorcell", "display_name": "TypeScript (TensorCell)", "language": "typescript"}
    file = course.notebook("source", "first")
    file.parent.mkdir(parents=True)
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": spec}), file)
    course.nbgrader("generate_assignment", "first")
    return course


def stub(documented) -> str:
    given = {}

    class Anything:
        def __getattr__(self, _):
            return self

        def __setattr__(self, name, value):
            given[name] = value

    exec(documented("nbgrader", "python"), {"c": Anything()})
    return given["code_stub"]["typescript"]


def test_the_students_version_has_no_solution_and_no_hidden_test(course, documented):
    notebook = nbformat.read(course.notebook("release", "first"), as_version=4)
    mean, tests, _ = (cell.source for cell in notebook.cells)
    indented = "\n".join(f"  {line}" for line in stub(documented).split("\n"))
    assert mean == f"function mean(values: number[]): number {{\n{indented}\n}}"
    assert tests == TESTS.split("\n")[0]


def test_submissions_are_graded(course, documented):
    indented = stub(documented).replace("\n", "\n  ")
    for student, answer in ANSWERS.items():
        course.submit(student, answer, indented)
    course.nbgrader("autograde", "first")
    assert course.scores() == {
        "right": (3, 3),
        "wrong": (1, 3),
        "ill-typed": (1, 3),
        # Right for the tests that students see, and not for the hidden one.
        "middle": (1, 3),
    }
    graded = nbformat.read(course.notebook("autograded", "wrong", "first"), as_version=4)
    [error] = [output for output in graded.cells[1].outputs if output.output_type == "error"]
    assert "mean of 1, 2, 3 must be 2" in error.evalue
