"""What the generators of pooling, reshaping and merging share: runs a layer of real Keras 3.15 on inputs that the tests
can draw again, and notes output, mask and gradients of sum(output * cos(range))."""
import json
import os

os.environ['TF_CPP_MIN_LOG_LEVEL'] = '3'
os.environ['CUDA_VISIBLE_DEVICES'] = '-1'
import keras
import numpy as np
import tensorflow as tf


def values(shape, dtype, index, ties=False):
    """Input number `index`; test/layers/spatial-cases.ts draws the same."""
    i = np.arange(int(np.prod(shape)), dtype='float64')
    drawn = 2 * np.sin(1.7 * i + 0.9 * index + 0.3)
    if ties:
        drawn = np.round(drawn / 2)
    return (np.round(10 * drawn) if dtype == 'int32' else drawn).reshape(shape).astype(dtype)


def mask_of(shape, index):
    """True where a step counts; in each row some do."""
    i = np.arange(int(np.prod(shape)))
    return ((i + index) % 3 != 0).reshape(shape)


def rounded(tensor):
    array = np.array(tensor)
    if array.dtype == bool:
        return [int(x) for x in array.ravel()]
    return [float(f'{x:.7g}') if np.isfinite(x) else None for x in array.astype('float64').ravel()]


def snake(name):
    return ''.join('_' + c.lower() if c.isupper() else c for c in name)


def keras_config(config):
    names = {'channelsFirst': 'channels_first', 'channelsLast': 'channels_last'}
    return {snake(k): names.get(v, v) if isinstance(v, str) else v for k, v in config.items()}


def case(layer, config, shapes, dtypes=None, masks=None, ties=False):
    """`masks`: for each input the shape of its mask, or None. `ties`: whether many values are equal."""
    several = isinstance(shapes[0], (list, tuple))
    shapes = [list(s) for s in (shapes if several else [shapes])]
    dtypes = dtypes or ['float32'] * len(shapes)
    made = getattr(keras.layers, layer)(**keras_config(config))
    inputs = [tf.constant(values(s, d, k, ties)) for k, (s, d) in enumerate(zip(shapes, dtypes))]
    for k, shape in enumerate(masks or []):
        if shape is not None:
            keras.src.backend.set_keras_mask(inputs[k], tf.constant(mask_of(shape, k)))
    with tf.GradientTape() as tape:
        tape.watch([x for x in inputs if x.dtype.is_floating])
        output = made(inputs if several else inputs[0])
        mask = keras.src.backend.get_keras_mask(output)
        flat = tf.cast(tf.reshape(output, [-1]), 'float32')
        loss = tf.reduce_sum(flat * tf.cos(tf.range(tf.size(flat), dtype='float32')))
    # TensorFlow has no gradient of resizing by area.
    differentiable = config.get('interpolation') != 'area'
    gradients = tape.gradient(loss, inputs, unconnected_gradients='zero') if differentiable else [None] * len(inputs)
    note = {
        'layer': layer,
        'config': config,
        'shapes': shapes if several else shapes[0],
        'output': rounded(output),
        'shape': list(output.shape),
        'dtype': {'float64': 'float32', 'int64': 'int32'}.get(output.dtype.name, output.dtype.name),
        'gradients': [rounded(g) if g is not None and x.dtype.is_floating else None for g, x in zip(gradients, inputs)],
    }
    if dtypes != ['float32'] * len(shapes):
        note['dtypes'] = dtypes
    if ties:
        note['ties'] = True
    if masks:
        note['masks'] = masks
        note['mask'] = None if mask is None else rounded(mask)
    return note


def described(layer, config, shapes):
    """The shape that Keras infers, with unknown sizes."""
    several = isinstance(shapes[0], (list, tuple))
    made = getattr(keras.layers, layer)(**keras_config(config))
    inputs = [keras.KerasTensor(tuple(s)) for s in (shapes if several else [shapes])]
    shape = made(inputs if several else inputs[0]).shape
    return {'layer': layer, 'config': config, 'shapes': shapes, 'shape': list(shape)}


def write(name, cases, shapes):
    path = os.path.join(os.path.dirname(__file__), f'{name}.json')
    with open(path, 'w') as file:
        file.write('{"cases": [\n' + ',\n'.join(json.dumps(c) for c in cases) + '\n],\n"shapes": [\n'
                   + ',\n'.join(json.dumps(c) for c in shapes) + '\n]}\n')
    print(path, os.path.getsize(path), len(cases), len(shapes))
