"""Random layers of Keras for inputs of a given shape, with random arguments."""

import keras
from keras import layers

ACTIVATIONS = (
    "linear relu tanh sigmoid softplus elu selu gelu silu softsign exponential hard_sigmoid leaky_relu relu6 mish "
    "celu hard_tanh log_sigmoid softmax swish hard_silu tanh_shrink squareplus soft_shrink hard_shrink log_softmax "
    "sparse_plus sparse_sigmoid sparsemax"
).split()
# What a recurrence stays finite with.
GENTLE = "tanh sigmoid hard_sigmoid softsign hard_tanh relu".split()


class LayerMaker:
    """@param random NumPy's generator  @param chance whether layers may draw in training"""

    def __init__(self, random, chance=False, stateful=False):
        self.random = random
        self.chance = chance
        self.stateful = stateful

    # Choices

    def pick(self, *options):
        return options[int(self.random.integers(len(options)))]

    def odds(self, share):
        return bool(self.random.random() < share)

    def whole(self, least, most):
        return int(self.random.integers(least, most + 1))

    def real(self, least, most):
        return round(float(self.random.uniform(least, most)), 3)

    def some(self, share=0.35, **choices):
        """Some of the arguments, each drawn by its function."""
        return {name: draw() for name, draw in choices.items() if self.odds(share)}

    def flag(self):
        return self.odds(0.5)

    def activation(self):
        return self.pick(*ACTIVATIONS)

    def gentle(self):
        return self.pick(*GENTLE)

    def initializer(self):
        i = keras.initializers
        return self.pick(
            "zeros", "ones", "glorot_uniform", "he_normal", "lecun_uniform", "random_normal",
            i.Constant(self.real(-1, 1)), i.RandomUniform(-0.3, 0.3), i.TruncatedNormal(stddev=0.2, seed=3),
            i.VarianceScaling(0.5, "fan_avg", "uniform"),
        )  # fmt: skip

    def regularizer(self):
        r = keras.regularizers
        return self.pick("l1", "l2", "l1_l2", r.L1(0.003), r.L2(0.01), r.L1L2(0.002, 0.003))

    def constraint(self):
        c = keras.constraints
        return self.pick("non_neg", "unit_norm", "max_norm", c.MaxNorm(1.2, axis=0), c.MinMaxNorm(0.3, 1.5, rate=0.7), c.UnitNorm(axis=0))

    def weight(self, *names, share=0.15):
        """Initializers, regularizers and constraints of some weights."""
        drawn = {}
        for name in names:
            drawn |= self.some(
                share,
                **{f"{name}_initializer": self.initializer, f"{name}_regularizer": self.regularizer},
                **{f"{name}_constraint": self.constraint},
            )
        return drawn

    def activity(self):
        return self.some(0.08, activity_regularizer=self.regularizer)

    def affine(self, *names):
        return {
            **self.some(activation=self.activation, use_bias=self.flag),
            **self.weight(*(names or ("kernel",)), "bias"),
            **self.activity(),
        }

    # Layers by shape

    def layer(self, shape):
        """A layer for inputs of a shape without samples."""
        by_rank = {1: self.vector, 2: self.sequence, 3: self.image, 4: self.volume}
        makers = [self.anywhere]
        if len(shape) in by_rank and self.odds(0.72):
            makers = [by_rank[len(shape)]]
        return makers[0](shape)

    def anywhere(self, shape):
        rank = len(shape)
        axis = self.pick(*range(1, rank + 1), -1)
        options = [
            lambda: layers.Dense(self.whole(1, 5), **self.affine()),
            lambda: layers.Activation(self.activation()),
            lambda: layers.ReLU(**self.some(max_value=lambda: self.real(0.5, 3), negative_slope=lambda: self.real(0, 0.4), threshold=lambda: self.real(0, 0.5))),
            lambda: layers.LeakyReLU(**self.some(negative_slope=lambda: self.real(0, 0.5))),
            lambda: layers.ELU(**self.some(alpha=lambda: self.real(0.1, 2))),
            lambda: layers.PReLU(**self.weight("alpha"), **self.some(shared_axes=lambda: [self.whole(1, rank)])),
            lambda: layers.Softmax(**self.some(axis=lambda: axis)),
            lambda: layers.BatchNormalization(
                **self.some(axis=lambda: axis, momentum=lambda: self.real(0.5, 0.99), epsilon=lambda: 0.01, center=self.flag, scale=self.flag),
                **self.weight("beta", "gamma"),
            ),
            lambda: layers.LayerNormalization(
                **self.some(axis=lambda: self.pick(-1, axis, list(range(1, rank + 1))), epsilon=lambda: 0.01, center=self.flag, scale=self.flag),
                **self.weight("beta", "gamma"),
            ),
            lambda: layers.RMSNormalization(**self.some(axis=lambda: self.pick(-1, axis), epsilon=lambda: 0.01)),
            lambda: layers.UnitNormalization(**self.some(axis=lambda: self.pick(-1, axis))),
            lambda: layers.GroupNormalization(
                self.pick(-1, *(n for n in (1, 2, 3) if shape[-1] % n == 0)),
                **self.some(epsilon=lambda: 0.01, center=self.flag, scale=self.flag),
                **self.weight("beta", "gamma"),
            ),
            lambda: layers.Dropout(self.rate()),
            lambda: layers.GaussianNoise(self.rate()),
            lambda: layers.GaussianDropout(self.rate()),
            lambda: layers.AlphaDropout(self.rate()),
            lambda: layers.ActivityRegularization(0.01, self.pick(0.0, 0.02)),
            lambda: layers.Identity(),
            lambda: layers.Rescaling(self.real(0.3, 2), **self.some(offset=lambda: self.real(-1, 1))),
            lambda: layers.Normalization(mean=self.real(-1, 1), variance=self.real(0.3, 2), **self.some(invert=self.flag)),
            lambda: layers.Flatten(),
            lambda: layers.Reshape(self.reshaped(shape)),
            lambda: layers.Permute([int(n) + 1 for n in self.random.permutation(rank)]),
            lambda: self.einsum(shape),
            lambda: layers.SpectralNormalization(layers.Dense(self.whole(2, 4), **self.affine()), **self.some(power_iterations=lambda: 2)),
        ]  # fmt: skip
        return self.pick(*options)()

    def rate(self):
        return self.pick(0.2, 0.5) if self.chance else 0.0

    def reshaped(self, shape):
        size = 1
        for side in shape:
            size *= side
        divisors = [n for n in range(1, size + 1) if size % n == 0]
        first = self.pick(*divisors)
        second = self.pick(*(n for n in divisors if (size // first) % n == 0))
        target = self.pick((size,), (first, size // first), (first, second, size // first // second))
        return tuple(-1 if i == 0 and self.odds(0.3) else side for i, side in enumerate(target))

    def einsum(self, shape):
        letters = "bcdef"[: len(shape)]
        equation = self.pick(f"a{letters},{letters[-1]}z->a{letters[:-1]}z", f"...{letters[-1]},{letters[-1]}z->...z")
        out = [None] * (len(shape) - 1) + [self.whole(1, 4)]
        return layers.EinsumDense(
            equation,
            output_shape=tuple(out) if not equation.startswith("...") else out[-1],
            **self.some(bias_axes=lambda: "z", activation=self.activation),
            **self.weight("kernel", "bias"),
        )

    def vector(self, shape):
        options = [
            lambda: layers.Dense(self.whole(1, 6), **self.affine()),
            lambda: layers.RepeatVector(self.whole(1, 4)),
            lambda: layers.Reshape((shape[0], 1)),
            lambda: layers.BatchNormalization(),
            lambda: layers.Discretization([-0.5, 0.3, 1.0], output_mode=self.pick("one_hot", "multi_hot", "count")),
        ]
        # Keras' STFTSpectrogram needs SciPy, which is not installed here.
        if shape[0] > 4:
            options.append(
                lambda: layers.MelSpectrogram(
                    8, self.whole(2, 4), num_mel_bins=self.whole(2, 4), sampling_rate=60, min_freq=1.0,
                    power_to_db=False, **self.some(sequence_length=lambda: 6, window=lambda: "hamming", mag_exp=lambda: 1.0),
                )
            )  # fmt: skip
        return self.pick(*options)()

    def sides(self, least=1, most=3):
        """A number for all axes, or one for each."""
        return lambda rank: self.whole(least, most) if self.odds(0.5) else tuple(self.whole(least, most) for _ in range(rank))

    def spatial(self, shape):
        """How many axes are spatial, and where channels are."""
        rank = len(shape) - 1
        first = self.odds(0.12)
        return rank, {"data_format": "channels_first"} if first else {}

    def convolution(self, shape):
        rank, where = self.spatial(shape)
        channels = shape[0] if where else shape[-1]
        steps = {"strides": self.sides()(rank)} if self.odds(0.3) else {"dilation_rate": self.sides(1, 2)(rank)} if self.odds(0.3) else {}
        padding = {"padding": self.pick("same", "same", "valid", *(["causal"] if rank == 1 and not where else []))}
        # Keras compiles grouped convolutions anew for each: they are slow.
        groups = self.pick(*(n for n in (2, 3) if channels % n == 0), 1) if self.odds(0.1) else 1
        plain = [
            lambda: getattr(layers, f"Conv{rank}D")(
                groups * self.whole(1, 3), self.sides()(rank), groups=groups, **steps, **padding, **where, **self.affine()
            ),
            lambda: getattr(layers, f"Conv{rank}DTranspose")(
                self.whole(1, 3), self.sides()(rank), **self.transposed(rank), **where, **self.affine()
            ),
        ]
        even = {key: value if isinstance(value, int) else value[0] for key, value in steps.items()}
        padded = {"padding": self.pick("same", "valid")}
        if rank == 1 and not where:
            padded = padding
        if rank < 3:
            plain += [
                lambda: getattr(layers, f"SeparableConv{rank}D")(
                    self.whole(1, 3), self.sides()(rank), depth_multiplier=self.whole(1, 2), **even, **padded, **where,
                    **self.affine("depthwise", "pointwise"),
                ),
                lambda: getattr(layers, f"DepthwiseConv{rank}D")(
                    self.sides()(rank), depth_multiplier=self.whole(1, 2), **even, **padded, **where, **self.affine("depthwise")
                ),
            ]  # fmt: skip
        layer = self.pick(*plain)()
        if where and self.is_bias_astray(layer, shape):
            layer.use_bias = False
        return layer

    def is_bias_astray(self, layer, shape):
        """Keras on TensorFlow adds a channels-first bias along the last axis where that is as long as the channels."""
        try:
            _, channels, *_, last = layer.compute_output_shape((None, *shape))
        except ValueError:  # a window that does not fit, which the model's maker will meet again
            return False
        return channels == last

    def transposed(self, rank):
        strides = self.whole(1, 3)
        drawn = {"strides": strides, "padding": self.pick("same", "valid")}
        if strides > 1 and self.odds(0.3):
            drawn["output_padding"] = self.whole(0, strides - 1)
        elif strides == 1 and self.odds(0.3):
            drawn["dilation_rate"] = 2
        return drawn

    def pooling(self, shape):
        rank, where = self.spatial(shape)
        kind = self.pick("Max", "Average")
        options = [
            lambda: getattr(layers, f"{kind}Pooling{rank}D")(
                self.sides(1, 3)(rank), **self.some(strides=lambda: self.sides(1, 3)(rank), padding=lambda: self.pick("same", "valid")), **where
            ),
            lambda: getattr(layers, f"Global{kind}Pooling{rank}D")(**where, **self.some(keepdims=self.flag)),
            lambda: getattr(layers, f"Adaptive{kind}Pooling{rank}D")(self.sides(1, 3)(rank), **where),
        ]  # fmt: skip
        return self.pick(*options)()

    def resized(self, shape):
        rank, where = self.spatial(shape)
        if rank == 1:
            where = {} if self.odds(0.9) else where
        pairs = lambda: self.whole(0, 2) if rank == 1 else self.pick(
            self.whole(0, 2), tuple((self.whole(0, 2), self.whole(0, 2)) for _ in range(rank))
        )  # fmt: skip
        options = [
            lambda: getattr(layers, f"ZeroPadding{rank}D")(pairs() if rank > 1 else self.pick(self.whole(0, 2), (1, 2)), **where),
            lambda: getattr(layers, f"Cropping{rank}D")(self.pick(0, 1) if rank > 1 else self.pick(1, (0, 1)), **where),
            lambda: getattr(layers, f"UpSampling{rank}D")(
                self.sides(1, 2)(rank) if rank > 1 else self.whole(1, 2),
                **(where if rank > 1 else {}),
                **(self.some(interpolation=lambda: self.pick("nearest", "bilinear", "bicubic", "lanczos3", "lanczos5")) if rank == 2 else {}),
            ),
            lambda: getattr(layers, f"SpatialDropout{rank}D")(self.rate()),
        ]  # fmt: skip
        return self.pick(*options)()

    def sequence(self, shape):
        options = [
            self.convolution, self.pooling, self.resized, self.recurrent, self.recurrent, self.bidirectional,
            lambda _: layers.TimeDistributed(self.vector_only(shape[1:])),
            lambda _: layers.Masking(0.0),
        ]  # fmt: skip
        return self.pick(*options)(shape)

    def vector_only(self, shape):
        return self.pick(
            lambda: layers.Dense(self.whole(1, 4), **self.affine()),
            lambda: layers.Activation(self.activation()),
            lambda: layers.BatchNormalization(),
            lambda: layers.LayerNormalization(),
        )()

    def image(self, shape):
        options = [
            self.convolution, self.convolution, self.pooling, self.resized, self.prepared,
            lambda _: layers.TimeDistributed(self.steps_only(shape[1:])),
            lambda _: self.conv_lstm(shape),
        ]  # fmt: skip
        return self.pick(*options)(shape)

    def steps_only(self, shape):
        rank = len(shape) - 1
        return self.pick(
            lambda: layers.Dense(self.whole(1, 4)),
            lambda: layers.Flatten(),
            lambda: getattr(layers, f"Conv{rank}D")(self.whole(1, 3), 2, padding="same", **self.affine()),
            lambda: getattr(layers, f"GlobalMaxPooling{rank}D")(),
        )()

    def prepared(self, shape):
        height, width = shape[0], shape[1]
        options = [
            lambda: layers.Resizing(
                self.whole(1, 6), self.whole(1, 6),
                interpolation=self.pick("bilinear", "nearest", "bicubic", "lanczos3", "lanczos5"),
                **self.pick({}, {}, {"crop_to_aspect_ratio": True}, {"pad_to_aspect_ratio": True}),
                **self.some(antialias=self.flag, fill_value=lambda: 0.5),
            ),
            lambda: layers.CenterCrop(self.whole(1, height + 1), self.whole(1, width + 1)),
            lambda: layers.AutoContrast(value_range=(-3, 3)),
        ]  # fmt: skip
        if self.chance:
            options += self.augmentations(shape)
        if self.chance:
            options += [
                lambda: layers.RandomFlip(self.pick("horizontal", "vertical", "horizontal_and_vertical")),
                lambda: layers.RandomRotation(0.2, **self.moved()),
                lambda: layers.RandomZoom(0.2, **self.moved()),
                lambda: layers.RandomTranslation(0.2, 0.3, **self.moved()),
                lambda: layers.RandomContrast(0.2, value_range=(-3, 3)),
                lambda: layers.RandomBrightness(0.2, value_range=(-3, 3)),
            ]
        return self.pick(*options)()

    def augmentations(self, shape):
        """Layers that draw: out of training they change nothing, but for one, and files hold all of their settings."""
        ranged = {"value_range": (-3, 3)}
        share = lambda: self.pick(self.real(0.1, 0.9), (0.2, 0.7))
        options = [
            lambda: layers.ContrastLimitedAdaptiveHistogramEqualization(
                **self.some(clip_limit=lambda: self.real(1, 5), tile_grid_size=lambda: (2, 2)), **ranged
            ),
            lambda: layers.CutMix(share()),
            lambda: layers.Equalization(bins=self.whole(4, 40), **ranged),
            lambda: layers.MixUp(self.real(0.1, 0.9)),
            lambda: layers.RandomCrop(self.whole(1, shape[0] + 1), self.whole(1, shape[1] + 1)),
            lambda: layers.RandomErasing(share(), **self.some(scale=lambda: (0.1, 0.4), fill_value=lambda: 0.5), **ranged),
            lambda: layers.RandomGaussianBlur(share(), **self.some(kernel_size=lambda: 5, sigma=share), **ranged),
            lambda: layers.RandomInvert(share(), **ranged),
            lambda: layers.RandomPerspective(share(), **self.some(scale=lambda: 0.4, fill_value=lambda: 0.5)),
            lambda: layers.RandomPosterization(self.pick(3, (2, 6)), **ranged),
            lambda: layers.RandomSharpness(share(), **ranged),
            lambda: layers.RandomShear(self.real(0, 0.5), share(), **self.moved()),
            lambda: layers.Solarization(share(), share(), **ranged),
        ]  # fmt: skip
        if shape[-1] != 3:
            return options
        return options + [
            lambda: layers.AugMix(num_chains=2, **self.some(factor=share, all_ops=self.flag), **ranged),
            lambda: layers.RandAugment(num_ops=self.whole(1, 3), **self.some(factor=share), **ranged),
            lambda: layers.RandomColorDegeneration(share(), **ranged),
            lambda: layers.RandomColorJitter(brightness_factor=0.2, hue_factor=share(), **ranged),
            lambda: layers.RandomGrayscale(self.real(0.1, 0.9)),
            lambda: layers.RandomHue(share(), **ranged),
            lambda: layers.RandomSaturation(share(), **ranged),
        ]  # fmt: skip

    def moved(self):
        return self.some(
            fill_mode=lambda: self.pick("constant", "nearest", "wrap", "reflect"),
            interpolation=lambda: self.pick("nearest", "bilinear"),
            fill_value=lambda: 0.5,
            seed=lambda: 3,
        )

    def volume(self, shape):
        options = [
            self.convolution, self.convolution, self.pooling, self.resized,
            lambda _: layers.TimeDistributed(self.steps_only(shape[1:])),
            lambda _: self.conv_lstm(shape),
        ]  # fmt: skip
        return self.pick(*options)(shape)

    # Recurrent layers

    def cell_options(self):
        return {
            **self.some(activation=self.gentle, use_bias=self.flag),
            **self.weight("kernel", "recurrent", "bias", share=0.08),
        }

    def gates(self, kind):
        if kind == "LSTM":
            return self.some(recurrent_activation=self.gentle, unit_forget_bias=self.flag)
        return self.some(recurrent_activation=self.gentle, reset_after=self.flag) if kind == "GRU" else {}

    def walk(self):
        return {
            **self.some(0.5, return_sequences=self.flag),
            **self.some(0.2, go_backwards=self.flag, unroll=self.flag, zero_output_for_mask=self.flag),
            **({"stateful": True} if self.stateful and self.odds(0.7) else {}),
        }

    def recurrent(self, shape=None):
        if self.odds(0.2):
            cells = [self.cell() for _ in range(self.whole(1, 2))]
            cell = cells[0] if len(cells) == 1 else self.pick(cells, layers.StackedRNNCells(cells))
            return layers.RNN(cell, **self.walk())
        kind = self.pick("LSTM", "GRU", "SimpleRNN")
        return getattr(layers, kind)(
            self.whole(1, 4), **self.cell_options(), **self.gates(kind), **self.walk(), **self.activity()
        )

    def cell(self):
        kind = self.pick("LSTM", "GRU", "SimpleRNN")
        return getattr(layers, f"{kind}Cell")(self.whole(1, 3), **self.cell_options(), **self.gates(kind))

    def bidirectional(self, shape=None):
        forward = self.recurrent()
        merge = self.some(merge_mode=lambda: self.pick("concat", "sum", "mul", "ave"))
        if self.odds(0.2) and not isinstance(forward, layers.RNN.__mro__[0]) or type(forward) is layers.RNN:
            return layers.Bidirectional(forward, **merge)
        backward = {}
        if self.odds(0.25):
            config = forward.get_config()
            config.update(name=forward.name + "_back", go_backwards=not config["go_backwards"])
            backward = {"backward_layer": type(forward).from_config(config)}
        return layers.Bidirectional(forward, **merge, **backward)

    def conv_lstm(self, shape):
        rank = len(shape) - 2
        first = {"data_format": "channels_first"} if self.odds(0.08) else {}
        steps = {"strides": self.whole(1, 2)} if self.odds(0.3) else self.some(0.3, dilation_rate=lambda: 2)
        return getattr(layers, f"ConvLSTM{rank}D")(
            self.whole(1, 2), self.sides(1, 2)(rank), padding=self.pick("same", "same", "valid"), **steps, **first,
            **self.cell_options(), **self.some(recurrent_activation=self.gentle, unit_forget_bias=self.flag),
            **self.some(0.4, return_sequences=self.flag), **self.some(0.15, go_backwards=self.flag),
        )  # fmt: skip
