"""A thousand cells: memory of both processes stays where it was."""

import psutil


def memory(process: psutil.Process) -> float:
    return process.memory_info().rss / 1e6


def test_thousand_cells(fresh_kernel):
    _, kernel = fresh_kernel
    cells = [
        "const value = {n}; value * 2",
        "function f{n} (x: number) {{ return x + {n}; }} f{n}(1)",
        "console.log('cell {n}'); await null; value",
        "tf.tidy(() => tf.tensor1d([{n}]).square().dataSync()[0])",
    ]
    session = psutil.Process(int(kernel.run("process.pid").result))
    protocol = session.parent()

    def run(numbers: range) -> None:
        for n in numbers:
            assert kernel.run(cells[n % 4].format(n=n % 40)).status == "ok"

    run(range(300))
    kernel.run("await new Promise((resolve) => setTimeout(resolve, 500))")
    before = {process: memory(process) for process in (session, protocol)}
    run(range(300, 1000))
    grown = {process: memory(process) - before[process] for process in (session, protocol)}
    # Room for the collector's timing; a leak of the compiler's programs would be gigabytes.
    assert all(growth < 250 for growth in grown.values()), grown
