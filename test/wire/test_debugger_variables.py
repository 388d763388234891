"""The variables panel: without a stop and at one, and what comes of a stop's variables afterwards."""

from __future__ import annotations

import pytest
from debugging import Debugging

CELLS = """const gradient = tf.tensor2d([[0.5, -1], [2, 3]]);
const big = tf.zeros([2000, 1000]);
const gone = tf.tensor1d([1]); gone.dispose();
const count = 3, share = 0.25, name = 'ada', yes = true, huge = 12n, nothing = null;
const list = [1, [2, 3], 'x'];
const model = sequential([layers.dense({ units: 2, inputShape: [3] })]);
const bytes = new Uint8Array([1, 2, 3]);
const both = new Map([['a', 1]]);
class Point { x = 1; }
const point = new Point();
const half = (x: number) => x / 2;"""


@pytest.fixture(scope="module")
def variables(kernel) -> dict[str, dict]:
    assert kernel.run(CELLS).status == "ok"
    found = Debugging(kernel).body("inspectVariables")["variables"]
    return {one["name"]: one for one in found}


@pytest.mark.parametrize(
    ("name", "kind", "value"),
    [
        ("gradient", "float32 [2, 2]", "[[0.5, -1], [2, 3]]"),
        ("big", "float32 [2000, 1000]", "float32 [2000, 1000]"),
        ("gone", "float32 [1] (disposed)", "disposed"),
        ("count", "int", "3"),
        ("share", "float", "0.25"),
        ("name", "str", '"ada"'),
        ("yes", "bool", "true"),
        ("huge", None, "12n"),
        ("nothing", None, "null"),
        ("list", "Array [3]", '[1, […], "x"]'),
        ("bytes", "Uint8Array [3]", "[1, 2, 3]"),
        ("both", "Map [1]", "Map [1]"),
        ("point", "Point", "Point"),
        ("Point", "function", "class Point"),
        ("half", "function", "ƒ half"),
    ],
)
def test_each_variable_says_what_it_is(variables, name, kind, value):
    assert (variables[name].get("type"), variables[name]["value"]) == (kind, value)


def test_a_model_says_its_layers(variables):
    assert "Sequential" in variables["model"]["type"] and "8 parameters" in variables["model"]["type"]


def test_they_are_those_of_whos(kernel, variables):
    names = kernel.run("whos().map(({ name }) => name).join(' ')").result
    assert names == repr(" ".join(sorted(variables)))


def test_what_is_inside(kernel, variables):
    debugging = Debugging(kernel)
    inside = debugging.variables(variables["list"]["variablesReference"])
    assert [one["value"] for one in inside.values()] == ["1", "[2, 3]", '"x"']
    assert debugging.variables(variables["both"]["variablesReference"])["a"]["value"] == "1"
    assert debugging.variables(variables["point"]["variablesReference"])["x"]["value"] == "1"
    assert debugging.variables(variables["half"]["variablesReference"]) == {}
    assert debugging.variables(0) == {}


@pytest.mark.parametrize(
    ("name", "mime", "text"),
    [("gradient", "text/plain", "Tensor [2, 2] float32"), ("model", "text/plain", "8"), ("count", "text/plain", "3")],
)
def test_rich_is_what_a_cell_would_show(kernel, variables, name, mime, text):
    shown = Debugging(kernel).body("richInspectVariables", variableName=name)
    assert text in shown["data"][mime]
    assert shown["metadata"] == {}


def test_rich_of_images_tables_and_names_that_are_none(kernel):
    debugging = Debugging(kernel)
    assert kernel.run("const pixels = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0]);").status == "ok"
    assert "image/png" in debugging.body("richInspectVariables", variableName="pixels")["data"]
    assert kernel.run("const html = { [Symbol.for('Jupyter.display')]: async () => ({ 'text/html': '<b>x</b>' }) };").status == "ok"
    assert debugging.body("richInspectVariables", variableName="html")["data"]["text/html"] == "<b>x</b>"
    for name in ("unknown", "special variables", "a b", "1"):
        answer = debugging.ask("richInspectVariables", variableName=name)
        assert answer["success"] is False and answer["body"] == {"data": {}, "metadata": {}}


def test_variables_while_a_cell_computes(kernel):
    cell = kernel.execute("let spins = 0;\nconsole.log('begun');\nwhile (spins >= 0) { spins += 1; }")
    kernel.wait_for_stream(cell, "begun")
    found = Debugging(kernel).body("inspectVariables")["variables"]
    assert found
    kernel.interrupt()
    kernel.finish(cell)


def test_copied_to_globals_a_local_is_every_cells(kernel):
    debugging = Debugging(kernel)
    debugging.start()
    code = "const inner = (k: number) => {\n  const loss = tf.scalar(k);\n  return loss;\n};\ninner(7);"
    debugging.set(code, 3)
    cell = debugging.stops(code)
    copied = debugging.body("copyToGlobals", srcVariableName="loss", dstVariableName="kept", srcFrameId=1)
    assert (copied["type"], copied["value"]) == ("float32 []", "7")
    assert debugging.scopes()["Globals"]["kept"]["value"] == "7"
    assert not debugging.ask("copyToGlobals", srcVariableName="nope", dstVariableName="q", srcFrameId=1)["success"]
    assert not debugging.ask("copyToGlobals", srcVariableName="a; b", dstVariableName="q", srcFrameId=1)["success"]
    debugging.go()
    debugging.finish(cell)
    debugging.end()
    assert kernel.run("kept.dataSync()[0]").result == "7"


def test_types_that_the_checker_knows_where_values_tell_less(kernel):
    debugging = Debugging(kernel)
    debugging.start()
    code = (
        "interface Options { units: number }\n"
        "const inner = (options: Options, each: (x: number) => string) => {\n"
        "  const list: (number | string)[] = [1, 'a'];\n"
        "  const weights = tf.ones([2]);\n"
        "  return list.length + options.units;\n"
        "};\n"
        "inner({ units: 2 }, (x) => `${x}`);"
    )
    debugging.set(code, 5)
    cell = debugging.stops(code)
    debugging.frames()
    found = debugging.scopes()["Locals"]
    assert {name: found[name]["type"] for name in ("options", "each", "list", "weights")} == {
        "options": "Options",
        "each": "(x: number) => string",
        "list": "(string | number)[] [2]",
        "weights": "float32 [2]",
    }
    debugging.go()
    debugging.finish(cell)
    debugging.end()
