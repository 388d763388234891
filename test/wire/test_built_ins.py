"""A cell that replaces what the language gives has it for as long as its code runs; the kernel, which stands on the same,
goes on, and every variable is kept."""

import pytest

REPLACED = {
    "Promise": "(globalThis as any).Promise = undefined",
    "Promise.prototype.then": "Promise.prototype.then = (() => { throw new Error('no then') }) as any",
    "Promise.race": "Promise.race = 7 as any",
    "JSON": "(globalThis as any).JSON = { parse() {}, stringify() { return '!' } }",
    "JSON.stringify": "JSON.stringify = (() => 'x') as any",
    "Symbol.for": "(Symbol as any).for = () => 1",
    "Array.prototype.push": "Array.prototype.push = function () { throw new Error('no push') }",
    "Array.prototype.filter": "await 0; Array.prototype.filter = () => []",
    "Array.prototype.Symbol(Symbol.iterator)": "Array.prototype[Symbol.iterator] = (function* () {}) as any",
    "Array Iterator.prototype.next": "Object.getPrototypeOf([][Symbol.iterator]()).next = () => ({ done: true })",
    "String.prototype.replace": "String.prototype.replace = (() => { throw 1 }) as any",
    "Object.entries": "Object.entries = () => []",
    "Object.prototype.toJSON": "(Object.prototype as any).toJSON = () => 1",
    "Object.prototype.status": "(Object.prototype as any).status = 'error'; (Object.prototype as any).get = 1",
    "Map.prototype.set": "delete (Map.prototype as any).set",
    "Function.prototype.apply": "Function.prototype.apply = () => 0",
    "Reflect.apply": "Reflect.apply = () => 0",
    "Uint8Array": "(globalThis as any).Uint8Array = class {}",
    "Buffer.from": "Buffer.from = (() => null) as any",
    "WeakRef": "(globalThis as any).WeakRef = null",
    "AbortController": "(globalThis as any).AbortController = null",
}


@pytest.mark.parametrize("name", REPLACED)
def test_what_is_replaced_is_put_back_and_said(kernel, name):
    kernel.run("const kept = new Map([['answer', 41]])")
    cell = kernel.run(REPLACED[name])
    assert cell.status == "ok"
    assert name in cell.text("stderr") and "has been put back" in cell.text("stderr")
    later = kernel.run("console.log([1, 2].map((n) => `${n}`).join()); await new Promise((r) => setTimeout(r, 5)); kept.get('answer')! + 1")
    assert (later.result, later.text("stdout"), later.text("stderr")) == ("42", "1,2\n", "")


def test_it_holds_within_the_cell(kernel):
    cell = kernel.run("Array.prototype.at = () => 'mine' as any; await new Promise((r) => setTimeout(r, 20)); [1].at(0)")
    assert cell.status == "ok"
    assert kernel.run("[1].at(0)").result == "1"


def test_a_cell_prints_and_shows_on_what_it_broke(kernel):
    kernel.run("const kept = 41")
    cell = kernel.run("(globalThis as any).JSON = null; console.log('x'); display('y')")
    assert cell.status == "error" or cell.text() == "x\n"
    assert kernel.run("kept + 1").result == "42"


def test_a_timer_that_replaces_after_the_cell(kernel):
    kernel.run("const kept = 41; setTimeout(() => { (globalThis as any).Promise = null; Array.prototype.map = null as any }, 20)")
    kernel.run("await new Promise((r) => setTimeout(r, 50))")
    assert kernel.run("kept + 1").result == "42"


@pytest.mark.parametrize(
    ("set_it", "ask"),
    [
        ("Date.now = () => 7", "Date.now()"),
        ("Math.random = () => 7", "Math.random()"),
        ("Error.stackTraceLimit = 7", "Error.stackTraceLimit"),
        ("(Array as any).seven = 7", "(Array as any).seven"),
        ("Object.defineProperty(Object.prototype, 'should', { get: () => 7, configurable: true })", "('' as any).should"),
    ],
)
def test_what_is_the_users_stays(kernel, set_it, ask):
    assert kernel.run(f"{set_it}; 1").text("stderr") == ""
    assert kernel.run(ask).result == "7"


@pytest.mark.parametrize("what", ["process", "Object.prototype", "Array.prototype", "Promise.prototype", "globalThis.JSON"])
def test_what_is_frozen_costs_nothing(kernel, what):
    kernel.run("const kept = 41")
    kernel.run(f"Object.freeze({what}); 1")
    assert kernel.run("await new Promise((r) => setTimeout(r, 5)); kept + 1").result == "42"
