"""What real Keras' ops give for the calls below: python make_ops.py"""
import json
import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["KERAS_BACKEND"] = "tensorflow"
import jax
import keras
import numpy as np
from keras import ops, tree
from keras.src.backend.tensorflow import image as image_backend

here = os.path.dirname(os.path.abspath(__file__))
cases = []

# Beyond an edge, Keras on TensorFlow mirrors and reflects otherwise than on its other backends; here as on those.
map_on_tensorflow = image_backend.map_coordinates


def map_coordinates(inputs, coordinates, order, fill_mode="constant", fill_value=0.0):
    if fill_mode not in ("mirror", "reflect"):
        return map_on_tensorflow(inputs, coordinates, order, fill_mode, fill_value)
    places = [np.asarray(one) for one in coordinates]
    return ops.convert_to_tensor(
        np.asarray(jax.scipy.ndimage.map_coordinates(np.asarray(inputs), places, order, fill_mode, fill_value))
    )


image_backend.map_coordinates = map_coordinates


class Given:
    """A tensor, as the test makes it again."""

    def __init__(self, values, dtype="float32"):
        self.values = np.asarray(values).astype(dtype)
        self.dtype = dtype


def floats(*shape, shift=0.0, positive=False):
    values = np.sin(1 + np.arange(int(np.prod(shape))) * 0.7 + shift).reshape(shape)
    return Given(np.round(np.abs(values) + 0.1 if positive else values, 4))


def whole(*shape, shift=0, size=5):
    return Given((np.arange(int(np.prod(shape))) * 7 + 3 + shift).reshape(shape) % size, "int32")


def holes(*shape):
    given = floats(*shape)
    given.values.reshape(-1)[:: 3] = np.nan
    return given


def case(name, *args, **options):
    cases.append((name, args, options))


x, y, z = floats(3, 4), floats(3, 4, shift=2), floats(4, shift=1)
i, j = whole(3, 4), whole(3, 4, shift=2)
near = Given(np.linspace(-2.5, 2.5, 11))
parts = Given(np.linspace(-0.95, 0.95, 9))
odd = Given([np.nan, np.inf, -np.inf, 0.0, -0.0, 1.5, -2.5])

for name in ["abs", "absolute", "ceil", "fabs", "floor", "negative", "reciprocal", "sign", "square", "trunc", "copy"]:
    case(name, x)
for name in ["cbrt", "exp", "exp2", "expm1", "sin", "cos", "tan", "sinh", "cosh", "tanh", "arctan", "arcsinh", "deg2rad"]:
    case(name, near)
for name in ["rad2deg", "sinc", "erf", "erfc"]:
    case(name, near)
for name in ["sqrt", "rsqrt", "log", "log10", "log1p", "log2"]:
    case(name, floats(3, 4, positive=True))
for name in ["arcsin", "arccos", "arctanh", "erfinv"]:
    case(name, parts)
case("arccosh", Given([1.0, 1.5, 3.0]))
for name in ["add", "subtract", "multiply", "divide", "true_divide", "maximum", "minimum", "fmax", "fmin", "arctan2", "hypot"]:
    case(name, x, y)
    case(name, x, z)
    case(name, x, 0.5)
for name in ["logaddexp", "logaddexp2", "heaviside", "mod", "fmod", "floor_divide", "divide_no_nan"]:
    case(name, x, y)
for name in ["add", "subtract", "multiply", "maximum", "minimum", "true_divide", "hypot", "heaviside"]:
    case(name, i, j)
for name in ["mod", "floor_divide", "fmod"]:
    case(name, i, Given([[2]], "int32"))
case("fmax", holes(3, 4), y)
case("fmin", y, holes(3, 4))
case("power", floats(3, 4, positive=True), y)
case("power", i, 2)
case("ldexp", x, i)
case("clip", x, -0.3, 0.4)
case("round", near)
case("round", near, decimals=1)
case("nan_to_num", odd)
case("nan_to_num", odd, nan=9.0, posinf=5.0, neginf=-5.0)
case("cast", near, "int32")
case("saturate_cast", near, "int32")
case("stop_gradient", x)

for name in ["equal", "not_equal", "greater", "greater_equal", "less", "less_equal"]:
    case(name, i, j)
    case(name, x, 0.2)
for name in ["logical_and", "logical_or", "logical_xor"]:
    case(name, Given([True, True, False, False], "bool"), Given([True, False, True, False], "bool"))
case("logical_not", Given([True, False], "bool"))
for name in ["isfinite", "isinf", "isnan", "isneginf", "isposinf", "isreal", "signbit"]:
    case(name, odd)
case("isclose", x, Given(x.values + 1e-6))
case("isclose", odd, odd, equal_nan=True)
case("isclose", x, y, rtol=0.5, atol=0.1)
case("allclose", x, Given(x.values + 1e-6))
case("allclose", x, y)
case("isin", i, Given([1, 3], "int32"))
case("isin", i, Given([1, 3], "int32"), invert=True)
case("where", Given(x.values > 0, "bool"), x, y)
case("select", [Given(x.values > 0.5, "bool"), Given(x.values > 0, "bool")], [x, y], default=7.0)
case("in_top_k", Given([1, 0, 3], "int32"), x, 2)

for name in ["sum", "mean", "std", "var", "amax", "amin", "max", "min", "prod", "logsumexp", "median", "ptp"]:
    for axis in [None, 1, -1, (0, 1), 0]:
        case(name, x, axis=axis)
    case(name, floats(2, 3, 2), axis=(0, 2), keepdims=True)
for name in ["nansum", "nanmean", "nanstd", "nanvar", "nanmax", "nanmin", "nanprod", "nanmedian"]:
    for axis in [None, 0, 1]:
        case(name, holes(3, 4), axis=axis)
for name in ["sum", "max", "min", "prod", "mean", "amax"]:
    case(name, i, axis=0)
for name in ["all", "any"]:
    case(name, Given(x.values > -0.9, "bool"), axis=1)
    case(name, i)
case("max", x, axis=1, initial=0.5)
case("min", x, axis=1, initial=-0.2)
for name in ["argmax", "argmin", "nanargmax", "nanargmin"]:
    case(name, x)
    case(name, x, axis=1)
    case(name, holes(3, 4) if "nan" in name else x, axis=0, keepdims=True)
case("average", x)
case("average", x, axis=1, weights=z)
case("average", x, axis=0, weights=Given(np.abs(y.values)))
case("count_nonzero", i)
case("count_nonzero", i, axis=1)
for name in ["quantile", "nanquantile"]:
    case(name, x, 0.3)
    case(name, x, [0.0, 0.25, 1.0], axis=1)
    case(name, holes(3, 4), 0.5, axis=1)
    for method in ["lower", "higher", "midpoint", "nearest"]:
        case(name, x, 0.3, axis=0, method=method)
case("percentile", x, 30, axis=1)
case("nanpercentile", holes(3, 4), 30, axis=1)
for name in ["cumsum", "cumprod", "nancumsum", "nancumprod"]:
    case(name, holes(3, 4) if "nan" in name else x)
    case(name, holes(3, 4) if "nan" in name else x, axis=1)
case("cumsum", i, axis=0)
case("moments", floats(3, 4, 2), [0, 1])
case("moments", floats(3, 4, 2), [2], keepdims=True)
case("norm", x)
case("norm", x, axis=1)
for order in [0, 1, 3, float("inf"), float("-inf")]:
    case("norm", x, ord=order, axis=1, keepdims=True)
case("norm", x, ord="fro")
case("normalize", x)
case("normalize", x, axis=0, order=1)
case("trapezoid", x)
case("trapezoid", x, dx=0.5, axis=0)

case("sort", x)
case("sort", i, axis=0)
case("argsort", x)
case("argsort", i, axis=0)
case("sort", x, axis=None)
case("top_k", x, 2)
case("searchsorted", Given([-0.5, 0.0, 0.5]), floats(5))
case("searchsorted", Given([1, 2, 2, 4], "int32"), Given([2, 4, 5], "int32"), side="right")
case("digitize", x, [-0.5, 0.0, 0.5])
case("histogram", floats(12))
case("histogram", floats(12), bins=4, range=(-0.5, 0.5))
case("bincount", Given([0, 2, 2, 4], "int32"))
case("bincount", Given([0, 2, 2, 4], "int32"), weights=floats(4), minlength=7)
case("unique", Given([3, 1, 3, 0], "int32"))
case("unique", Given([3, 1, 3, 0], "int32"), return_index=True, return_inverse=True, return_counts=True)
case("nonzero", i)
case("unravel_index", Given([0, 5, 11], "int32"), (3, 4))

case("reshape", x, (2, -1))
case("ravel", x)
case("transpose", floats(2, 3, 4))
case("transpose", floats(2, 3, 4), axes=(1, 2, 0))
case("swapaxes", floats(2, 3, 4), 0, -1)
case("moveaxis", floats(2, 3, 4), 0, 2)
case("expand_dims", x, 1)
case("squeeze", floats(1, 3, 1))
case("squeeze", floats(1, 3, 1), axis=0)
case("broadcast_to", z, (3, 4))
case("flip", x)
case("flip", x, axis=1)
case("fliplr", x)
case("flipud", x)
case("roll", x, 2)
case("roll", x, -1, axis=1)
case("rot90", x)
case("rot90", x, k=3)
case("rot90", floats(2, 3, 4), k=1, axes=(1, 2))
case("repeat", x, 2)
case("repeat", x, 2, axis=1)
case("tile", x, (2, 1))
case("pad", z, 1)
case("pad", x, ((1, 0), (0, 2)), constant_values=9.0)
case("pad", x, ((1, 0), (0, 2)), mode="reflect")
case("concatenate", [x, y], axis=1)
case("stack", [x, y], axis=-1)
case("append", x, y)
case("append", x, y, axis=0)
case("hstack", [x, y])
case("hstack", [z, z])
case("vstack", [z, z])
case("dstack", [x, y])
case("dstack", [z, z])
case("split", x, 2, axis=1)
case("split", x, [1], axis=0)
case("array_split", floats(7), 3)
case("hsplit", x, 2)
case("vsplit", x, 3)
case("dsplit", floats(2, 3, 4), 2)
case("unstack", x, axis=1)
case("take", x, Given([2, 0], "int32"), axis=1)
case("take", x, Given([[5, 0]], "int32"))
case("take_along_axis", x, Given([[0, 1], [3, 2], [1, 1]], "int32"), axis=1)
case("take_along_axis", x, Given([[2, 1, 0, 0]], "int32"), axis=0)
case("slice", x, [1, 1], (2, 3))
case("slice_update", x, [1, 2], floats(2, 2, shift=3))
case("scatter", Given([[0], [2], [0]], "int32"), floats(3, 2), (4, 2))
case("scatter_update", x, Given([[0, 1], [2, 3]], "int32"), floats(2, shift=5))
case("diff", x)
case("diff", x, n=2, axis=1)
case("diff", x, axis=0)
case("meshgrid", z, floats(3))
case("extract_sequences", floats(2, 9), 4, 2)

case("arange", 5)
case("arange", 1, stop=2.5, step=0.5)
case("linspace", 0.0, 1.0, num=5)
case("linspace", z, floats(4, shift=3), num=3, axis=-1)
case("linspace", 0.0, 1.0, num=4, endpoint=False)
case("logspace", 0.0, 2.0, num=4)
case("geomspace", 1.0, 8.0, num=4)
case("full", (2, 3), 7.0)
case("full_like", x, 2.0)
case("ones_like", i)
case("zeros_like", x)
case("array", x)
case("convert_to_tensor", i)
case("one_hot", i, 6)
case("one_hot", i, 6, axis=1)
case("multi_hot", i, 6)

case("matmul", x, floats(4, 2))
case("matmul", floats(2, 3, 4), floats(2, 4, 3))
case("dot", x, floats(4, 2))
case("dot", z, z)
case("inner", x, y)
case("outer", z, floats(3))
case("vdot", x, y)
case("kron", floats(2, 2), x)
case("tensordot", floats(2, 3, 4), floats(3, 4, 2))
case("tensordot", floats(2, 3, 4), floats(4, 3), axes=[[1, 2], [1, 0]])
case("tensordot", x, floats(4, 2), axes=1)
case("einsum", "ij,kj->ik", x, y)
case("cross", floats(2, 3), floats(2, 3, shift=1))
case("cross", floats(2, 2), floats(2, 2, shift=1))
case("cdist", x, floats(2, 4, shift=1))
case("corrcoef", x)
for mode in ["valid", "same", "full"]:
    case("correlate", floats(6), floats(3, shift=1), mode=mode)
    case("correlate", floats(6), floats(4, shift=1), mode=mode)
for k in [0, 1, -1]:
    case("diag", z, k=k)
    case("diag", x, k=k)
    case("tril", x, k=k)
    case("triu", floats(2, 3, 3), k=k)
case("diagflat", floats(2, 2), k=1)
case("diagonal", floats(3, 4, 2), offset=1)
case("diagonal", floats(3, 4, 2), axis1=2, axis2=0)
case("trace", x)
case("trace", floats(3, 4, 2), offset=-1)
case("vander", z)
case("vander", z, N=3, increasing=True)

for name in ["bitwise_and", "bitwise_or", "bitwise_xor", "bitwise_left_shift", "bitwise_right_shift", "left_shift", "right_shift"]:
    case(name, i, j)
for name in ["bitwise_not", "bitwise_invert"]:
    case(name, i)

for name in ["relu", "relu6", "sigmoid", "silu", "hard_sigmoid", "hard_silu", "hard_tanh", "log_sigmoid", "selu", "softplus"]:
    case(name, near)
for name in ["softsign", "tanh_shrink", "sparse_plus", "sparse_sigmoid", "celu", "elu", "gelu", "hard_shrink", "soft_shrink"]:
    case(name, near)
for name in ["leaky_relu", "squareplus", "softmax", "log_softmax", "sparsemax"]:
    case(name, near)
case("celu", near, alpha=0.5)
case("elu", near, alpha=0.5)
case("gelu", near, approximate=False)
case("hard_shrink", near, threshold=1.0)
case("soft_shrink", near, threshold=1.0)
case("leaky_relu", near, negative_slope=0.5)
case("squareplus", near, b=2)
case("softmax", x, axis=0)
case("glu", x)
case("glu", floats(2, 3), axis=0)
case("threshold", near, 0.5, 9.0)

image, kernel = floats(2, 6, 5, 4), floats(3, 2, 4, 6)
case("conv", image, kernel)
case("conv", image, kernel, strides=2, padding="same")
case("conv", image, kernel, dilation_rate=2)
case("conv", image, floats(3, 2, 2, 6), padding="same")
case("conv", floats(2, 8, 3), floats(3, 3, 2), strides=2)
case("conv_transpose", image, floats(3, 2, 5, 4), strides=2, padding="same")
case("conv_transpose", image, floats(3, 2, 5, 4), strides=2)
case("depthwise_conv", image, floats(3, 2, 4, 2), padding="same")
case("separable_conv", image, floats(3, 2, 4, 2), floats(1, 1, 8, 3))
case("max_pool", image, 2)
case("max_pool", image, (3, 2), strides=1, padding="same")
case("max_pool", floats(2, 7, 3), 2)
case("average_pool", image, 2)
case("average_pool", image, (3, 2), strides=2, padding="same")
case("average_pool", floats(2, 4, 4, 4, 2), 2)
case("adaptive_max_pool", image, 3)
case("adaptive_average_pool", image, (2, 3))
mean, variance = floats(4, shift=1), floats(4, shift=2, positive=True)
case("batch_normalization", x, mean, variance, -1)
case("batch_normalization", x, mean, variance, -1, offset=z, scale=floats(4), epsilon=0.01)
case("layer_normalization", x)
case("layer_normalization", x, gamma=z, beta=floats(4))
case("rms_normalization", x)
case("rms_normalization", x, scale=z)
chance = Given(np.clip(np.abs(x.values), 0.05, 0.95))
truth = Given(x.values > 0)
case("binary_crossentropy", truth, chance)
case("binary_crossentropy", truth, x, from_logits=True)
case("categorical_crossentropy", truth, chance)
case("categorical_crossentropy", truth, x, from_logits=True)
case("categorical_crossentropy", truth, chance, axis=0)
case("sparse_categorical_crossentropy", Given([1, 0, 3], "int32"), chance)
case("sparse_categorical_crossentropy", Given([1, 0, 3], "int32"), x, from_logits=True)
case("psnr", x, y, 1.0)
query, key, value = floats(2, 3, 2, 4), floats(2, 5, 2, 4, shift=1), floats(2, 5, 2, 4, shift=2)
case("dot_product_attention", query, key, value)
case("dot_product_attention", query, key, value, is_causal=True, scale=0.3)
case("dot_product_attention", query, key, value, mask=Given(floats(2, 2, 3, 5).values > -0.5, "bool"), bias=floats(2, 2, 3, 5))
case("depth_to_space", floats(2, 3, 2, 8), 2)
case("space_to_depth", floats(2, 4, 6, 3), 2)
ids = Given([0, 2, 2, 0], "int32")
case("segment_sum", floats(4, 2), Given([0, 1, 1, 0], "int32"))
case("segment_max", floats(4, 2), ids, num_segments=3)
case("segment_sum", floats(4, 2), ids, num_segments=4)

case("fft", [floats(2, 4), floats(2, 4, shift=1)])
case("fft2", [floats(4, 4), floats(4, 4, shift=1)])
case("ifft2", [floats(4, 4), floats(4, 4, shift=1)])
case("rfft", floats(2, 8))
case("stft", floats(2, 24), 8, 4, 8)
case("stft", floats(24), 6, 3, 8, center=False, window="hamming")
for name in ["bartlett", "blackman", "hamming", "hanning"]:
    case(name, 7)
case("eye", 3)
case("identity", 3)
case("tri", 3, M=4, k=-1)
case("rearrange", floats(2, 4, 3), "b h w -> b (w h)")

square = Given(np.round(np.sin(np.arange(1, 19) * 1.7).reshape(2, 3, 3) + 2 * np.eye(3), 4))
spd = Given(np.round(square.values @ square.values.transpose(0, 2, 1) + np.eye(3), 3))
case("cholesky", spd)
case("cholesky", spd, upper=True)
lower = Given(np.round(np.linalg.cholesky(spd.values), 4))
case("cholesky_inverse", lower)
case("cholesky_inverse", Given(lower.values.transpose(0, 2, 1)), upper=True)
for name in ["det", "inv", "slogdet"]:
    case(name, square)
case("logdet", spd)
case("lu_factor", Given(square.values[0]))
case("solve", square, floats(2, 3, 2))
case("solve", Given(square.values[0]), floats(3))
case("solve_triangular", lower, floats(2, 3, 2), lower=True)
case("solve_triangular", Given(lower.values.transpose(0, 2, 1)), floats(2, 3, 1))
case("solve_triangular", Given(lower.values[0]), floats(3), lower=True)
case("lstsq", floats(4, 2), floats(4))
case("lstsq", floats(4, 2), floats(4, 3), rcond=0.9)
case("matrix_rank", Given([[1, 2, 3], [2, 4, 6], [0, 1, 1]]))
case("matrix_rank", square, tol=1.0)
case("pinv", floats(4, 2))
case("pinv", floats(2, 4), rcond=0.5)
case("eigh", spd)
tall = Given(np.round(np.cos(np.arange(12) ** 1.5).reshape(4, 3), 4))
case("qr", tall)
case("qr", Given(tall.values.T))
case("qr", square)
case("qr", Given(tall.values[:, :2]), mode="complete")
case("svd", square, compute_uv=False)
case("svd", Given(tall.values[:2]), full_matrices=False)
case("svd", square)
case("svd", tall, full_matrices=False)
case("unfold", floats(2, 2, 4, 5), 2)
case("unfold", floats(1, 2, 5, 5), [3, 2], dilation=[1, 2], padding=1, stride=2)
case("fold", floats(2, 8, 12), [4, 5], 2)
case("fold", floats(1, 12, 9), 5, [3, 2], dilation=[1, 2], padding=1, stride=2)
case("gcd", Given([12, 7, 0, -8], "int32"), Given([8], "int32"))
case("lcm", Given([12, 7, 0, -8], "int32"), Given([8], "int32"))
case("i0", Given([0.0, 0.5, -2.0, 4.0, 9.0]))
case("kaiser", 7, 8.0)
case("irfft", [floats(2, 5), floats(2, 5, shift=1)])
case("irfft", [floats(2, 5), floats(2, 5, shift=1)], fft_length=6)
case("irfft", [floats(2, 5), floats(2, 5, shift=1)], fft_length=12)
case("istft", [floats(2, 5, 5), floats(2, 5, 5, shift=1)], 8, 4, 8)
case("istft", [floats(4, 5), floats(4, 5, shift=1)], 6, 3, 8, window="hamming", center=False)
case("istft", [floats(4, 5), floats(4, 5, shift=1)], 8, 4, 8, length=9, window=None)
logits = Given(np.round(3 * np.sin(np.arange(2 * 7 * 4) * 1.9).reshape(2, 7, 4), 3))
case("ctc_loss", Given([[1, 2, 2], [3, 1, 0]], "int32"), logits, Given([3, 2], "int32"), Given([7, 5], "int32"))
case("ctc_loss", Given([[1, 2], [0, 1]], "int32"), logits, Given([2, 0], "int32"), Given([7, 7], "int32"), mask_index=3)
case("ctc_decode", logits, Given([7, 4], "int32"))
case("ctc_decode", logits, Given([7, 4], "int32"), merge_repeated=False, mask_index=2)
case("ctc_decode", logits, Given([7, 4], "int32"), strategy="beam_search", top_paths=3, beam_width=50)
case("ctc_decode", logits, Given([7, 4], "int32"), strategy="beam_search", mask_index=3)


for name in ["celu", "elu", "exponential", "gelu", "hard_shrink", "hard_sigmoid", "hard_silu", "hard_swish", "hard_tanh"]:
    case("activations." + name, near)
for name in ["leaky_relu", "linear", "log_sigmoid", "mish", "relu", "relu6", "selu", "sigmoid", "silu", "soft_shrink"]:
    case("activations." + name, near)
for name in ["softplus", "softsign", "sparse_plus", "sparse_sigmoid", "squareplus", "swish", "tanh", "tanh_shrink"]:
    case("activations." + name, near)
for name in ["softmax", "log_softmax", "sparsemax", "glu"]:
    case("activations." + name, x)
case("activations.relu", near, negative_slope=0.2, max_value=1.5, threshold=0.4)
case("activations.relu", near, max_value=1.0)
case("activations.threshold", near, 0.5, 9.0)


def called(given):
    return ops.convert_to_tensor(given.values) if isinstance(given, Given) else given

pictures, tall = floats(2, 6, 8, 3, positive=True), floats(2, 3, 6, 8, positive=True)
case("image.extract_patches", pictures, 2)
case("image.extract_patches", pictures, (3, 2), strides=(1, 2), padding="same")
case("image.extract_patches", pictures, 3, strides=1, dilation_rate=2)
case("image.extract_patches", floats(6, 8, 1), 4)
case("image.extract_patches", tall, 2, data_format="channels_first")
for method in ["bilinear", "nearest", "bicubic", "lanczos3", "lanczos5"]:
    case("image.resize", pictures, (4, 12), interpolation=method)
case("image.resize", pictures, (3, 4), antialias=True)
case("image.resize", tall, (9, 4), data_format="channels_first")
for size in [(4, 12), (9, 4), (5, 5), (6, 8), (1, 7)]:
    case("image.resize", pictures, size, crop_to_aspect_ratio=True)
    case("image.resize", pictures, size, pad_to_aspect_ratio=True, fill_value=0.25)
    case("image.resize", tall, size, data_format="channels_first", pad_to_aspect_ratio=True, fill_mode="constant")
    case("image.resize", floats(7, 5, 2), size, interpolation="bicubic", antialias=True, crop_to_aspect_ratio=True)
case("image.resize", floats(2, 7, 5), (4, 4), data_format="channels_first", antialias=True)
case("image.resize", whole(6, 3, 1), (5, 5), interpolation="nearest", pad_to_aspect_ratio=True, fill_value=9)
case("image.resize", whole(2, 6, 3, 1), (4, 5), interpolation="nearest", crop_to_aspect_ratio=True)
shares = Given(np.clip(pictures.values, 0, 1))
for name in ["rgb_to_grayscale", "rgb_to_hsv", "hsv_to_rgb"]:
    case(f"image.{name}", shares)
    case(f"image.{name}", Given(np.clip(tall.values, 0, 1)), data_format="channels_first")
case("image.crop_images", pictures, top_cropping=1, bottom_cropping=2, left_cropping=3, target_width=4)
case("image.crop_images", tall, bottom_cropping=0, target_height=4, right_cropping=1, target_width=2, data_format="channels_first")
case("image.pad_images", pictures, top_padding=1, bottom_padding=2, left_padding=3, target_width=15)
case("image.pad_images", floats(3, 2, 1), bottom_padding=0, target_height=4, right_padding=1, target_width=5)
case("image.gaussian_blur", pictures)
case("image.gaussian_blur", pictures, kernel_size=(5, 3), sigma=(2.0, 0.7))
case("image.gaussian_blur", floats(7, 5, 2), kernel_size=(3, 3), sigma=(1.5, 1.5))

volumes, high = floats(2, 4, 5, 6, 2, positive=True), floats(2, 2, 4, 5, 6, positive=True)
case("image.extract_patches_3d", volumes, 2)
case("image.extract_patches_3d", volumes, (2, 3, 1), strides=(1, 2, 3), padding="same")
case("image.extract_patches_3d", volumes, 2, strides=1, dilation_rate=2)
case("image.extract_patches_3d", floats(4, 5, 6, 1), (3, 2, 2))
case("image.extract_patches_3d", high, 2, data_format="channels_first")

turned = Given([0.9, 0.2, -0.7, -0.3, 1.1, 0.4, 0.01, -0.02])
each = Given([[0.9, 0.2, -3.7, -0.3, 1.1, 4.4, 0.0, 0.0], [1.4, -0.1, 3.3, 0.2, 0.7, -2.6, 0.02, 0.01]])
for between in ["nearest", "bilinear"]:
    for mode in ["constant", "nearest", "wrap", "reflect"]:
        case("image.affine_transform", floats(2, 5, 6, 1), each, interpolation=between, fill_mode=mode, fill_value=0.4)
case("image.affine_transform", pictures, turned)
case("image.affine_transform", floats(5, 7, 2), turned)
case("image.affine_transform", tall, each, data_format="channels_first", fill_mode="wrap")
case("image.affine_transform", whole(5, 4, 1, size=90), turned, interpolation="nearest", fill_mode="reflect")

corners = Given([[0, 0], [7, 0], [0, 5], [7, 5]])
bent = Given([[[1, 0.5], [6, 0], [0, 5], [7.5, 4]], [[-1, 0], [8, 1], [1, 4], [6, 5]]])
square = Given([[[0, 0], [7, 0], [0, 5], [7, 5]], [[0, 0], [7, 0], [0, 5], [7, 5]]])
for between in ["nearest", "bilinear"]:
    case("image.perspective_transform", pictures, square, bent, interpolation=between, fill_value=0.4)
case("image.perspective_transform", pictures, corners, Given(bent.values[0]))
case("image.perspective_transform", floats(6, 8, 2), corners, Given(bent.values[1]))
case("image.perspective_transform", tall, bent, square, data_format="channels_first")

places = Given(np.stack([floats(3, 7).values * 5 + 1.3, floats(3, 7, shift=2).values * 6 + 1.7]))
for order in [0, 1]:
    for mode in ["constant", "nearest", "wrap", "mirror", "reflect"]:
        case("image.map_coordinates", floats(4, 5), places, order, fill_mode=mode, fill_value=0.4)
        case("image.map_coordinates", whole(4, 5, size=90), places, order, fill_mode=mode)
case("image.map_coordinates", floats(6), Given([[0.5, 2.2, 4.9, 5.4, -0.3]]), 1)
case("image.map_coordinates", floats(2, 3, 4), Given(np.clip(floats(3, 5).values * 2, -1, 3)), 1, fill_mode="nearest")

for mode in ["constant", "nearest", "wrap", "reflect"]:
    case("image.elastic_transform", pictures, alpha=3.0, sigma=1.5, seed=5, fill_mode=mode, fill_value=0.4)
case("image.elastic_transform", pictures, seed=3, fill_mode="wrap")
case("image.elastic_transform", floats(5, 7, 2), alpha=6.0, sigma=1.0, seed=2, interpolation="nearest")
case("image.elastic_transform", tall, alpha=4.0, sigma=2.0, seed=9, fill_mode="nearest", data_format="channels_first")

scale, shift = Given([0.6, 1.7]), Given([0.4, -1.3])
for method in ["linear", "bilinear", "trilinear", "cubic", "bicubic", "tricubic", "lanczos3", "lanczos5"]:
    case("image.scale_and_translate", floats(2, 6, 5, 1), (2, 4, 8, 1), scale, shift, (1, 2), method)
    case("image.scale_and_translate", floats(6, 5, 1), (4, 8, 1), scale, shift, (0, 1), method, antialias=False)
case("image.scale_and_translate", floats(5, 7, 2), (5, 9, 2), Given([1.3]), Given([2.5]), (-2,), "linear")

case("image.sobel_edges", pictures)
case("image.sobel_edges", tall, data_format="channels_first")

broad, other = floats(2, 13, 12, 2, positive=True), floats(2, 13, 12, 2, shift=1, positive=True)
case("image.ssim", broad, other)
case("image.ssim", broad, Given(broad.values * 0.8 + 0.1), max_val=2.0, filter_size=5, filter_sigma=1.0, k1=0.02, k2=0.05)
case("image.ssim", floats(7, 8, 1), floats(7, 8, 1, shift=2), filter_size=7)
case("image.ssim", tall, Given(tall.values + 0.05), filter_size=3, data_format="channels_first")


def written(given):
    if isinstance(given, Given):
        return {"values": numbers(given.values), "dtype": given.dtype}
    if isinstance(given, (list, tuple)):
        return [written(one) for one in given]
    return numbers(np.asarray(given)) if isinstance(given, float) else given


def numbers(values):
    if values.ndim > 0:
        return [numbers(one) for one in values]
    if values.dtype == bool or "int" in str(values.dtype):
        return values.item()
    number = float(values)
    return float(f"{number:.7g}") if np.isfinite(number) else str(number)


def expected(name, args, options):
    group, _, own = name.rpartition(".")
    function = getattr({"": ops, "image": ops.image}.get(group, keras.activations), own)
    try:
        results = function(*tree.map_structure(called, args), **{key: tree.map_structure(called, one) for key, one in options.items()})
    except Exception as error:
        raise RuntimeError(f"{name}: {error}") from error
    flat = tree.flatten(results) if isinstance(results, (list, tuple)) else [results]
    flat = [ops.convert_to_tensor(one) for one in flat]
    return {
        "name": name,
        "args": written(args),
        "options": {key: written(one) for key, one in options.items()},
        "y": [numbers(np.asarray(one)) for one in flat],
        "types": [keras.backend.standardize_dtype(one.dtype) for one in flat],
    }


results = [expected(*one) for one in cases]
with open(os.path.join(here, "ops.json"), "w") as file:
    json.dump(results, file, separators=(",", ":"))
