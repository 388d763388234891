"""Writes what Keras makes of sequences and series: python make_golden.py (golden: Keras 3.15.1)."""

import json
import os
import pathlib

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np

sequences = [[1, 2, 3, 4], [5], [], [6, 7]]
pairs = [[[1, 2], [3, 4]], [[5, 6]]]
pad = [
    (sequences, {}),
    (sequences, {"maxlen": 3}),
    (sequences, {"maxlen": 3, "padding": "post"}),
    (sequences, {"maxlen": 3, "truncating": "post", "value": 9}),
    (sequences, {"maxlen": 6, "padding": "post", "truncating": "post", "dtype": "float32", "value": -0.5}),
    (pairs, {}),
    (pairs, {"maxlen": 1, "truncating": "post"}),
]

series = np.arange(20).astype("float32")
features = np.arange(24).reshape(12, 2).astype("float32")
windows = [
    (series, series[3:], {"sequence_length": 3}),
    (series, None, {"sequence_length": 4, "sequence_stride": 3, "sampling_rate": 2}),
    (series, series, {"sequence_length": 2, "batch_size": 4}),
    (series, series * 2, {"sequence_length": 5, "start_index": 4, "batch_size": 3}),
    (series, series, {"sequence_length": 2, "end_index": 9, "sequence_stride": 2}),
    (features, features[2:, 0], {"sequence_length": 2, "batch_size": 5}),
    (series, series, {"sequence_length": 3, "batch_size": None, "start_index": 12}),
]


def batches(data, targets, options):
    dataset = keras.utils.timeseries_dataset_from_array(data, targets, **options)
    rows = []
    for batch in dataset:
        xs, ys = batch if targets is not None else (batch, None)
        rows.append({"xs": np.asarray(xs).tolist(), "ys": None if ys is None else np.asarray(ys).tolist()})
    return rows


golden = {
    "pad": [
        {"sequences": given, "options": options, "padded": keras.utils.pad_sequences(given, **options).tolist()}
        for given, options in pad
    ],
    "windows": [
        {
            "data": data.tolist(),
            "targets": None if targets is None else targets.tolist(),
            "options": options,
            "batches": batches(data, targets, options),
        }
        for data, targets, options in windows
    ],
}
pathlib.Path(__file__).with_name("sequences.json").write_text(json.dumps(golden) + "\n")
