// TensorFlow's functions that one of Keras' ops computes, each as TensorFlow declares it. A name alone is not enough: the
// two differ in order, in defaults and in meaning (`tf.argmax(x)` is along the first axis, `keras.ops.argmax(x)` over all
// numbers).
import type { Expression } from '../python/syntax.js';
import { isConstant } from '../python/walk.js';
import { byName, type Given } from '../translate/arguments.js';
import { Untranslated } from '../translate/context.js';

/** A call of Keras' for one of TensorFlow's. */
export interface KerasOp {
  readonly path: string;
  readonly given: Given;
}

/** What TensorFlow's function takes under one name. */
interface Parameter {
  readonly name: string;
  /** Keras' name for it; undefined where it has no meaning here. */
  readonly keras: string | undefined;
  /** Told where the program leaves it out: Keras' default is another. */
  readonly told: string | undefined;
  /** The only value that Keras' op computes. */
  readonly only: string | undefined;
}

/**
 * `name: keras` renames, `name = 0` is told where it is left out, `name is False` takes no other value, `name -` has no
 * meaning here. Names without a line are not translated.
 */
const functions = `
abs(x)
acos(x) arccos
acosh(x) arccosh
add(x: x1, y: x2)
argmax(input: x, axis = 0, output_type -)
argmin(input: x, axis = 0, output_type -)
asin(x) arcsin
asinh(x) arcsinh
atan(x) arctan
atan2(y: x1, x: x2) arctan2
atanh(x) arctanh
batch_normalization(x, mean, variance, offset, scale, variance_epsilon: epsilon, axis = -1)
bincount(arr: x, weights, minlength)
broadcast_to(input: x, shape)
cast(x, dtype)
ceil(x)
cholesky(input: x)
clip_by_value(t: x, clip_value_min: x_min, clip_value_max: x_max) clip
concat(values: xs, axis) concatenate
cond(pred, true_fn, false_fn)
convert_to_tensor(value: x, dtype, dtype_hint -)
cos(x)
cosh(x)
count_nonzero(input: x, axis, keepdims is False, dtype -)
cross(a: x1, b: x2)
cumprod(x, axis = 0, exclusive is False, reverse is False)
cumsum(x, axis = 0, exclusive is False, reverse is False)
depth_to_space(input: x, block_size, data_format is 'NHWC')
det(input: x)
diag_part(input: x, axis1 = -2, axis2 = -1) diagonal
digamma(x)
divide(x: x1, y: x2)
divide_no_nan(x: x1, y: x2)
dropout(x: inputs, rate, noise_shape, seed) random.dropout
eigh(tensor: x)
elu(features: x)
embedding_lookup(params: x, ids: indices, axis = 0) take
equal(x: x1, y: x2)
erf(x)
erfinv(x)
exp(x)
expand_dims(input: x, axis)
expm1(x)
eye(num_rows: N, num_columns: M, batch_shape is None, dtype)
floor(x)
floordiv(x: x1, y: x2) floor_divide
floormod(x: x1, y: x2) mod
gather(params: x, indices, validate_indices -, axis = 0, batch_dims is 0) take
gelu(features: x, approximate = False)
greater(x: x1, y: x2)
greater_equal(x: x1, y: x2)
in_top_k(targets, predictions, k)
inv(input: x, adjoint is False)
is_finite(x) isfinite
is_inf(x) isinf
is_nan(x) isnan
leaky_relu(features: x, alpha: negative_slope)
less(x: x1, y: x2)
less_equal(x: x1, y: x2)
linspace(start, stop, num)
log(x)
log1p(x)
log_sigmoid(x)
log_softmax(logits: x, axis)
logical_and(x: x1, y: x2)
logical_not(x)
logical_or(x: x1, y: x2)
logical_xor(x: x1, y: x2)
maximum(x: x1, y: x2)
minimum(x: x1, y: x2)
mod(x: x1, y: x2)
moments(x, axes, shift is None, keepdims)
multiply(x: x1, y: x2)
negative(x)
not_equal(x: x1, y: x2)
one_hot(indices: x, depth: num_classes, on_value is None, off_value is None, axis, dtype)
ones_like(input: x, dtype)
pinv(a: x, rcond)
pow(x: x1, y: x2) power
qr(input: x, full_matrices is False)
reciprocal(x)
reduce_all(input_tensor: x, axis, keepdims) all
reduce_any(input_tensor: x, axis, keepdims) any
reduce_logsumexp(input_tensor: x, axis, keepdims) logsumexp
reduce_max(input_tensor: x, axis, keepdims) max
reduce_mean(input_tensor: x, axis, keepdims) mean
reduce_min(input_tensor: x, axis, keepdims) min
reduce_prod(input_tensor: x, axis, keepdims) prod
reduce_std(input_tensor: x, axis, keepdims) std
reduce_sum(input_tensor: x, axis, keepdims) sum
reduce_variance(input_tensor: x, axis, keepdims) var
relu(features: x)
relu6(features: x)
repeat(input: x, repeats, axis)
reshape(tensor: x, shape: newshape)
reverse(tensor: x, axis) flip
roll(input: x, shift, axis)
round(x)
rsqrt(x)
saturate_cast(value: x, dtype)
scatter_nd(indices, updates: values, shape) scatter
searchsorted(sorted_sequence, values, side, out_type -)
segment_max(data, segment_ids)
segment_sum(data, segment_ids)
selu(features: x)
sigmoid(x)
sigmoid_cross_entropy_with_logits(labels: target, logits: output, from_logits = True) binary_crossentropy
sign(x)
silu(features: x, beta is 1.0)
sin(x)
sinh(x)
size(input: x, out_type -)
slice(input_: inputs, begin: start_indices, size: shape)
slogdet(input: x)
softmax(logits: x, axis)
softmax_cross_entropy_with_logits(labels: target, logits: output, axis, from_logits = True) categorical_crossentropy
softplus(features: x)
softsign(features: x)
solve(matrix: a, rhs: b, adjoint is False)
space_to_depth(input: x, block_size, data_format is 'NHWC')
sparse_softmax_cross_entropy_with_logits(labels: target, logits: output, from_logits = True) sparse_categorical_crossentropy
sqrt(x)
square(x)
squeeze(input: x, axis)
stack(values: x, axis)
stop_gradient(input: variable)
subtract(x: x1, y: x2)
swish(features: x, beta is 1.0) silu
tan(x)
tanh(x)
tensor_scatter_nd_update(tensor: inputs, indices, updates) scatter_update
tensordot(a: x1, b: x2, axes)
tile(input: x, multiples: repeats)
top_k(input: x, k = 1, sorted, index_type -)
trace(x, axis1 = -2, axis2 = -1)
transpose(a: x, perm: axes, conjugate is False)
truediv(x: x1, y: x2) true_divide
unravel_index(indices, dims: shape)
unsorted_segment_max(data, segment_ids, num_segments) segment_max
unsorted_segment_sum(data, segment_ids, num_segments) segment_sum
unstack(value: x, num, axis)
vectorized_map(fn: function, elems: elements, fallback_to_while_loop -)
while_loop(cond, body, loop_vars)
zeros_like(input: x, dtype)
random.categorical(logits, num_samples, dtype, seed)
random.gamma(shape, alpha, beta is None, dtype, seed)
random.normal(shape, mean, stddev, dtype, seed)
random.shuffle(value: x, seed)
random.truncated_normal(shape, mean, stddev, dtype, seed)
`;

/** The same of `keras.backend`, as Keras 2 had it. */
const ofBackend = `
abs(x)
all(x, axis, keepdims)
any(x, axis, keepdims)
arange(start, stop, step, dtype)
argmax(x, axis = -1)
argmin(x, axis = -1)
binary_crossentropy(target, output, from_logits)
cast(x, dtype)
categorical_crossentropy(target, output, from_logits, axis)
clip(x, min_value: x_min, max_value: x_max)
concatenate(tensors: xs, axis = -1)
cos(x)
cumprod(x, axis = 0)
cumsum(x, axis = 0)
dot(x: x1, y: x2)
dropout(x: inputs, level: rate, noise_shape, seed) random.dropout
elu(x, alpha)
equal(x: x1, y: x2)
exp(x)
expand_dims(x, axis = -1)
eye(size: N, dtype)
flatten(x) ravel
gather(reference: x, indices, axis = 0) take
greater(x: x1, y: x2)
greater_equal(x: x1, y: x2)
less(x: x1, y: x2)
less_equal(x: x1, y: x2)
log(x)
max(x, axis, keepdims)
maximum(x: x1, y: x2)
mean(x, axis, keepdims)
min(x, axis, keepdims)
minimum(x: x1, y: x2)
ndim(x)
not_equal(x: x1, y: x2)
one_hot(indices: x, num_classes)
ones_like(x, dtype)
permute_dimensions(x, pattern: axes) transpose
pow(x: x1, a: x2) power
prod(x, axis, keepdims)
random_normal(shape, mean, stddev, dtype, seed) random.normal
random_uniform(shape, minval, maxval, dtype, seed) random.uniform
relu(x, alpha is 0.0, max_value is None, threshold is 0.0)
repeat_elements(x, rep: repeats, axis) repeat
reshape(x, shape: newshape)
reverse(x, axes: axis) flip
round(x)
sigmoid(x)
sign(x)
sin(x)
softmax(x, axis = -1)
softplus(x)
softsign(x)
sparse_categorical_crossentropy(target, output, from_logits, axis)
sqrt(x)
square(x)
squeeze(x, axis)
stack(x, axis = 0)
std(x, axis, keepdims)
stop_gradient(variables: variable)
sum(x, axis, keepdims)
switch(condition, then_expression: x1, else_expression: x2) where
tanh(x)
tile(x, n: repeats)
transpose(x)
truncated_normal(shape, mean, stddev, dtype, seed) random.truncated_normal
var(x, axis, keepdims)
zeros_like(x, dtype)
`;

interface Line {
  readonly parameters: readonly Parameter[];
  readonly path: string;
}

/** Read when first asked for. */
let lines: Record<'tensorflow' | 'backend', Map<string, Line>> | undefined;
const known = () => (lines ??= { tensorflow: linesOf(functions), backend: linesOf(ofBackend) });

function linesOf(text: string): Map<string, Line> {
  return new Map(
    text
      .trim()
      .split('\n')
      .map((line) => {
        const [, name, list, keras = name!] = /^([\w.]+)\((.*)\)(?: (\S+))?$/.exec(line)!;
        const parameters = list!.split(', ').map(parameterOf);
        return [name!, { parameters, path: keras.includes('.') ? keras : `ops.${keras}` }];
      }),
  );
}

/** Without the module: a name means the same in each of these. */
export const leafOf = (name: string): string => name.replace(/^(math|nn|linalg)\./, '');

/** @param name within tensorflow: `reduce_mean`, `nn.relu`; or `keras.backend.mean`; undefined where no op is it */
export function kerasOpOf(name: string, given: Given): KerasOp | undefined {
  const backend = /^keras\.backend\.(\w+)$/.exec(name)?.[1];
  const line = backend === undefined ? known().tensorflow.get(leafOf(name)) : known().backend.get(backend);
  return line && { path: line.path, given: told(line.parameters, given) };
}

/** What each function takes, in order, and which of it TensorFlow does not have. */
export const declared = (): { name: string; taken: string[]; added: string[] }[] =>
  [...known().tensorflow].map(([name, { parameters }]) => ({
    name,
    taken: parameters.map((one) => one.name),
    added: parameters.filter(({ told }) => told !== undefined).map((one) => one.name),
  }));

/** `name: ours = told`, as the lines have it. */
export function parameterOf(text: string): Parameter {
  const [, name, keras, told, only, dropped] = /^(\w+)(?:: (\w+))?(?: = (\S+))?(?: is (\S+))?( -)?$/.exec(
    text,
  )!;
  return { name: name!, keras: dropped ? undefined : (keras ?? name), told, only };
}

/** The arguments by Keras' names; what TensorFlow does where nothing is said is said. */
function told(parameters: readonly Parameter[], given: Given): Given {
  const values = byName(
    given,
    parameters.map(({ name }) => name),
  );
  const { to } = given.node;
  const named = new Map<string, Expression>();
  for (const { name, keras, told, only } of parameters) {
    const written = values.get(name);
    const isLeftOut = written === undefined || isConstant(written, 'None');
    const value = isLeftOut && told !== undefined ? literal(told, to) : written;
    values.delete(name);
    if (!value || keras === undefined) continue;
    if (only === undefined) named.set(keras, value);
    else if (!isWritten(value, only)) throw new Untranslated(`\`${name}\` other than ${only}`);
  }
  values.delete('name');
  for (const [name, value] of values) named.set(name, value);
  return { ...given, plain: [], named };
}

function literal(text: string, to: number): Expression {
  const place = { from: to, to };
  return text === 'True' || text === 'False'
    ? { ...place, type: 'constant', value: text }
    : { ...place, type: 'number', text };
}

function isWritten(node: Expression, text: string): boolean {
  if (node.type === 'text') return `'${node.value}'` === text;
  if (node.type === 'number') return Number(node.text) === Number(text);
  return node.type === 'constant' && node.value === text;
}
