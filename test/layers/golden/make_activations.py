"""Golden numbers of activations, by name and as layers. Run with Keras 3.15.1 and TensorFlow."""
from keras.src.activations import ALL_OBJECTS_DICT
from layer_cases import keras, run, write

L = keras.layers
cases = []
wide = {"shape": [3, 4], "scale": 4}
edges = {"shape": [2, 8], "values": [-3.5, -1, -0.5, -0.25, 0.25, 0.5, 3.5, 6.5, -7, -2, 0.75, 1, 2, 4, 5, 9]}


def add(title, layer, spec, call=None):
    cases.append(run(layer, [spec], title, False, call))


for name in sorted(ALL_OBJECTS_DICT):
    if name == "threshold":
        continue
    for title, spec in [("", wide), (" at edges", edges), (" of three axes", {"shape": [2, 2, 6], "scale": 2})]:
        add(f"activation {name}{title}", L.Activation(name), spec)
for max_value in [None, 6, 2.5]:
    for slope in [0, 0.3]:
        for threshold in [0, 1.5]:
            add(f"ReLU {max_value} {slope} {threshold}", L.ReLU(max_value, slope, threshold), {"shape": [4, 5], "scale": 8})
for slope in [0, 0.3, 1.5]:
    add(f"LeakyReLU {slope}", L.LeakyReLU(slope), wide)
for alpha in [1.0, 0.5, 2.0, -1.0]:
    add(f"ELU {alpha}", L.ELU(alpha), wide)
for shape, shared in [([2, 3], None), ([2, 3, 4], None), ([2, 3, 4], [1]), ([2, 3, 4], [2]), ([2, 3, 2, 4], [1, 2]),
                      ([2, 3, 2, 4], 3)]:
    add(f"PReLU of {shape} shared {shared}", L.PReLU(shared_axes=shared, alpha_regularizer="l1"), {"shape": shape})
for shape, axis in [([3, 4], -1), ([3, 4], 1), ([3, 4], 0), ([2, 3, 4], 1), ([2, 3, 4], -2), ([2, 3, 4], [1]),
                    ([2, 3, 4], [1, 2]), ([2, 3, 4], [-1, -2]), ([2, 3, 4], [0, 2]), ([2, 3, 2, 2], [1, 3])]:
    add(f"softmax of {shape} along {axis}", L.Softmax(axis), {"shape": shape, "scale": 2})
masks = [[[1, 1, 0, 1], [0, 0, 0, 0], [1, 0, 0, 0]], [[1] * 4, [0, 1, 1, 0], [0, 0, 0, 1]]]
for axis in [-1, 1, [1, 2]]:
    add(f"softmax with a mask along {axis}", L.Softmax(axis), {"shape": [2, 3, 4]}, {"mask": masks})
    add(f"softmax with a mask that is spread along {axis}", L.Softmax(axis), {"shape": [2, 3, 4]}, {"mask": [[1, 0, 1, 1]]})
add("softmax with the input's mask", L.Softmax(), {"shape": [2, 3], "mask": [[1, 1, 0], [0, 1, 1]]})
for layer in [L.ReLU(), L.LeakyReLU(), L.PReLU(), L.ELU(), L.Activation("tanh")]:
    add(f"{layer.name} passes masks on", layer, {"shape": [2, 3, 2], "mask": [[1, 1, 0], [1, 0, 0]]})

write("activations", cases)
