"""What Keras' convolutions give, forward and backward: writes convolutional.json beside this file.

Run with Keras 3.15 on TensorFlow, on a processor: python make_convolutional.py
Inputs and weights are the sines that the test makes, too, so that the file holds only what Keras gave.
With the channels first, the output's last axis must not be as long as it has channels: Keras 3.15's `ops.add` on
TensorFlow then takes that axis for the channels and adds the bias along it.
"""
import json
import os
import pathlib

os.environ['TF_CPP_MIN_LOG_LEVEL'] = '3'
os.environ['CUDA_VISIBLE_DEVICES'] = '-1'
import keras
import numpy as np
import tensorflow as tf
from keras import layers

CASES = []
REFUSED = []
SHAPES = []
SECOND = []


def sines(shape, seed):
    count = int(np.prod(shape))
    return np.sin(1 + np.arange(count) * 0.7 + seed * 1.3).reshape(shape).astype('float32')


def rounded(values):
    return [float(f'{value:.7g}') for value in np.asarray(values, 'float64').ravel()]


def camel(name):
    head, *tail = name.split('_')
    return head + ''.join(part.capitalize() for part in tail)


def in_camel_case(value):
    if isinstance(value, dict):
        return {camel(key): in_camel_case(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [in_camel_case(one) for one in value]
    return value


def case(class_name, shape, **config):
    """One layer on one input: outputs, and gradients of a weighted sum of them."""
    try:
        layer = getattr(layers, class_name)(**config)
        layer.build(shape)
        for seed, weight in enumerate(layer.weights):
            weight.assign(sines(weight.shape, seed + 1) * 0.5)
        x = tf.constant(sines(shape, 0))
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = layer(x)
            weights = tf.cos(tf.range(tf.size(y), dtype=tf.float32))
            total = tf.reduce_sum(tf.reshape(y, [-1]) * weights) + sum(layer.losses)
        gradients = tape.gradient(total, [x, *[weight.value for weight in layer.weights]])
    except ValueError as error:
        REFUSED.append(dict(className=class_name, inputShape=shape, config=in_camel_case(config)))
        print('refused:', class_name, shape, config, str(error)[:90].replace('\n', ' '))
        return
    CASES.append(
        dict(
            className=class_name,
            inputShape=shape,
            config=in_camel_case(config),
            weights=[dict(name=weight.name, shape=list(weight.shape)) for weight in layer.weights],
            outputShape=list(y.shape),
            output=rounded(y),
            gradients=[rounded(gradient) for gradient in gradients],
        )
    )


def second_case(class_name, shape, **config):
    """Derivatives of a gradient's length, as gradient penalties need them."""
    layer = getattr(layers, class_name)(**config)
    layer.build(shape)
    for seed, weight in enumerate(layer.weights):
        weight.assign(sines(weight.shape, seed + 1) * 0.5)
    x = tf.constant(sines(shape, 0))
    with tf.GradientTape() as outer:
        outer.watch(x)
        with tf.GradientTape() as inner:
            inner.watch(x)
            total = tf.reduce_sum(layer(x) ** 2)
        first = inner.gradient(total, [x, layer.weights[0].value])
        penalty = sum(tf.reduce_sum(gradient**2) for gradient in first)
    gradients = outer.gradient(penalty, [x, layer.weights[0].value])
    SECOND.append(
        dict(
            className=class_name,
            inputShape=shape,
            config=in_camel_case(config),
            weights=[list(weight.shape) for weight in layer.weights],
            gradients=[rounded(gradient) for gradient in gradients],
        )
    )


def shape_case(class_name, shape, **config):
    """The shape of the output for an input of open sizes."""
    output = getattr(layers, class_name)(**config).compute_output_shape(tuple(shape))
    SHAPES.append(dict(className=class_name, inputShape=shape, config=in_camel_case(config), outputShape=list(output)))


FIRST = dict(data_format='channels_first')


def convolutions():
    case('Conv1D', [2, 5, 2], filters=2, kernel_size=3)
    case('Conv1D', [1, 6, 2], filters=2, kernel_size=[2], strides=[3], padding='same', activation='relu')
    case('Conv1D', [1, 7, 2], filters=2, kernel_size=3, dilation_rate=2)
    case('Conv1D', [1, 7, 1], filters=2, kernel_size=2, dilation_rate=3, padding='same')
    case('Conv1D', [1, 6, 2], filters=2, kernel_size=3, padding='causal')
    case('Conv1D', [1, 6, 1], filters=2, kernel_size=3, padding='causal', strides=2)
    case('Conv1D', [2, 5, 1], filters=2, kernel_size=2, padding='causal', dilation_rate=8)
    case('Conv1D', [1, 7, 2], filters=2, kernel_size=2, padding='causal', dilation_rate=4)
    case('Conv1D', [1, 2, 7], filters=2, kernel_size=2, padding='causal', dilation_rate=2, **FIRST)
    case('Conv1D', [1, 4, 5], filters=2, kernel_size=2, padding='same', groups=2, **FIRST)
    case('Conv1D', [1, 5, 4], filters=8, kernel_size=2, groups=4)
    case('Conv1D', [1, 6, 4], filters=4, kernel_size=2, groups=2, dilation_rate=3)
    case('Conv1D', [1, 6, 4], filters=2, kernel_size=2, groups=2, padding='causal', strides=2, use_bias=False)
    case('Conv2D', [2, 4, 5, 2], filters=2, kernel_size=[2, 3])
    case('Conv2D', [1, 5, 4, 2], filters=2, kernel_size=3, strides=2, padding='same', activation='tanh')
    case('Conv2D', [1, 5, 6, 1], filters=2, kernel_size=[3, 2], strides=[1, 2])
    case('Conv2D', [1, 5, 5, 1], filters=2, kernel_size=1, strides=3, padding='same')
    case('Conv2D', [1, 2, 3, 1], filters=2, kernel_size=[5, 4], padding='same')
    case('Conv2D', [1, 5, 7, 2], filters=2, kernel_size=2, dilation_rate=[2, 3])
    case('Conv2D', [1, 5, 6, 1], filters=2, kernel_size=3, dilation_rate=2, padding='same')
    case('Conv2D', [1, 4, 5, 1], filters=2, kernel_size=[2, 3], dilation_rate=[3, 1], padding='same')
    case('Conv2D', [1, 3, 3, 1], filters=1, kernel_size=3, dilation_rate=4, padding='same')
    case('Conv2D', [1, 3, 4, 4], filters=4, kernel_size=2, groups=2)
    case('Conv2D', [1, 3, 4, 4], filters=4, kernel_size=2, groups=2, strides=[2, 1], padding='same')
    case('Conv2D', [1, 3, 4, 3], filters=6, kernel_size=2, groups=3, strides=[1, 2], padding='same')
    case('Conv2D', [1, 5, 4, 4], filters=2, kernel_size=2, groups=2, dilation_rate=[2, 1], padding='same')
    case('Conv2D', [1, 5, 4, 2], filters=2, kernel_size=2, groups=2, dilation_rate=2)
    case('Conv2D', [2, 2, 4, 3], filters=3, kernel_size=2, strides=2, padding='same', **FIRST)
    case('Conv2D', [1, 2, 5, 6], filters=3, kernel_size=2, dilation_rate=2, activation='softmax', **FIRST)
    case('Conv2D', [1, 4, 3, 3], filters=2, kernel_size=2, groups=2, padding='same', **FIRST)
    case('Conv2D', [1, 3, 3, 2], filters=3, kernel_size=2, activation='softmax', use_bias=False)
    case(
        'Conv2D',
        [2, 3, 3, 1],
        filters=2,
        kernel_size=2,
        kernel_regularizer='l2',
        bias_regularizer='l1',
        activity_regularizer='l2',
    )
    case('Conv3D', [1, 3, 4, 3, 1], filters=2, kernel_size=2)
    case('Conv3D', [1, 3, 4, 4, 1], filters=2, kernel_size=[1, 2, 3], strides=[2, 1, 2], padding='same')
    case('Conv3D', [1, 4, 4, 2, 1], filters=1, kernel_size=[2, 1, 2], strides=3, padding='same')
    case('Conv3D', [1, 4, 3, 4, 1], filters=2, kernel_size=2, dilation_rate=2)
    case('Conv3D', [1, 3, 3, 2, 1], filters=1, kernel_size=[2, 3, 2], dilation_rate=[1, 2, 2], padding='same')
    case('Conv3D', [1, 2, 2, 3, 4], filters=2, kernel_size=2, groups=2, padding='same')
    case('Conv3D', [1, 2, 3, 2, 3], filters=2, kernel_size=2, strides=[1, 2, 1], padding='same', **FIRST)


def transposes():
    for padding in ['valid', 'same']:
        for kernel_size, strides in [(2, 1), (3, 2), (2, 3), (1, 2)]:
            case('Conv1DTranspose', [1, 3, 2], filters=2, kernel_size=kernel_size, strides=strides, padding=padding)
        for kernel_size, strides in [([2, 3], 2), ([3, 1], [1, 3]), (4, [2, 3])]:
            case('Conv2DTranspose', [1, 3, 2, 1], filters=2, kernel_size=kernel_size, strides=strides, padding=padding)
        for kernel_size, strides in [(2, 2), ([3, 2, 1], [1, 3, 2])]:
            case('Conv3DTranspose', [1, 2, 1, 2, 1], filters=2, kernel_size=kernel_size, strides=strides, padding=padding)
        case('Conv1DTranspose', [1, 3, 1], filters=2, kernel_size=3, strides=3, padding=padding, output_padding=1)
        case('Conv2DTranspose', [1, 2, 3, 1], filters=2, kernel_size=3, strides=2, padding=padding, output_padding=[0, 1])
        small = dict(kernel_size=[1, 2], strides=[3, 4], output_padding=[2, 1])
        case('Conv2DTranspose', [1, 2, 2, 1], filters=2, padding=padding, **small)
        small = dict(kernel_size=[1, 2, 3], strides=[3, 2, 2], output_padding=[2, 1, 1])
        case('Conv3DTranspose', [1, 1, 2, 2, 1], filters=1, padding=padding, **small)
        case('Conv1DTranspose', [2, 4, 1], filters=2, kernel_size=2, dilation_rate=3, padding=padding)
        case('Conv2DTranspose', [1, 4, 3, 2], filters=2, kernel_size=[2, 3], dilation_rate=[2, 3], padding=padding)
        case('Conv2DTranspose', [1, 2, 3, 1], filters=1, kernel_size=[4, 2], dilation_rate=[1, 2], padding=padding)
        case('Conv3DTranspose', [1, 2, 1, 3, 1], filters=1, kernel_size=2, dilation_rate=[2, 1, 3], padding=padding)
    case('Conv1DTranspose', [1, 2, 3], filters=2, kernel_size=3, strides=2, activation='relu', **FIRST)
    case('Conv2DTranspose', [1, 2, 3, 2], filters=3, kernel_size=2, strides=2, padding='same', use_bias=False, **FIRST)
    case('Conv2DTranspose', [1, 2, 2, 3], filters=1, kernel_size=2, dilation_rate=2, padding='same', output_padding=0, **FIRST)
    case('Conv3DTranspose', [1, 2, 1, 2, 2], filters=1, kernel_size=2, strides=2, **FIRST)


def depthwise():
    case('DepthwiseConv1D', [1, 6, 2], kernel_size=3, depth_multiplier=2)
    case('DepthwiseConv1D', [1, 7, 2], kernel_size=3, strides=2, padding='same')
    case('DepthwiseConv1D', [1, 7, 2], kernel_size=2, dilation_rate=3)
    case('DepthwiseConv1D', [1, 8, 1], kernel_size=3, dilation_rate=2, strides=3, padding='same')
    case('DepthwiseConv1D', [1, 2, 6], kernel_size=2, strides=2, activation='relu', **FIRST)
    case('DepthwiseConv2D', [2, 4, 3, 2], kernel_size=2, depth_multiplier=2)
    case('DepthwiseConv2D', [1, 5, 4, 2], kernel_size=3, strides=2, padding='same', use_bias=False)
    case('DepthwiseConv2D', [1, 5, 6, 2], kernel_size=[2, 3], strides=[1, 2])
    case('DepthwiseConv2D', [1, 5, 5, 2], kernel_size=[3, 2], strides=[3, 1], padding='same')
    case('DepthwiseConv2D', [1, 6, 5, 1], kernel_size=3, dilation_rate=2, depth_multiplier=2)
    case('DepthwiseConv2D', [1, 4, 5, 1], kernel_size=[3, 2], dilation_rate=[2, 3], padding='same')
    case('DepthwiseConv2D', [1, 8, 7, 1], kernel_size=3, dilation_rate=[3, 1], strides=2, padding='same')
    case('DepthwiseConv2D', [1, 7, 7, 1], kernel_size=2, dilation_rate=[1, 2], strides=[3, 2])
    case('DepthwiseConv2D', [1, 2, 4, 3], kernel_size=2, depth_multiplier=2, padding='same', **FIRST)
    case('DepthwiseConv2D', [1, 2, 5, 7], kernel_size=2, dilation_rate=2, strides=[1, 2], activation='softmax', **FIRST)


def separable():
    case('SeparableConv1D', [1, 6, 2], filters=3, kernel_size=3, depth_multiplier=2)
    case('SeparableConv1D', [1, 7, 2], filters=2, kernel_size=2, strides=2, padding='same')
    case('SeparableConv1D', [1, 8, 2], filters=2, kernel_size=3, dilation_rate=2, strides=2)
    case('SeparableConv1D', [1, 2, 6], filters=3, kernel_size=2, dilation_rate=2, **FIRST)
    case('SeparableConv2D', [1, 4, 5, 2], filters=3, kernel_size=[2, 3], activation='relu')
    case('SeparableConv2D', [1, 5, 4, 2], filters=2, kernel_size=3, strides=2, padding='same', use_bias=False)
    case('SeparableConv2D', [1, 5, 4, 2], filters=2, kernel_size=2, strides=[2, 1], padding='same')
    case('SeparableConv2D', [1, 5, 5, 1], filters=2, kernel_size=3, dilation_rate=[2, 1], depth_multiplier=2)
    case('SeparableConv2D', [1, 6, 5, 1], filters=2, kernel_size=2, dilation_rate=2, strides=[1, 2], padding='same')
    case('SeparableConv2D', [1, 2, 4, 5], filters=3, kernel_size=2, depth_multiplier=2, padding='same', **FIRST)


def refused():
    case('Conv1D', [1, 9, 2], filters=2, kernel_size=3, strides=2, dilation_rate=2)
    case('Conv2D', [1, 9, 9, 2], filters=2, kernel_size=3, strides=[1, 2], dilation_rate=[2, 1])
    case('Conv2DTranspose', [1, 5, 5, 2], filters=2, kernel_size=3, strides=2, dilation_rate=2)
    case('Conv2D', [1, 6, 6, 1], filters=1, kernel_size=5, dilation_rate=2)
    case('DepthwiseConv1D', [1, 3, 1], kernel_size=4)
    case('SeparableConv2D', [1, 3, 3, 1], filters=1, kernel_size=[1, 4])
    case('Conv2D', [1, 4, 4, 3], filters=4, kernel_size=2, groups=2)
    case('Conv2D', [1, 4, 4, 2], filters=3, kernel_size=2, groups=2)
    case('Conv2D', [1, 4, 4, 2], filters=0, kernel_size=2)
    case('Conv2D', [1, 4, 4, 2], filters=1, kernel_size=[2, 2, 2])
    case('Conv2D', [1, 4, 4, 2], filters=1, kernel_size=2, padding='causal')
    case('Conv2D', [1, 4, 4], filters=1, kernel_size=2)
    case('Conv2D', [1, 4, 4, 4, 2], filters=1, kernel_size=2)
    case('Conv1DTranspose', [1, 4, 2], filters=1, kernel_size=2, strides=2, output_padding=2)


def shapes():
    shape_case('Conv1D', [None, None, 2], filters=3, kernel_size=3)
    shape_case('Conv1D', [None, 2, None], filters=3, kernel_size=3, padding='causal', **FIRST)
    shape_case('Conv2D', [None, None, 9, 2], filters=3, kernel_size=3, strides=2)
    shape_case('Conv2D', [4, 2, 9, None], filters=3, kernel_size=3, dilation_rate=2, **FIRST)
    shape_case('Conv3D', [None, None, None, 7, 1], filters=2, kernel_size=2, padding='same', strides=2)
    shape_case('Conv1DTranspose', [None, None, 2], filters=3, kernel_size=3, strides=2)
    shape_case('Conv2DTranspose', [None, 4, None, 2], filters=3, kernel_size=3, strides=2, output_padding=1)
    shape_case('Conv3DTranspose', [None, 2, 3, None, 4], filters=3, kernel_size=3, strides=2, padding='same', **FIRST)
    shape_case('DepthwiseConv2D', [None, None, 6, 2], kernel_size=3, depth_multiplier=2)
    shape_case('SeparableConv1D', [None, None, 2], filters=5, kernel_size=3, strides=2)


def second_derivatives():
    second_case('Conv1D', [1, 6, 2], filters=2, kernel_size=2, padding='causal', dilation_rate=2)
    second_case('Conv2D', [1, 4, 5, 2], filters=2, kernel_size=[2, 3], strides=2, padding='same')
    second_case('Conv2D', [1, 5, 5, 1], filters=2, kernel_size=2, dilation_rate=[2, 3])
    second_case('Conv2D', [1, 3, 3, 4], filters=2, kernel_size=2, groups=2)
    second_case('Conv3D', [1, 3, 2, 4, 1], filters=2, kernel_size=2, strides=[1, 1, 2])
    second_case('Conv2DTranspose', [1, 2, 3, 2], filters=1, kernel_size=3, strides=2, padding='same')
    second_case('Conv3DTranspose', [1, 2, 1, 2, 1], filters=2, kernel_size=2, strides=2)
    second_case('DepthwiseConv2D', [1, 5, 4, 2], kernel_size=3, strides=2, padding='same', depth_multiplier=2)
    second_case('SeparableConv1D', [1, 6, 2], filters=2, kernel_size=2, dilation_rate=2)


keras.utils.set_random_seed(0)
convolutions()
transposes()
depthwise()
separable()
refused()
shapes()
second_derivatives()
path = pathlib.Path(__file__).with_name('convolutional.json')
parts = dict(cases=CASES, refused=REFUSED, shapes=SHAPES, second=SECOND)
rows = {
    name: ',\n'.join(json.dumps(one, separators=(',', ':')) for one in part) for name, part in parts.items()
}
path.write_text('{\n' + ',\n'.join(f'"{name}": [\n{part}\n]' for name, part in rows.items()) + '\n}\n')
print({name: len(part) for name, part in parts.items()}, path.stat().st_size)
