"""Golden values of Keras' text layers over generated texts: python test/layers/golden/make_text.py, with Keras 3.15."""

import json
import os
import random
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import keras
import tensorflow as tf

draw = random.Random(19)
WORDS = ["The", "cat", "sat.", "on", "THE", "mat!", "Äpfel", "naïve", "고양이", "it's", "x_y", "e=mc²", "😀", "é", "1,000", "a"]
GAPS = [" ", " ", " ", "  ", "\t", "\n", "\u00a0", " - "]


def text():
    return "".join(draw.choice(WORDS) + draw.choice(GAPS) for _ in range(draw.randint(0, 8)))


def terms(count):
    return [draw.choice(["a", "b", "c", "d", "é", "", "z z", "[UNK]", "long " * draw.randint(1, 30)]) for _ in range(count)]


def listed(value):
    value = value.to_tensor() if isinstance(value, tf.RaggedTensor) else tf.convert_to_tensor(value)
    flat = tf.reshape(value, [-1]).numpy().tolist()
    return {
        "shape": value.shape.as_list(),
        "values": [v.decode() if isinstance(v, bytes) else v for v in flat],
    }


def case(name, config, adapt, inputs):
    layer = getattr(keras.layers, name)(**config)
    if adapt is not None:
        layer.adapt(tf.constant(adapt))
    result = {"layer": name, "config": config, "adapt": adapt, "inputs": inputs}
    try:
        result["output"] = listed(layer(tf.constant(inputs)))
    except Exception as error:
        print(name, config, str(error)[:80])
        return None
    if hasattr(layer, "get_vocabulary"):
        result["vocabulary"] = [v if isinstance(v, str) else int(v) for v in layer.get_vocabulary()]
    return result


def vectorizations():
    for i in range(60):
        mode = draw.choice(["int", "int", "multi_hot", "count", "tf_idf"])
        config = {
            "output_mode": mode,
            "standardize": draw.choice(["lower_and_strip_punctuation", "lower", "strip_punctuation", None]),
            "split": draw.choice(["whitespace", "whitespace", "character", None]),
        }
        if config["split"]:
            config["ngrams"] = draw.choice([None, None, 2, 3])
        if mode == "int":
            config["output_sequence_length"] = draw.choice([None, 3, 6])
        config["max_tokens"] = draw.choice([None, 8, 20])
        if config["max_tokens"] and mode != "int":
            config["pad_to_max_tokens"] = draw.choice([True, False])
        texts = [text() for _ in range(draw.randint(1, 12))]
        given = [text() for _ in range(draw.randint(1, 4))]
        if draw.random() < 0.4:
            given = [[one] for one in given]
        if config["split"] is None and mode != "int":
            given = [[one] if isinstance(one, str) else one for one in given]
        yield case("TextVectorization", config, texts + ["fish and chips"], given)
    yield case("TextVectorization", {"ngrams": (2, 1), "output_mode": "int"}, ["a b c a b"], ["a b", "c"])
    yield case("TextVectorization", {"vocabulary": ["b", "a"], "output_mode": "tf_idf", "idf_weights": [0.5, 2.0]}, None, ["a b z", ""])
    yield case("TextVectorization", {}, ["a b c"], "b a q")
    yield case("TextVectorization", {"output_mode": "count"}, ["a b c"], "b a q b")


def lookups():
    for i in range(60):
        mode = draw.choice(["int", "int", "one_hot", "multi_hot", "count", "tf_idf"])
        config = {"output_mode": mode, "num_oov_indices": draw.choice([1, 1, 2, 3])}
        config["max_tokens"] = draw.choice([None, 5, 12])
        if config["max_tokens"] and mode != "int":
            config["pad_to_max_tokens"] = draw.choice([True, False])
        texts = draw.random() < 0.6
        if draw.random() < 0.4:
            config["mask_token"] = "" if texts else 0
        if config["num_oov_indices"] > 1 and draw.random() < 0.5:
            config["salt"] = draw.choice([7, [123456789, 987654321]])
            if not texts:
                config["oov_method"] = "farmhash"
        make = terms if texts else (lambda count: [draw.randint(-3, 9) for _ in range(count)])
        width = draw.randint(1, 4)
        rows = lambda count: [make(width) for _ in range(count)]
        adapt = rows(6) if draw.random() < 0.7 else make(9)
        given = rows(3) if mode in ("multi_hot", "count", "tf_idf") or draw.random() < 0.6 else make(5)
        yield case("StringLookup" if texts else "IntegerLookup", config, adapt, given)
    yield case("StringLookup", {"vocabulary": ["a", "b"], "num_oov_indices": 0}, None, [["a", "b"], ["b", "b"]])
    yield case("StringLookup", {"vocabulary": ["a", "b"], "invert": True}, None, [[0, 1], [2, 5]])
    yield case("StringLookup", {"vocabulary": ["a", "b"], "invert": True, "mask_token": ""}, None, [0, 1, 2, 3])
    yield case("IntegerLookup", {"vocabulary": [12, 36], "invert": True}, None, [[0, 1], [2, 5]])
    yield case("StringLookup", {"vocabulary": ["[UNK]", "a"]}, None, ["a", "q"])
    yield case("IntegerLookup", {"vocabulary": [5, 6], "output_mode": "tf_idf", "idf_weights": [0.25, 0.75]}, None, [[5, 6, 6], [1, 1, 5]])


def hashings():
    for i in range(40):
        config = {"num_bins": draw.choice([1, 2, 7, 1000])}
        config["output_mode"] = draw.choice(["int", "int", "one_hot", "multi_hot", "count"])
        texts = draw.random() < 0.6
        if draw.random() < 0.4:
            config["salt"] = draw.choice([133, [133, 137], [0, 2**53 - 1]])
        if draw.random() < 0.4:
            config["mask_value"] = "a" if texts else 3
        make = terms if texts else (lambda count: [draw.randint(-10, 10**6) for _ in range(count)])
        width = draw.randint(1, 4)
        yield case("Hashing", config, None, [make(width) for _ in range(3)])


def tokenizers():
    from keras.src.legacy.preprocessing.text import Tokenizer

    for i in range(40):
        config = {"num_words": draw.choice([None, None, 5, 9])}
        config["oov_token"] = draw.choice([None, None, "?", "cat"])
        config["char_level"] = draw.random() < 0.2
        config["lower"] = draw.random() < 0.7
        if draw.random() < 0.2:
            config["filters"], config["split"] = ".!", draw.choice([" ", ",", "a"])
        words = Tokenizer(**config)
        texts = [text() for _ in range(draw.randint(1, 6))] + [["Cat", "on", "cat"]]
        words.fit_on_texts(texts)
        given = [text() for _ in range(3)] + [["cat", "zebra"]]
        rows = words.texts_to_sequences(given)
        yield {
            "config": config,
            "texts": texts,
            "given": given,
            "index": list(words.word_index.items()),
            "rows": rows,
            "back": words.sequences_to_texts([*rows, [0, 999]]),
            "matrices": {m: words.texts_to_matrix(given, m).tolist() for m in ["binary", "count", "freq", "tfidf"]},
        }


cases = [one for one in [*vectorizations(), *lookups(), *hashings()] if one is not None]
Path(__file__).with_name("text.json").write_text(json.dumps(cases, ensure_ascii=False, separators=(",", ":")) + "\n")
Path(__file__).with_name("tokenizer.json").write_text(
    json.dumps(list(tokenizers()), ensure_ascii=False, separators=(",", ":")) + "\n"
)
print(len(cases), "cases")
