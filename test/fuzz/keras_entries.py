"""Random layers that take words and whole numbers: they stand where a model begins."""

import numpy as np
import tensorflow as tf
from keras import layers
from keras_layers import LayerMaker

WORDS = "ant bee cat dog eel fly gnu Hen".split()
STRANGERS = ["zebra", "", "äpfel", "two words"]


class EntryMaker(LayerMaker):
    """Draws entries of text or of whole numbers, with what makes numbers of them."""

    def entry(self, kwargs, alone):
        """An input, what follows it at once, and a function that makes its data; `alone`: by layers of one input each."""
        return self.texts(kwargs, alone) if self.flag() else self.numbers_of_things(kwargs, alone)

    def texts(self, kwargs, alone):
        if self.odds(0.35):
            entry = layers.Input((1,), dtype="string", **kwargs)
            return entry, self.sentences()(entry), lambda count: self.drawn(count, 1, lambda: " ".join(self.words(4)))
        size = self.whole(1, 3)
        entry = layers.Input((size,), dtype="string", **kwargs)
        options = [lambda: self.lookup(layers.StringLookup, self.words(5), entry), lambda: self.hashed(entry)]
        if not alone:
            options.append(lambda: self.crossed(entry))
        return entry, self.pick(*options)(), lambda count: self.drawn(count, size, lambda: self.pick(*WORDS, *STRANGERS))

    def numbers_of_things(self, kwargs, alone):
        size, most = self.whole(1, 3), self.whole(3, 9)
        entry = layers.Input((size,), dtype=self.pick("int32", "int64"), **kwargs)
        things = [int(n) for n in self.random.permutation(range(1, most + 1))[: self.whole(2, most)]]
        options = [
            lambda: self.lookup(layers.IntegerLookup, things, entry),
            lambda: self.hashed(entry),
            lambda: layers.CategoryEncoding(most, output_mode=self.pick("multi_hot", "one_hot", "count"))(entry),
        ]
        if not alone:
            options.append(lambda: self.crossed(entry))
        dtype = entry.dtype
        return entry, self.pick(*options)(), lambda count: self.random.integers(0, most, (count, size)).astype(dtype)

    def words(self, most):
        return [WORDS[i] for i in self.random.permutation(len(WORDS))[: self.whole(1, most)]]

    def drawn(self, count, size, draw):
        """As TensorFlow's tensor: Keras takes no others of text."""
        return tf.constant([[draw() for _ in range(size)] for _ in range(count)])

    def encoded_as(self, entry, bins):
        """Options of what one layer gives, and what makes numbers of places in a list."""
        if self.odds(0.4):
            return {}, lambda places: layers.Embedding(bins, self.whole(1, 3), mask_zero=self.odds(0.3))(places)
        modes = ["one_hot", "multi_hot"] if entry.shape[-1] == 1 else ["multi_hot"]
        # Keras' lookups count in whole numbers, in which its normalizations would go on computing.
        return {"output_mode": self.pick(*modes)}, lambda encoded: layers.Rescaling(self.real(0.5, 1))(encoded)

    def lookup(self, kind, vocabulary, entry):
        oov = self.whole(0, 2) if kind is layers.StringLookup else self.whole(1, 2)
        mask = {"mask_token": vocabulary[0] if self.flag() else ("" if kind is layers.StringLookup else 0)} if self.odds(0.3) else {}
        options, follow = self.encoded_as(entry, len(vocabulary) + 4)
        if "output_mode" in options and self.odds(0.3):
            options = {"output_mode": "count"}
        # Without a place for what is not known, Keras stops at it.
        oov = max(oov, 1)
        rest = [one for one in vocabulary if one != mask.get("mask_token")] or vocabulary
        mask = mask if rest is not vocabulary or not mask or mask["mask_token"] not in vocabulary else {}
        return follow(kind(vocabulary=rest, num_oov_indices=oov, **mask, **options)(entry))

    def hashed(self, entry):
        bins = self.whole(2, 6)
        options, follow = self.encoded_as(entry, bins)
        salt = self.some(salt=lambda: self.pick(7, [3, 5]))
        mask = self.some(0.2, mask_value=lambda: "" if entry.dtype == "string" else 0)
        return follow(layers.Hashing(bins, **salt, **mask, **options)(entry))

    def crossed(self, entry):
        bins = self.whole(2, 6)
        one = entry[:, :1]
        options = {"output_mode": "one_hot"} if self.flag() else {}
        crossed = layers.HashedCrossing(bins, **options)((one, one))
        return crossed if options else layers.Embedding(bins, 2)(crossed)

    def sentences(self):
        vocabulary = sorted({word.lower() for word in self.words(6)})
        shared = {
            "vocabulary": vocabulary,
            **self.some(standardize=lambda: self.pick("lower", "strip_punctuation", None)),
            **self.some(split=lambda: "character"),
        }
        if self.flag():
            mode = self.pick("multi_hot", "count", "tf_idf")
            weights = {"idf_weights": np.linspace(0.5, 1.5, len(vocabulary)).tolist()} if mode == "tf_idf" else {}
            return layers.TextVectorization(output_mode=mode, **shared, **weights, **self.some(ngrams=lambda: 2))
        vectorized = layers.TextVectorization(output_sequence_length=self.whole(2, 4), **shared)
        embedded = layers.Embedding(len(vocabulary) + 3, self.whole(1, 3), mask_zero=self.odds(0.3))
        return lambda text: embedded(vectorized(text))
