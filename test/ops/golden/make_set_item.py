"""What NumPy leaves in an array after `x[key] = value`: python make_set_item.py"""
import json
import os

import numpy as np

x = np.arange(24, dtype="float32").reshape(2, 3, 4)
every = slice(None)
cases = [
    ([1], 5.0),
    ([0, 2], [1, 2, 3, 4]),
    ([-1, every, 2], [7, 8, 9]),
    ([every, slice(1, None)], [[[1, 2, 3, 4]]]),
    ([every, slice(None, None, 2), slice(1, -1)], 0.5),
    ([slice(0, 1), 1, 3], [6]),
    ([0, slice(3, 0, -1)], [[4, 3, 2, 1], [8, 7, 6, 5]]),
    ([1, np.array([2, 0])], [[1, 1, 1, 1], [2, 2, 2, 2]]),
]


def written(part):
    if isinstance(part, slice):
        return "all" if part == every else [part.start, part.stop] + ([part.step] if part.step else [])
    return {"places": part.tolist()} if isinstance(part, np.ndarray) else part


made = []
for key, value in cases:
    y = x.copy()
    y[tuple(key)] = np.array(value)
    made.append({"key": [written(part) for part in key], "value": value, "y": y.tolist()})
mask = x > 11
masked = x.copy()
masked[mask] = -1
rows = x[0].copy()
rows[np.array([False, True, True])] = [9, 8, 7, 6]
here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(here, "set-item.json"), "w") as file:
    json.dump({"cases": made, "masked": masked.tolist(), "rows": rows.tolist()}, file)
