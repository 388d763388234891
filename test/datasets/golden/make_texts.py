"""Small files of Keras' text data sets, in each form of pickle, and what Keras loads of them: python make_texts.py > texts.json"""

import base64
import io
import json
import os
import pickle
import zipfile

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import numpy as np
from keras.src.datasets import imdb, reuters

random = np.random.default_rng(5)


def texts(count):
    lists = [[int(w) for w in random.integers(1, pick, random.integers(1, 9))] for pick in random.choice([9, 70, 400, 90000], count)]
    array = np.empty(count, dtype=object)
    array[:] = lists
    return array


def array_file(array, protocol):
    """As NumPy has written arrays of objects over the years."""
    file = io.BytesIO()
    if array.dtype != object:
        np.save(file, array)
        return file.getvalue()
    header = {"descr": "|O", "fortran_order": False, "shape": array.shape}
    np.lib.format.write_array_header_1_0(file, header)
    pickle.dump(array, file, protocol=protocol, fix_imports=True)
    return file.getvalue()


def archive(protocol, **arrays):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, array in arrays.items():
            made.writestr(f"{name}.npy", array_file(array, protocol))
    return file.getvalue()


def loaded(module, content, **options):
    path = "/tmp/texts-of-keras.npz"
    with open(path, "wb") as file:
        file.write(content)
    module.get_file = lambda *args, **kwargs: path
    halves = module.load_data(**options)
    os.remove(path)
    return [{"x": [list(map(int, row)) for row in x], "y": [int(label) for label in y]} for x, y in halves]


cases = []
imdb_options = [{}, {"num_words": 60, "skip_top": 5}, {"maxlen": 6, "seed": 1}, {"start_char": None, "index_from": 0, "oov_char": None, "num_words": 80}]
reuters_options = [{}, {"num_words": 60, "skip_top": 5, "test_split": 0.4}, {"maxlen": 6, "seed": 1}, {"start_char": None, "oov_char": None, "num_words": 80}]
for protocol in (3, 4, 5):
    labels = lambda count, most: random.integers(0, most, count)
    content = archive(protocol, x_train=texts(9), y_train=labels(9, 2), x_test=texts(6), y_test=labels(6, 2))
    shown = base64.b64encode(content).decode()
    options = imdb_options if protocol == 3 else imdb_options[:1]
    cases += [{"of": "imdb", "protocol": protocol, "file": shown, "options": o, "wanted": loaded(imdb, content, **o)} for o in options]
    content = archive(protocol, x=texts(11), y=labels(11, 46))
    shown = base64.b64encode(content).decode()
    options = reuters_options if protocol == 3 else reuters_options[:1]
    cases += [{"of": "reuters", "protocol": protocol, "file": shown, "options": o, "wanted": loaded(reuters, content, **o)} for o in options]
hostile = np.empty(1, dtype=object)


class Runs:
    def __reduce__(self):
        return os.system, ("true",)


hostile[0] = Runs()
content = archive(3, x=hostile, y=np.zeros(1, "int64"))
print(json.dumps({"cases": cases, "hostile": base64.b64encode(content).decode()}, indent=1))
