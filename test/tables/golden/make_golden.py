"""Writes what pandas makes of generated tables: python make_golden.py, with pandas beside (golden: pandas 3.1)."""

import json
import math
import pathlib

import numpy as np
import pandas as pd

here = pathlib.Path(__file__).parent
rng = np.random.default_rng(7)


def plain(value):
    if value is None or value is pd.NaT or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, (np.integer, np.bool_, np.floating)):
        return plain(value.item())
    if isinstance(value, pd.Timestamp):
        return value.strftime("%Y-%m-%d")
    return value


def rows(frame):
    return {name: [plain(value) for value in frame[name]] for name in frame.columns}


def people(count, missing):
    frame = pd.DataFrame(
        {
            "id": np.arange(count),
            "age": rng.integers(0, 80, count).astype(float),
            "fare": rng.normal(30, 20, count).round(3),
            "sex": rng.choice(["male", "female"], count),
            "city": rng.choice(["서울", "Busan", "São Paulo", 'the "old" town, south', "two\nlines"], count),
            "flag": rng.choice([True, False], count),
        }
    )
    for name in ["age", "fare", "city"]:
        frame.loc[rng.choice(count, missing, replace=False), name] = None
    return frame


def operations(frame, other):
    grouped = frame.groupby(["sex", "city"], dropna=False)
    how = ["count", "sum", "mean", "median", "min", "max", "std", "var", "first", "last", "nunique"]
    totals = grouped.agg(**{f"fare_{one}": ("fare", one) for one in how}).reset_index()
    numbers = frame[["id", "age", "fare"]].describe().T
    return {
        "columns": rows(frame),
        "missing": {name: int(frame[name].isna().sum()) for name in frame.columns},
        "describe": rows(numbers.reset_index(names="column")),
        "group": rows(totals),
        "sizes": rows(grouped.size().reset_index(name="count")),
        "valueCounts": rows(frame["city"].value_counts(dropna=False).reset_index()),
        "sorted": [int(i) for i in frame.sort_values(["sex", "age"], ascending=[True, False], kind="stable")["id"]],
        "sample": [int(i) for i in frame.sample(10, random_state=42)["id"]],
        "oneHot": rows(pd.get_dummies(frame[["id", "sex", "city"]], columns=["sex", "city"], dtype=int)),
        "dropMissing": [int(i) for i in frame.dropna()["id"]],
        "filledMean": rows(frame[["age"]].fillna(frame["age"].mean())),
        "filledMedian": rows(frame[["age"]].fillna(frame["age"].median())),
        "previous": rows(frame[["fare"]].ffill()),
        "codes": [int(code) for code in frame["sex"].astype("category").cat.codes],
        "inner": rows(frame.merge(other, on="city", how="inner")[["id", "city", "zone"]]),
        "left": rows(frame.merge(other, on="city", how="left")[["id", "city", "zone"]]),
    }


other = pd.DataFrame({"city": ["Busan", "서울", "Busan", "Oslo"], "zone": [1, 2, 3, 4]})
golden = {"other": rows(other)}
for name, count, missing in [("small", 12, 2), ("medium", 200, 30), ("without", 60, 0)]:
    frame = people(count, missing)
    frame.to_csv(here / f"{name}.csv", index=False)
    golden[name] = operations(pd.read_csv(here / f"{name}.csv"), other)

texts = {
    "spaces and words": "a,b\n 1,x\nNA, y\n3,null\n",
    "exponents": "a,b\n1e5,inf\n-3.,-inf\n.5,1\n+4,2\n",
    "whole numbers with gaps": "a,b\n1,\n,2\n3,4\n",
    "truth values": "a,b\nTrue,true\nFalse,false\n",
    "numbers, then a text": "a,b\n" + "1,2\n" * 1500 + "x,2.5\n",
    "empty lines": "a,b\n\n1,2\n\n\n3,4\n\n",
    "names twice": "a,a,b\n1,2,3\n",
    "quotes": 'a,b\n"x ""y""",1\n"one\ntwo",2\n',
    "carriage returns": "a,b\r\n1,x\r\n2,y\r\n",
    "leading zeros": "a,b\n007,1\n010,2\n",
}
import io

golden["texts"] = {name: {"text": text, "columns": rows(pd.read_csv(io.StringIO(text)))} for name, text in texts.items()}
for case in golden["texts"].values():
    case["columns"] = {
        name: [("inf" if v == math.inf else "-inf") if isinstance(v, float) and math.isinf(v) else v for v in values]
        for name, values in case["columns"].items()
    }
(here / "pandas.json").write_text(json.dumps(golden, ensure_ascii=False) + "\n")
