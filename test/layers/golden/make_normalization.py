"""Golden numbers of layers that normalize. Run with Keras 3.15.1 and TensorFlow."""
from layer_cases import keras, run, write

L = keras.layers
cases = []


def add(title, layer, shape, training=False, call=None, **spec):
    cases.append(run(layer, [{"shape": shape, **spec}], title, training, call))


half = [[1, 1, 0], [1, 0, 0]]
for training in [False, True]:
    mode = "training" if training else "in use"
    for shape, axis in [
        ([4, 3], -1), ([4, 3], 1), ([2, 3, 4], -1), ([2, 3, 4], 1), ([2, 3, 2, 4], 3), ([2, 3, 2, 4], 1),
        ([2, 3, 2, 4], -2), ([2, 2, 3, 2, 3], -1), ([2, 2, 3, 2, 3], 1), ([1, 5], 1), ([3, 1], -1), ([2, 3, 4], 0),
    ]:
        add(f"batch normalization of {shape} axis {axis} {mode}", L.BatchNormalization(axis=axis, momentum=0.7), shape, training)
    for options in [{"center": False}, {"scale": False}, {"center": False, "scale": False}, {"epsilon": 0.1}]:
        add(f"batch normalization {options} {mode}", L.BatchNormalization(**options), [2, 3, 2, 2], training)
        add(f"batch normalization of rows {options} {mode}", L.BatchNormalization(**options), [4, 3], training)
    for clipping in [None, {"rmin": 0.8, "rmax": 1.2, "dmax": 0.1}, {"rmax": 0.9}]:
        layer = L.BatchNormalization(renorm=True, renorm_clipping=clipping, momentum=0.7, renorm_momentum=0.6)
        add(f"renormalization {clipping} {mode}", layer, [4, 3], training)
    add(f"renormalization without gamma and beta {mode}",
        L.BatchNormalization(renorm=True, center=False, scale=False), [2, 3, 4], training)
    add(f"batch normalization with a mask {mode}", L.BatchNormalization(momentum=0.7), [2, 3, 4], training, mask=half)
    add(f"batch normalization with a mask, axis 1 {mode}", L.BatchNormalization(axis=1), [2, 3, 4], training, mask=half)
    add(f"renormalization with a mask {mode}", L.BatchNormalization(renorm=True), [2, 3, 4], training, mask=half)
    add(f"batch normalization with an empty mask {mode}", L.BatchNormalization(), [2, 3, 4], training, mask=[[0] * 3] * 2)
    frozen = L.BatchNormalization(trainable=False)
    add(f"frozen batch normalization {mode}", frozen, [2, 3, 4], training)
    add(f"batch normalization of whole numbers {mode}", L.BatchNormalization(), [2, 3, 4], training, dtype="int32", scale=5)
add("batch normalization with regularizers",
    L.BatchNormalization(gamma_regularizer="l2", beta_regularizer=keras.regularizers.L1(0.1)), [4, 3], True)

for shape, axis in [
    ([4, 5], -1), ([4, 5], [1]), ([4, 5], 0), ([2, 3, 4], -1), ([2, 3, 4], 1), ([2, 3, 4], [1, 2]), ([2, 3, 4], [2, 1]),
    ([2, 3, 4], [-1, 1]), ([2, 3, 4], [-2, -1]), ([2, 3, 2, 4], [1, 3]), ([2, 3, 2, 4], -3), ([2, 2, 3, 2, 2], -1),
    ([2, 3, 1], -1), ([2, 3, 4], [0, 2]),
]:
    add(f"layer normalization of {shape} axis {axis}", L.LayerNormalization(axis=axis), shape)
for options in [{"center": False}, {"scale": False}, {"center": False, "scale": False}, {"epsilon": 0.1},
                {"rms_scaling": True}, {"rms_scaling": True, "scale": False}, {"rms_scaling": True, "axis": [1, 2]}]:
    add(f"layer normalization {options}", L.LayerNormalization(**options), [2, 3, 4])
add("layer normalization with a mask", L.LayerNormalization(), [2, 3, 4], mask=half)

for shape, axis, groups in [
    ([2, 6], -1, 3), ([2, 6], 1, 2), ([2, 3, 4], -1, 2), ([2, 3, 4], -1, -1), ([2, 3, 4], -1, 1), ([2, 4, 3], 1, 2),
    ([2, 4, 3], -2, 4), ([2, 3, 2, 4], -1, 2), ([2, 4, 3, 2], 1, 2), ([2, 3, 4, 2], 2, 2), ([2, 3, 4, 2], -2, 2),
    ([2, 2, 2, 3, 4], -1, 2), ([2, 4, 2, 3, 2], 1, -1),
]:
    add(f"group normalization of {shape} axis {axis} groups {groups}", L.GroupNormalization(groups, axis=axis), shape)
for options in [{"center": False}, {"scale": False}, {"center": False, "scale": False}, {"epsilon": 0.1}]:
    add(f"group normalization {options}", L.GroupNormalization(2, **options), [2, 3, 4])
add("group normalization with a mask", L.GroupNormalization(2), [2, 3, 4], mask=half)

for shape, axis in [([4, 5], -1), ([2, 3, 4], -1), ([2, 3, 4], [1, 2]), ([2, 3, 4], [-2, -1]), ([2, 3, 3], 1),
                    ([2, 2, 3, 2], 3), ([2, 2, 1], 2)]:
    add(f"RMS normalization of {shape} axis {axis}", L.RMSNormalization(axis=axis), shape)
add("RMS normalization epsilon", L.RMSNormalization(epsilon=0.5), [2, 3])
add("RMS normalization drops masks", L.RMSNormalization(), [2, 3, 4], mask=half)

for shape, axis in [([4, 5], -1), ([2, 3, 4], -1), ([2, 3, 4], 1), ([2, 3, 4], [1, 2]), ([2, 3, 4], [0, -1])]:
    add(f"unit normalization of {shape} axis {axis}", L.UnitNormalization(axis=axis), shape)
add("unit normalization of zeros", L.UnitNormalization(), [2, 2], values=[0, 0, 1, 0])
add("unit normalization with a mask", L.UnitNormalization(), [2, 3, 4], mask=half)

for training in [False, True]:
    add(f"spectral normalization of dense {training}", L.SpectralNormalization(L.Dense(3, activation="tanh")), [4, 5], training)
    add(f"spectral normalization of conv2d {training}", L.SpectralNormalization(L.Conv2D(2, 2), power_iterations=3),
        [2, 3, 3, 2], training)
    cases.append(run(L.SpectralNormalization(L.Embedding(4, 3)), [{"shape": [2, 3], "values": [0, 1, 3, 2, 2, 1], "whole": True}],
                     f"spectral normalization of embedding {training}", training))

write("normalization", cases)
