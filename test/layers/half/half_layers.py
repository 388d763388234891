"""Layers under a policy of 16 bits by real Keras: models as files, what they give, and gradients.

python half_layers.py FOLDER POLICY writes FOLDER/CASE.keras for each case, and prints as JSON, by case, the inputs, the
outputs for inference and for training, and the gradients of sum(outputs * factors) in the inputs and the trained weights.
"""

import json
import os
import sys

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np
import tensorflow as tf
from keras import layers

folder, policy = sys.argv[1:3]
keras.config.set_dtype_policy(policy)


def one(shape, layer, count=4):
    def build():
        inputs = [keras.Input(size, name=f"in{i}") for i, size in enumerate(shape if isinstance(shape, list) else [shape])]
        return keras.Model(inputs, layer()(inputs if len(inputs) > 1 else inputs[0])), count

    return build


def ids(shape, limit, layer):
    def build():
        inputs = keras.Input(shape, dtype="int32", name="in0")
        return keras.Model(inputs, layer()(inputs)), limit

    build.ints = True
    return build


def attention(**options):
    def build():
        query, value = keras.Input((5, 6), name="in0"), keras.Input((7, 6), name="in1")
        made = layers.MultiHeadAttention(num_heads=2, key_dim=3, **options)
        return keras.Model([query, value], made(query, value)), 3

    return build


def causal():
    query = keras.Input((6, 6), name="in0")
    made = layers.MultiHeadAttention(num_heads=2, key_dim=4)
    return keras.Model(query, made(query, query, use_causal_mask=True)), 3


def nested():
    inner = keras.Sequential([keras.Input((6,)), layers.Dense(5, activation="relu"), layers.BatchNormalization()])
    inputs = keras.Input((6,), name="in0")
    x = layers.Dense(6, dtype="float32", activation="tanh")(inner(inputs) if False else inputs)
    x = inner(x)
    return keras.Model(inputs, layers.Dense(3, activation="softmax", dtype="float32")(x)), 4


def named(function, shape=(11,)):
    return one(shape, lambda: layers.Activation(function))


FUNCTIONS = [
    "celu", "elu", "exponential", "gelu", "glu", "hard_shrink", "hard_sigmoid", "hard_silu", "hard_tanh", "leaky_relu",
    "linear", "log_sigmoid", "log_softmax", "mish", "relu", "relu6", "selu", "sigmoid", "silu", "soft_shrink", "softmax",
    "softplus", "softsign", "sparse_plus", "sparse_sigmoid", "squareplus", "tanh", "tanh_shrink",
]

CASES = {
    **{f"activation_{name}": named(name, (12,)) for name in FUNCTIONS},
    "dense": one((7,), lambda: layers.Dense(5)),
    "dense_relu": one((7,), lambda: layers.Dense(5, activation="relu")),
    "dense_softmax": one((7,), lambda: layers.Dense(5, activation="softmax")),
    "dense_wide": one((300,), lambda: layers.Dense(9)),
    "dense_of_steps": one((3, 7), lambda: layers.Dense(5, activation="gelu")),
    "einsum_dense": one((3, 7), lambda: layers.EinsumDense("abc,cd->abd", (None, 5), bias_axes="d")),
    "conv1d": one((9, 3), lambda: layers.Conv1D(4, 3, padding="same", activation="relu")),
    "conv1d_causal": one((9, 3), lambda: layers.Conv1D(4, 3, padding="causal", dilation_rate=2)),
    "conv2d": one((7, 6, 3), lambda: layers.Conv2D(4, 3, activation="relu")),
    "conv2d_strides": one((7, 6, 3), lambda: layers.Conv2D(4, 3, strides=2, padding="same")),
    "conv3d": one((5, 5, 4, 2), lambda: layers.Conv3D(3, 2)),
    "conv1d_transpose": one((6, 3), lambda: layers.Conv1DTranspose(4, 3, strides=2)),
    "conv2d_transpose": one((4, 5, 3), lambda: layers.Conv2DTranspose(4, 3, strides=2, padding="same")),
    "depthwise1d": one((9, 3), lambda: layers.DepthwiseConv1D(3, depth_multiplier=2)),
    "depthwise2d": one((7, 6, 3), lambda: layers.DepthwiseConv2D(3, depth_multiplier=2, padding="same")),
    "separable1d": one((9, 3), lambda: layers.SeparableConv1D(4, 3)),
    "separable2d": one((7, 6, 3), lambda: layers.SeparableConv2D(4, 3, padding="same")),
    "max_pooling1d": one((9, 3), lambda: layers.MaxPooling1D(2)),
    "max_pooling2d": one((7, 6, 3), lambda: layers.MaxPooling2D(2, padding="same")),
    "max_pooling3d": one((4, 5, 4, 2), lambda: layers.MaxPooling3D(2)),
    "average_pooling1d": one((9, 3), lambda: layers.AveragePooling1D(2)),
    "average_pooling2d": one((7, 6, 3), lambda: layers.AveragePooling2D(2, padding="same")),
    "average_pooling3d": one((4, 5, 4, 2), lambda: layers.AveragePooling3D(2)),
    "global_average1d": one((9, 3), lambda: layers.GlobalAveragePooling1D()),
    "global_average2d": one((7, 6, 3), lambda: layers.GlobalAveragePooling2D()),
    "global_average3d": one((4, 5, 4, 2), lambda: layers.GlobalAveragePooling3D()),
    "global_max1d": one((9, 3), lambda: layers.GlobalMaxPooling1D()),
    "global_max2d": one((7, 6, 3), lambda: layers.GlobalMaxPooling2D()),
    "global_max3d": one((4, 5, 4, 2), lambda: layers.GlobalMaxPooling3D()),
    "batch_normalization": one((5,), lambda: layers.BatchNormalization()),
    "batch_normalization2d": one((4, 5, 3), lambda: layers.BatchNormalization()),
    "layer_normalization": one((6,), lambda: layers.LayerNormalization()),
    "layer_normalization2d": one((4, 6), lambda: layers.LayerNormalization(axis=[1, 2])),
    "group_normalization": one((4, 5, 6), lambda: layers.GroupNormalization(3)),
    "embedding": ids((5,), 9, lambda: layers.Embedding(9, 4)),
    "multi_head_attention": attention(),
    "multi_head_attention_dropping": attention(dropout=0.5),
    "multi_head_attention_causal": causal,
    "relu_layer": one((9,), lambda: layers.ReLU()),
    "relu_layer_all": one((9,), lambda: layers.ReLU(max_value=1.5, negative_slope=0.1, threshold=0.2)),
    "leaky_relu_layer": one((9,), lambda: layers.LeakyReLU(0.15)),
    "elu_layer": one((9,), lambda: layers.ELU(0.7)),
    "prelu": one((4, 5), lambda: layers.PReLU("glorot_uniform", shared_axes=[1])),
    "softmax_layer": one((4, 5), lambda: layers.Softmax(axis=1)),
    "add": one([(4, 3), (4, 3), (1, 3)], lambda: layers.Add()),
    "subtract": one([(4, 3), (4, 3)], lambda: layers.Subtract()),
    "multiply": one([(4, 3), (4, 3), (4, 3)], lambda: layers.Multiply()),
    "average": one([(4, 3), (4, 3), (4, 3)], lambda: layers.Average()),
    "maximum": one([(4, 3), (4, 3)], lambda: layers.Maximum()),
    "minimum": one([(4, 3), (4, 3)], lambda: layers.Minimum()),
    "concatenate": one([(4, 3), (4, 2)], lambda: layers.Concatenate()),
    "flatten": one((4, 3), lambda: layers.Flatten()),
    "reshape": one((4, 3), lambda: layers.Reshape((2, 6))),
    "permute": one((4, 3), lambda: layers.Permute((2, 1))),
    "repeat_vector": one((5,), lambda: layers.RepeatVector(3)),
    "up_sampling1d": one((4, 3), lambda: layers.UpSampling1D(2)),
    "up_sampling2d": one((3, 4, 2), lambda: layers.UpSampling2D(2)),
    "up_sampling3d": one((2, 3, 2, 2), lambda: layers.UpSampling3D(2)),
    "zero_padding1d": one((4, 3), lambda: layers.ZeroPadding1D(1)),
    "zero_padding2d": one((3, 4, 2), lambda: layers.ZeroPadding2D(1)),
    "zero_padding3d": one((2, 3, 2, 2), lambda: layers.ZeroPadding3D(1)),
    "cropping1d": one((6, 3), lambda: layers.Cropping1D(1)),
    "cropping2d": one((5, 4, 2), lambda: layers.Cropping2D(1)),
    "cropping3d": one((4, 3, 4, 2), lambda: layers.Cropping3D(1)),
    "dropout": one((5,), lambda: layers.Dropout(0.0)),
    "identity": one((5,), lambda: layers.Identity()),
    "activity_regularization": one((5,), lambda: layers.ActivityRegularization(l2=0.01)),
    "rescaling": one((4, 3), lambda: layers.Rescaling(1 / 255, offset=-0.3)),
    "nested": nested,
}


def plain(value):
    return np.asarray(value, dtype="float32").tolist()


def answer(name, build):
    rng = np.random.default_rng(len(name))
    keras.utils.set_random_seed(7)
    model, count = build()
    model.set_weights([
        np.abs(w) + 0.5 if "variance" in v.path else w
        for v, w in ((v, rng.normal(0.1, 0.6, v.shape).astype("float32")) for v in model.weights)
    ])
    model.save(os.path.join(folder, f"{name}.keras"))
    if getattr(build, "ints", False):
        inputs = [rng.integers(0, count, (4, *i.shape[1:])).astype("int32") for i in model.inputs]
    else:
        inputs = [rng.normal(0.2, 1.5, (count, *i.shape[1:])).astype("float32") for i in model.inputs]
    tensors = [tf.constant(x) for x in inputs]
    given = tensors if len(tensors) > 1 else tensors[0]
    inference = model(given, training=False)
    is_drawn = "dropping" in name
    with tf.GradientTape() as tape:
        for one_input in tensors:
            if one_input.dtype == tf.float32:
                tape.watch(one_input)
        trained = model(given, training=not is_drawn)
        factors = rng.normal(0, 1, trained.shape).astype("float32")
        total = tf.reduce_sum(tf.cast(trained, "float32") * factors)
    sources = [x for x in tensors if x.dtype == tf.float32] + [v.value for v in model.trainable_weights]
    gradients = [tf.convert_to_tensor(g) for g in tape.gradient(total, sources)]
    return {
        "inputs": [plain(x) for x in inputs],
        "type": inference.dtype.name,
        "inference": plain(tf.cast(inference, "float32")),
        "training": plain(tf.cast(trained, "float32")),
        "factors": plain(factors),
        "gradients": [plain(g) for g in gradients],
    }


def tried(name, build):
    try:
        return answer(name, build)
    except Exception as error:
        return {"error": str(error)[:300]}


print(json.dumps({name: tried(name, build) for name, build in CASES.items()}))
