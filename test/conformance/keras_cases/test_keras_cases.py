"""Small programs made from what people reported about Keras and TensorFlow.js, each in its cells, with the numbers that
real Keras 3.15 gives. `cells/NN_*.cells` holds the expected lines in its header; where a `NN_*.py` stands beside it, real
Keras writes the files that the cells read."""

from __future__ import annotations

import math
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from jupyter_client.manager import KernelManager

MAIN = Path(__file__).resolve().parents[3] / "dist" / "kernel" / "main.js"
CELLS = Path(__file__).parent / "cells"
EXPECTED = "// expected (Keras 3.15): @"
TOLERANCE = 2e-4
# A bias before BatchNormalization has no gradient but what rounding leaves, of which Adam makes whole steps: by processor.
LOOSER = {"cfirst_keras": 1e-3, "cfirst_h5": 1e-3}

# Where ours differs, and why: ours is right, or it is refused by name.
KERAS_BIAS = "Keras on TensorFlow adds a channels-first bias along the last axis where that is as long as the channels"
IN_WORDS = "refused in words before training, where Keras goes on with NaN or with a label that is no class"
MOMENTS = "TensorFlow's moments hold the mean constant, wrong for second derivatives; ours agrees with differences"
SPARSE = "whole gradients; Keras on TensorFlow squares an embedding's rows apart where a batch holds one several times"
LIST_ORDER = "logs keep the order of Keras' list, the loss first; Keras sorts the keys of its dictionary"
DIFFERENT = {
    "03_class_weight": {
        "seq_onehot": "weighed by step; Keras stumbles over labels a step",
        "seq_sparse": "weighed by step; Keras stumbles over labels a step",
        "gen": "class weights hold for generators as well; Keras refuses them there",
    },
    "04_temporal_weights": {"per_sample": "one weight a sample weighs the sample; Keras spreads it over the steps"},
    "06_multi_output": {
        name: LIST_ORDER
        for name in ("dict_eval_keys", "dict_eval", "list_eval_keys", "list_eval", "sw_list_eval_keys")
    },
    "10_second_order": {"gp_conv_bn": MOMENTS},
    "12_transpose_channels": {
        name: KERAS_BIAS for name in ("cf_sep", "cf_sep_pred", "cf_conv3d", "cf_conv3d_pred")
    },
    "13_label_shapes": {
        "own_flat": "flat labels meet a column of outputs as a column; Keras' own metric compares each with each",
        "label_half": IN_WORDS,
        "nan_label": IN_WORDS,
    },
    "15_metrics": {"spec": "written by hand in the case: specificity is 2/3"},
    "31_tfjs_style": {
        "eval": "evaluate of tf.sequential gives scalars, as TensorFlow.js declares it",
        "int_div": "TensorFlow.js divides whole numbers to whole numbers",
    },
    "33_keras_files": {"mask_keras": SPARSE, "mask_h5": SPARSE},
}


def named(text: str, prefix: str) -> dict[str, str]:
    lines = (line[len(prefix) :] for line in text.splitlines() if line.startswith(prefix))
    return dict(line.partition(" ")[::2] for line in lines)


def same(name: str, want: str, got: str) -> bool:
    if want.startswith("ERROR") or got.startswith("ERROR"):
        return want.startswith("ERROR") and got.startswith("ERROR")
    wanted, given = want.split(), got.split()
    tolerance = LOOSER.get(name, TOLERANCE)
    return len(wanted) == len(given) and all(near(*pair, tolerance) for pair in zip(wanted, given))


def near(want: str, got: str, tolerance: float) -> bool:
    try:
        a, b = float(want), float(got)
    except ValueError:
        return want == got
    if math.isnan(a) or math.isnan(b):
        return math.isnan(a) and math.isnan(b)
    return a == b or abs(a - b) <= tolerance * max(1e-2, abs(a), abs(b))


def prepare(stem: str, folder: Path) -> None:
    (folder / "run" / "k").mkdir(parents=True)
    if not (CELLS / f"{stem}.py").exists():
        return
    shutil.copytree(CELLS, folder / "src")
    # Where TensorFlow leaves it off by itself, Keras computes nothing whose channels come first.
    environment = {**os.environ, "PYTHONPATH": str(folder / "src"), "TF_ENABLE_ONEDNN_OPTS": "1"}
    script = [sys.executable, f"src/{stem}.py"]
    subprocess.run(script, cwd=folder, env=environment, capture_output=True, check=False)


@pytest.fixture(scope="module")
def kernel_path(tmp_path_factory) -> str:
    prefix = tmp_path_factory.mktemp("prefix")
    command = ["node", str(MAIN), "install", "--prefix", str(prefix)]
    subprocess.run(command, check=True, capture_output=True)
    return str(prefix / "share" / "jupyter")


@pytest.fixture
def client(kernel_path, tmp_path, monkeypatch):
    """A kernel of its own for each program, in an empty folder."""
    monkeypatch.setenv("JUPYTER_PATH", kernel_path)
    monkeypatch.setenv("TENSORCELL_HISTORY", str(tmp_path / "history.sqlite"))
    manager = KernelManager(kernel_name="tensorcell")
    manager.start_kernel(cwd=str(tmp_path))
    client = manager.blocking_client()
    client.start_channels()
    client.wait_for_ready(timeout=120)
    yield client
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def printed(client, cells: list[str]) -> str:
    parts: list[str] = []

    def hear(message) -> None:
        content = message["content"]
        if message["msg_type"] == "stream":
            parts.append(content["text"])
        elif message["msg_type"] == "error":
            parts.append(f"ERROR {content['evalue']}\n")

    for cell in cells:
        if cell.strip():
            client.execute_interactive(cell, timeout=240, output_hook=hear)
    return "".join(parts)


@pytest.mark.parametrize("stem", sorted(path.stem for path in CELLS.glob("*.cells")))
def test_numbers_are_those_of_keras(stem: str, client, tmp_path) -> None:
    text = (CELLS / f"{stem}.cells").read_text()
    wanted = named(text, EXPECTED)
    prepare(stem, tmp_path)
    got = named(printed(client, re.split(r"(?m)^// %%.*$", text)), "@")
    different = DIFFERENT.get(stem, {})
    wrong = {
        name: f"Keras {value}, here {got.get(name, 'nothing')}"
        for name, value in wanted.items()
        if name not in different and not (name in got and same(name, value, got[name]))
    }
    assert wrong == {}
    # What is named as different is different: a name that no longer is one goes.
    assert [name for name in different if name in wanted and same(name, wanted[name], got.get(name, ""))] == []
