"""Writes golden.json: what Keras' tree functions give.   python test/tree/golden.py"""
import json
import os
import pathlib

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
from keras import tree

structures = [1, [1, 2], {"b": [2, 3], "a": 1}, [[1, {"z": 2, "y": [3, {"x": 4}]}], 5], {"a": {"b": {"c": 1}}, "B": [2]}, [], {"a": []}]
cases = []
for one in structures:
    flat = tree.flatten(one)
    cases.append({
        "structure": one,
        "isNested": tree.is_nested(one),
        "flat": flat,
        "paths": [list(path) for path, _ in tree.flatten_with_path(one)],
        "doubled": tree.map_structure(lambda x: 2 * x, one),
        "packed": tree.pack_sequence_as(one, [str(x) for x in flat]),
        "traversed": tree.traverse(lambda x: x + 10 if isinstance(x, int) else None, one),
        "upwards": tree.traverse(lambda x: len(x) if isinstance(x, list) else None, one, top_down=False),
    })  # fmt: skip
same = []
for a in structures:
    for b in structures:
        try:
            tree.assert_same_structure(a, b)
            same.append(True)
        except ValueError:
            same.append(False)
pathlib.Path(__file__).parent.joinpath("golden.json").write_text(json.dumps({"cases": cases, "same": same}) + "\n")
