"""Golden numbers of layers of attention. Run with Keras 3.15.1 and TensorFlow."""
import itertools

from layer_cases import keras, run, write

L = keras.layers
cases = []
query, value, key = {"shape": [2, 3, 4]}, {"shape": [2, 5, 4]}, {"shape": [2, 5, 4]}
query_mask = [[1, 1, 0], [1, 0, 0]]
value_mask = [[1, 1, 1, 0, 0], [0, 1, 1, 1, 0]]
empty_mask = [[0] * 5, [1] * 5]


def add(title, layer, inputs, call=None, training=False):
    cases.append(run(layer, inputs, title, training, call))


for name, make in [
    ("attention", L.Attention), ("scaled attention", lambda: L.Attention(use_scale=True)),
    ("concat attention", lambda: L.Attention(score_mode="concat")),
    ("scaled concat attention", lambda: L.Attention(score_mode="concat", use_scale=True)),
    ("additive attention", L.AdditiveAttention), ("unscaled additive attention", lambda: L.AdditiveAttention(use_scale=False)),
]:
    add(name, make(), [query, value])
    add(f"{name} with keys", make(), [query, {"shape": [2, 5, 3]}, key])
    add(f"{name} causal", make(), [query, value, key], {"use_causal_mask": True})
    add(f"{name} with scores", make(), [query, value], {"return_attention_scores": True})
    add(f"{name} with masks", make(), [{**query, "mask": query_mask}, {**value, "mask": value_mask}])
    add(f"{name} with all at once", make(), [{**query, "mask": query_mask}, {**value, "mask": value_mask}, key],
        {"use_causal_mask": True, "return_attention_scores": True}, True)
    add(f"{name} with an empty mask", make(), [query, {**value, "mask": empty_mask}])
    add(f"{name} with the query's mask", make(), [{**query, "mask": query_mask}, value])
add("attention of more axes", L.Attention(), [{"shape": [2, 2, 3, 4]}, {"shape": [2, 2, 5, 4]}], {"use_causal_mask": True})

attention_mask = [[[int((i + j * 2) % 3 > 0) for j in range(5)] for i in range(3)] for _ in range(2)]
blocks = [[[0] * 5, [1] * 5, [1, 0, 0, 0, 0]], [[1] * 5] * 3]
heads = lambda **options: L.MultiHeadAttention(2, 3, **options)  # noqa: E731
groups = lambda **options: L.GroupQueryAttention(3, 4, 2, **options)  # noqa: E731
for name, make in [("heads", heads), ("groups", groups)]:
    add(name, make(), [query, value])
    add(f"{name} with keys", make(), [query, value, {"shape": [2, 5, 4], "seed": 7}])
    for options in [{"use_bias": False}, {"use_gate": True}, {"sliding_window": 2}, {"dropout": 0.5},
                    {"kernel_regularizer": "l2", "bias_regularizer": keras.regularizers.L1(0.1), "activity_regularizer": "l2"}]:
        add(f"{name} {options if 'kernel_regularizer' not in options else 'charged'}", make(**options), [query, value])
    for causal, scores in itertools.product([False, True], [False, True]):
        call = {"use_causal_mask": causal, "return_attention_scores": scores}
        add(f"{name} {call}", make(), [query, value, key], call)
        add(f"{name} {call} with masks", make(), [{**query, "mask": query_mask}, {**value, "mask": value_mask}], call)
        add(f"{name} {call} with an attention mask", make(), [query, value], {**call, "attention_mask": blocks})
        add(f"{name} {call} with all masks", make(sliding_window=2),
            [{**query, "mask": query_mask}, {**value, "mask": value_mask}, {**key, "mask": empty_mask}],
            {**call, "attention_mask": attention_mask})
    add(f"{name} with an empty mask and dropout", make(dropout=0.3), [query, {**value, "mask": empty_mask}])
    add(f"{name} with one mask for all", make(), [query, value], {"attention_mask": attention_mask[0]} if name == "heads" else {})
add("heads of other sizes", heads(value_dim=2, output_shape=5), [query, {"shape": [2, 5, 3]}, {"shape": [2, 5, 2]}])
add("heads with an output of two axes", heads(output_shape=(2, 3)), [query, value])
for axes in [None, (1,), (2,), (-2,), (-3,), (1, 2), (2, 1)]:
    inputs = [{"shape": [2, 3, 4, 2]}, {"shape": [2, 3, 4, 2]}]
    add(f"heads along {axes} of more axes", heads(attention_axes=axes), inputs)
    add(f"heads along {axes} of more axes with scores", heads(attention_axes=axes), inputs, {"return_attention_scores": True})
add("heads along one of more axes, causal", heads(attention_axes=2), [{"shape": [2, 3, 3, 2]}] * 2, {"use_causal_mask": True})

write("attention", cases)
