// Dotted names of modules: what a name of the program stands for in Python's libraries, spelled in one way.
import type { Expression } from '../python/syntax.js';
import type { Scope } from './scope.js';

/** `keras.layers.Dense` for `layers.Dense`, `tf.keras.layers.Dense` or `Dense`; undefined for values. */
export function pathOf(node: Expression, scope: Scope): string | undefined {
  const path = rawPath(node, scope);
  return path === undefined ? undefined : canonical(path);
}

function rawPath(node: Expression, scope: Scope): string | undefined {
  if (node.type === 'name') return scope.find(node.name)?.path;
  if (node.type !== 'attribute') return undefined;
  const object = rawPath(node.object, scope);
  return object === undefined ? undefined : `${object}.${node.name}`;
}

const rules: readonly (readonly [RegExp, string])[] = [
  [/^tensorflow\.compat\.v[12]\./, 'tensorflow.'],
  [/^tensorflow\.(python\.)?keras\b/, 'keras'],
  [/^(tf_keras|tensorflow_core\.keras|keras_core|keras\.api|keras\.src)\b/, 'keras'],
  [/^tensorflow\.(initializers|losses|metrics|optimizers)\b/, 'keras.$1'],
  [/^keras\.random\.random\./, 'keras.random.'],
  [/^keras\.(Model|Sequential)\b/, 'keras.models.$1'],
  [/^keras\.engine\.training\.Model$/, 'keras.models.Model'],
  [/^keras\.Input$/, 'keras.layers.Input'],
  [/^keras\.(models\.)?InputLayer$/, 'keras.layers.InputLayer'],
  [
    /^keras\.layers\.(experimental\.preprocessing|core|convolutional|pooling|recurrent|embeddings|normalization|merge|advanced_activations|noise|wrappers|preprocessing)\.(?=[A-Za-z])/,
    'keras.layers.',
  ],
  [/^keras\.utils\.(np_utils|vis_utils|data_utils|numerical_utils|image_utils)\./, 'keras.utils.'],
  [/^keras\.utils\.all_utils\./, 'keras.utils.'],
  [/^keras\.preprocessing\.sequence\.pad_sequences$/, 'keras.utils.pad_sequences'],
  [/^keras\.preprocessing\.(image|text)\.(.*_dataset_from_directory)$/, 'keras.utils.$2'],
  [/^keras\.preprocessing\.(.*_dataset_from_(?:directory|array))$/, 'keras.utils.$1'],
  [/^keras\.preprocessing\.image\.(load_img|img_to_array|array_to_img|save_img)$/, 'keras.utils.$1'],
  [/^keras\.(losses|metrics)\.(mae|MAE)$/, 'keras.$1.mean_absolute_error'],
  [/^keras\.(losses|metrics)\.(mse|MSE)$/, 'keras.$1.mean_squared_error'],
  [/^keras\.optimizers\.(legacy|experimental)\./, 'keras.optimizers.'],
  [/^keras\.callbacks\.callbacks\./, 'keras.callbacks.'],
  [/^keras\.optimizers\.schedules\.learning_rate_schedule\./, 'keras.optimizers.schedules.'],
  [/^keras\.ops\.(numpy|nn|core|linalg|math|backend)\./, 'keras.ops.'],
  [/^keras\.backend\.(?=(normalize_data_format|is_keras_tensor)$)/, 'keras.utils.'],
  [/^keras\.saving\.(load_model|save_model)$/, 'keras.models.$1'],
  [/^keras\.applications\.\w+\.(?=[A-Z])/, 'keras.applications.'],
  [/^matplotlib\.pylab\b/, 'matplotlib.pyplot'],
  [/^pylab\b/, 'matplotlib.pyplot'],
  [/^tensorflow\.numpy\b/, 'numpy'],
  [/^tensorflow\.experimental\.numpy\b/, 'numpy'],
];

function canonical(path: string): string {
  return rules.reduce((known, [pattern, instead]) => known.replace(pattern, instead), path);
}
