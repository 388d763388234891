"""Makes the files of this folder with real Keras: models in both formats, what they predict, how far they trained.

Keras 3:  pip install tensorflow-cpu keras h5py && python make_keras_files.py
Keras 2:  pip install tf-keras && python make_keras_files.py 2
Keras 2 with its optimizers from before 2.11:  python make_keras_files.py 2-legacy
Names after the version make these models only: python make_keras_files.py 3 lines transformer
"""
import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
version = sys.argv[1] if len(sys.argv) > 1 else "3"
if version.startswith("2"):
    import tf_keras as keras
else:
    os.environ["KERAS_BACKEND"] = "tensorflow"
    import keras
import numpy as np

layers = keras.layers
here = os.path.dirname(os.path.abspath(__file__))
keras.utils.set_random_seed(7)


def dnn():
    model = keras.Sequential(
        [
            keras.Input((6,)),
            layers.Dense(
                8,
                kernel_initializer="he_normal",
                kernel_regularizer=keras.regularizers.L2(1e-4),
                kernel_constraint=keras.constraints.MaxNorm(3),
            ),
            layers.BatchNormalization(),
            layers.Activation("relu"),
            layers.Dropout(0.4),
            layers.Dense(3, activation="softmax"),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.01), loss="categorical_crossentropy", metrics=["accuracy"])
    return model


def cnn():
    model = keras.Sequential(
        [
            keras.Input((8, 8, 2)),
            layers.Conv2D(4, 3, padding="same", activation="relu"),
            layers.MaxPooling2D(),
            layers.DepthwiseConv2D(2),
            layers.SeparableConv2D(3, 2),
            layers.Conv2DTranspose(2, 2, strides=2),
            layers.LeakyReLU(),
            layers.Flatten(),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(optimizer=keras.optimizers.RMSprop(0.01, momentum=0.5), loss="binary_crossentropy", metrics=["accuracy"])
    return model


def sequence():
    model = keras.Sequential(
        [
            keras.Input((5, 3)),
            layers.Bidirectional(layers.LSTM(4, return_sequences=True)),
            layers.GRU(3, reset_after=False, return_sequences=True),
            layers.GRU(3, return_sequences=True),
            layers.TimeDistributed(layers.Dense(2)),
            layers.SimpleRNN(3),
            layers.LayerNormalization(),
            layers.Dense(1),
        ]
    )
    model.compile(optimizer=keras.optimizers.SGD(0.01, momentum=0.9, nesterov=True), loss="mse", metrics=["mae"])
    return model


def functional():
    a = keras.Input((4,), name="a")
    b = keras.Input((3,), name="b")
    shared = layers.Dense(3, activation="tanh", name="shared")
    joined = layers.Concatenate()([shared(a), layers.Dense(3)(b)])
    added = layers.Add()([joined, layers.Dense(6)(joined)])
    inner = keras.Sequential([keras.Input((6,)), layers.Dense(4, activation="elu"), layers.Dense(2)], name="inner")
    return keras.Model([a, b], [layers.Dense(1, name="first")(added), inner(added)])


def lines():
    model = keras.Sequential(
        [
            keras.Input((8, 2)),
            layers.SeparableConv1D(4, 3, padding="same", depth_multiplier=2),
            layers.UpSampling1D(2),
            layers.DepthwiseConv1D(3, depth_multiplier=2, activation="relu"),
            layers.RMSNormalization(),
            layers.Conv1DTranspose(4, 3, strides=2),
            layers.ZeroPadding1D((2, 1)),
            layers.Cropping1D((1, 3)),
            layers.GroupNormalization(2),
            layers.UnitNormalization(),
            layers.GlobalAveragePooling1D(),
            layers.Dense(1),
        ]
    )
    model.compile(optimizer=keras.optimizers.Lamb(0.01), loss="mse")
    return model


def volumes():
    model = keras.Sequential(
        [
            keras.Input((3, 4, 4, 2)),
            layers.ConvLSTM2D(2, 2, return_sequences=True),
            layers.UpSampling3D((1, 2, 2)),
            layers.ZeroPadding3D((0, 1, 2)),
            layers.Cropping3D(((0, 0), (1, 2), (2, 1))),
            layers.SpatialDropout3D(0.1),
            layers.GlobalMaxPooling3D(),
            layers.Dense(1),
        ]
    )
    model.compile(optimizer=keras.optimizers.Ftrl(0.1), loss="mse")
    return model


def transformer():
    x, other = keras.Input((5, 8)), keras.Input((3, 8))
    mixed = layers.LayerNormalization()(layers.Add()([x, layers.MultiHeadAttention(2, 3, value_dim=4)(x, x)]))
    across = layers.MultiHeadAttention(2, 2)(query=mixed, value=other)
    scored = layers.Attention(use_scale=True)([across, other])
    summed = layers.AdditiveAttention()([scored, other, other])
    return keras.Model([x, other], layers.Dense(2)(layers.GlobalAveragePooling1D()(summed)))


def with_old_optimizer(name, **config):
    def make():
        model = keras.Sequential([keras.Input((4,)), layers.Dense(3, activation="relu"), layers.Dense(1)])
        model.compile(optimizer=getattr(keras.optimizers.legacy, name)(**config), loss="mse")
        return model

    return make


def targets_for(model, count):
    outputs = model.output_shape if isinstance(model.output_shape, list) else [model.output_shape]
    return [np.eye(shape[-1])[np.arange(count) % shape[-1]] if shape[-1] > 1 else np.arange(count)[:, None] % 2 for shape in outputs]


def main():
    expected = {}
    makers = {"dnn": dnn, "cnn": cnn, "sequence": sequence, "functional": functional}
    if version == "3":
        makers |= {"lines": lines, "volumes": volumes, "transformer": transformer}
    if version == "2-legacy":
        makers = {
            "adam": with_old_optimizer("Adam", learning_rate=0.01),
            "adam-amsgrad": with_old_optimizer("Adam", learning_rate=0.01, amsgrad=True),
            "sgd": with_old_optimizer("SGD", learning_rate=0.01, momentum=0.9),
            "sgd-decay": with_old_optimizer("SGD", learning_rate=0.05, decay=0.1),
            "rmsprop": with_old_optimizer("RMSprop", learning_rate=0.01, momentum=0.5, centered=True),
            "adagrad": with_old_optimizer("Adagrad", learning_rate=0.1),
            "adadelta": with_old_optimizer("Adadelta", learning_rate=1.0),
            "adamax": with_old_optimizer("Adamax", learning_rate=0.01),
            "nadam": with_old_optimizer("Nadam", learning_rate=0.01),
        }
    path = os.path.join(here, f"keras{version}.json")
    only = sys.argv[2:]
    if only:
        with open(path) as file:
            expected = json.load(file)
    for name, make in makers.items():
        if only and name not in only:
            continue
        model = make()
        shapes = [tuple(tensor.shape)[1:] for tensor in model.inputs]
        x = [np.random.rand(6, *shape).astype("float32") for shape in shapes]
        trained = getattr(model, "optimizer", None) is not None
        if trained:
            model.fit(x[0], targets_for(model, 6)[0], epochs=3, batch_size=2, verbose=0)
        outputs = model.predict(x if len(x) > 1 else x[0], verbose=0)
        outputs = outputs if isinstance(outputs, list) else [outputs]
        expected[name] = {
            "x": [value.round(6).tolist() for value in x],
            "outputs": [value.tolist() for value in outputs],
            "steps": int(model.optimizer.iterations) if trained else None,
            "parameters": model.count_params(),
        }
        if version == "2-legacy":
            # What the optimizer remembers shows in how training goes on.
            model.save(os.path.join(here, f"keras{version}-{name}.h5"))
            model.fit(x[0], targets_for(model, 6)[0], epochs=2, batch_size=2, verbose=0, shuffle=False)
            expected[name]["later"] = model.predict(x[0], verbose=0).tolist()
            continue
        if version == "3":
            model.save(os.path.join(here, f"keras3-{name}.keras"))
            model.save_weights(os.path.join(here, f"keras3-{name}.weights.h5"))
            if name == "dnn":
                model.export(os.path.join(here, "saved-model"), verbose=False)
        # Last: Keras 3.15 takes the optimizer out of a model's compile config when it writes .h5.
        model.save(os.path.join(here, f"keras{version}-{name}.h5"))
    with open(path, "w") as file:
        json.dump(expected, file)


main()
