"""Golden numbers of the core layers. Run with Keras 3.15.1 and TensorFlow."""
from layer_cases import keras, run, write

L = keras.layers
cases = []
half = [[1, 1, 0], [1, 0, 0]]


def add(title, layer, *inputs, training=False, call=None):
    cases.append(run(layer, list(inputs), title, training, call))


numbers = [0, 1, 3, 2, 2, 4]
for dtype in ["int32", "float32"]:
    spec = {"shape": [2, 3], "values": numbers, "dtype": dtype, "whole": True}
    add(f"embedding {dtype}", L.Embedding(5, 2), spec)
    add(f"embedding {dtype} masks zero", L.Embedding(5, 2, mask_zero=True), spec)
add("embedding of negative numbers", L.Embedding(5, 2), {"shape": [2, 3], "values": [-1, -5, 0, 4, -2, 1], "dtype": "int32"})
add("embedding of fractions", L.Embedding(5, 2), {"shape": [1, 3], "values": [0.9, 1.2, 3.99], "whole": True})
add("embedding of one axis", L.Embedding(5, 2), {"shape": [4], "values": [0, 1, 4, 4], "dtype": "int32"})
add("embedding of three axes", L.Embedding(5, 2), {"shape": [2, 1, 2], "values": [0, 1, 4, 4], "dtype": "int32"})
add("embedding charged", L.Embedding(5, 2, embeddings_regularizer="l2", embeddings_constraint="non_neg", embeddings_initializer="he_normal"),
    {"shape": [2, 2], "values": [0, 1, 4, 4], "dtype": "int32"})

steps = [0, 0, 1, 0, 2, 2, 0, 0, 0, 0, 2, 2]
add("masking", L.Masking(), {"shape": [2, 3, 2], "values": steps})
add("masking of twos", L.Masking(mask_value=2), {"shape": [2, 3, 2], "values": steps})
add("masking of whole numbers", L.Masking(), {"shape": [2, 3, 2], "values": steps})
add("masking of more axes", L.Masking(), {"shape": [1, 2, 3, 2], "values": steps})
add("identity", L.Identity(), {"shape": [2, 3, 2], "mask": half})
add("rescaling", L.Rescaling(0.5), {"shape": [2, 3]})
add("rescaling with an offset", L.Rescaling(2.0, 1.0), {"shape": [2, 3, 2], "mask": half})
add("rescaling of whole numbers", L.Rescaling(0.5, -1), {"shape": [2, 3], "values": numbers, "dtype": "int32"})
add("rescaling by channel", L.Rescaling([1.0, 2.0], [0.5, 0.0]), {"shape": [2, 3, 2]})
for training in [False, True]:
    add(f"activity regularization {training}", L.ActivityRegularization(0.1, 0.2), {"shape": [4, 3]}, training=training)
for make in [lambda: L.Dropout(0.5), lambda: L.SpatialDropout1D(0.5), lambda: L.GaussianNoise(0.5), lambda: L.GaussianDropout(0.5),
             lambda: L.AlphaDropout(0.5)]:
    layer = make()
    add(f"{layer.name} in use", layer, {"shape": [2, 3, 2], "mask": half})
for make in [lambda: L.Dropout(0), lambda: L.SpatialDropout1D(0), lambda: L.GaussianNoise(0), lambda: L.GaussianDropout(0),
             lambda: L.AlphaDropout(0), lambda: L.Dropout(1), lambda: L.SpatialDropout1D(1.0)]:
    layer = make()
    add(f"{layer.name} without chance", layer, {"shape": [2, 3, 2], "mask": half}, training=True)

# Not "ab...,bc->ac..." of three axes: there Keras on TensorFlow gives the last two the other way round.
for equation, output, bias, shape in [
    ("ab,bc->ac", 3, "c", [2, 4]), ("abc,cd->abd", (None, 3), "d", [2, 3, 4]), ("abc,cd->abd", (3, 3), None, [2, 3, 4]),
    ("...x,xy->...y", 3, "y", [2, 3, 4]), ("...x,xy->...y", 3, "y", [2, 2, 3, 4]), ("...x,xy->...y", 3, None, [2, 4]),
    ("abc,cde->abde", (3, 2, 3), "de", [2, 3, 4]), ("abc,cde->abde", (3, 2, 3), "e", [2, 3, 4]),
    ("abc,cde->abde", (3, 2, 3), "be", [2, 3, 4]), ("abcd,cde->abe", (3, 5), "e", [2, 3, 2, 4]),
    ("abc,bcd->ad", 3, "d", [2, 3, 4]), ("abc,bd->adc", (5, 4), "dc", [2, 3, 4]), ("abc,bd->acd", (4, 5), "cd", [2, 3, 4]),
    ("abc,bcd->abd", (3, 2), "bd", [2, 3, 4]), ("ab...,bc->ac...", 3, "c", [2, 4, 3, 2]),
    ("abc,dc->abd", (3, 2), None, [2, 3, 4]), ("abc,d->ad", 2, "d", [2, 3, 4]), ("abc,bc->abc", (3, 4), "bc", [2, 3, 4]),
]:
    layer = L.EinsumDense(equation, output, activation="tanh", bias_axes=bias, kernel_regularizer="l2")
    add(f"einsum {equation} {shape} bias {bias}", layer, {"shape": shape})

write("core", cases)
