"""Folders of sounds, and the batches that Keras makes of them: python make_sounds.py > sounds.json"""

import base64
import contextlib
import io
import json
import os
import pathlib
import tempfile
import wave

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import keras
import numpy as np

random = np.random.default_rng(3)


def write(path, samples, channels):
    path.parent.mkdir(exist_ok=True)
    values = random.integers(-32768, 32768, (samples, channels)).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(values.tobytes())


def batches(folder, **options):
    # Of a split Keras speaks whatever `verbose` says.
    with contextlib.redirect_stdout(io.StringIO()):
        sounds = keras.utils.audio_dataset_from_directory(folder, verbose=False, **options)
    shown = lambda x, y=None: {"shape": list(x.shape), "x": np.asarray(x).ravel().tolist(), "y": None if y is None else np.asarray(y).tolist()}
    return [shown(*batch) if isinstance(batch, tuple) else shown(batch) for batch in sounds]


with tempfile.TemporaryDirectory() as place:
    folder = pathlib.Path(place)
    for name, channels in [("no", 1), ("yes", 1)]:
        for i in range(4):
            write(folder / name / f"{i}.wav", int(random.integers(2, 9)), channels)
    files = {str(path.relative_to(folder)): base64.b64encode(path.read_bytes()).decode() for path in sorted(folder.rglob("*.wav"))}
    cases = [
        {"shuffle": False, "batch_size": 3},
        {"shuffle": False, "batch_size": 5, "output_sequence_length": 5, "label_mode": "categorical"},
        {"shuffle": False, "batch_size": 8, "label_mode": "binary", "validation_split": 0.25, "subset": "validation"},
        {"shuffle": False, "batch_size": 8, "label_mode": None, "labels": None},
    ]
    print(json.dumps({"files": files, "cases": [{"options": one, "batches": batches(folder, **one)} for one in cases]}, indent=1))
