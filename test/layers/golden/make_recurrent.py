"""What Keras' recurrent layers give, forward and backward: writes recurrent.json beside this file.

Run with Keras 3.15 on TensorFlow, on a processor: python make_recurrent.py
Inputs, first states and weights are the sines that the test makes, too, so that the file holds only what Keras gave.
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


def sines(shape, seed):
    count = int(np.prod(shape))
    return np.sin(1 + np.arange(count) * 0.7 + seed * 1.3).reshape(shape).astype('float32')


def rounded(values):
    return [float(f'{value:.6g}') for value in np.asarray(values, 'float64').ravel()]


def camel(name):
    head, *tail = name.split('_')
    return head + ''.join(part.capitalize() for part in tail)


def in_camel_case(value):
    if isinstance(value, dict):
        return {camel(key): in_camel_case(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [in_camel_case(one) for one in value]
    if isinstance(value, str) and value.startswith('channels_'):
        return camel(value)
    return value


def of(class_name, **config):
    """A layer within another."""
    return dict(class_name=class_name, config=config)


def made(value):
    """The layer that a description describes."""
    if isinstance(value, dict) and 'class_name' in value:
        return getattr(layers, value['class_name'])(**{key: made(one) for key, one in value['config'].items()})
    return [made(one) for one in value] if isinstance(value, list) else value


def case(class_name, shape, masks=None, states=None, attached=False, dtype='float32', calls=1, training=False, **config):
    """One layer on one input, perhaps called several times: outputs, and gradients of a weighted sum of the last ones.

    masks: for each step of each sample (and further axes) whether it counts. states: shapes of the first states.
    attached: the mask comes with the input instead of as an option.
    """
    config = {'class_name': class_name, 'config': config}
    layer = made(config)
    x = sines(shape, 0)
    x = tf.constant(np.round(3 * x).astype('int32') if dtype == 'int32' else x)
    mask = None if masks is None else tf.constant(np.array(masks, bool))
    first = None if states is None else [tf.constant(sines(one, 20 + i)) for i, one in enumerate(states)]
    options = {} if first is None else {'initial_state': first}
    if attached:
        keras.src.backend.set_keras_mask(x, mask)
    elif mask is not None:
        options['mask'] = mask
    layer(x, training=training, **options)
    for seed, weight in enumerate(layer.weights):
        values = sines(weight.shape, seed + 1) * 0.5
        weight.assign(np.abs(values) + 0.5 if 'variance' in weight.name else values)
    for state in keras.tree.flatten(getattr(getattr(layer, 'layer', layer), 'states', None)):
        if state is not None:
            state.assign(tf.zeros_like(state.value))
    for _ in range(calls):
        with tf.GradientTape() as tape:
            sources = [*([] if dtype == 'int32' else [x]), *(first or [])]
            tape.watch(sources)
            outputs = keras.tree.flatten(layer(x, training=training, **options))
            total = sum(layer.losses)
            for y in outputs:
                weights = tf.cos(tf.range(tf.size(y), dtype=tf.float32))
                total += tf.reduce_sum(tf.reshape(y, [-1]) * weights)
    trained = layer.trainable_weights
    gradients = tape.gradient(total, [*sources, *[weight.value for weight in trained]])
    note = dict(
        **in_camel_case(config),
        inputShape=shape,
        weights=[dict(name=weight.name, shape=list(weight.shape)) for weight in layer.weights],
        outputs=[dict(shape=list(y.shape), values=rounded(y)) for y in outputs],
        gradients=[rounded(gradient) for gradient in gradients],
    )
    if masks is not None:
        found = [keras.src.backend.get_keras_mask(y) for y in outputs]
        note['mask'] = np.array(masks, int).tolist()
        note['hasMask'] = [one is not None for one in found]
    if attached:
        note['attached'] = True
    if states is not None:
        note['states'] = states
    if dtype != 'float32':
        note['dtype'] = dtype
    if calls > 1:
        note['calls'] = calls
    if training:
        note['training'] = True
        note['kept'] = [rounded(weight.value) for weight in layer.non_trainable_weights]
    CASES.append(note)


def refused(class_name, shape, **config):
    """What Keras cannot compute."""
    config = {'class_name': class_name, 'config': config}
    try:
        made(config)(sines(shape, 0))
    except Exception as error:
        REFUSED.append(dict(**in_camel_case(config), inputShape=shape))
        print('refused:', class_name, shape, str(error)[:90].replace('\n', ' '))
        return
    raise AssertionError(f'{class_name} {shape} {config}: Keras computes it')


def shape_case(class_name, shape, **config):
    """The shapes of the outputs for an input of open sizes."""
    config = {'class_name': class_name, 'config': config}
    outputs = keras.tree.flatten(made(config)(keras.KerasTensor(shape)))
    SHAPES.append(dict(**in_camel_case(config), inputShape=shape, outputShapes=[list(y.shape) for y in outputs]))


SEQ = dict(return_sequences=True)
STATE = dict(return_state=True)
BACK = dict(go_backwards=True)
ZERO = dict(zero_output_for_mask=True)
GAPS = [[1, 1, 0], [0, 1, 1]]
HOLES = [[0, 1, 0, 1], [0, 0, 0, 0]]
KINDS = dict(SimpleRNN={}, LSTM={}, GRU={}, GRU1=dict(reset_after=False))


def simple_layers():
    for kind, more in KINDS.items():
        name = kind.rstrip('1')
        run = lambda shape=[2, 3, 2], **config: case(name, shape, **{'units': 2, **more, **config})
        states = [[2, 2]] * (2 if name == 'LSTM' else 1)
        run()
        run([1, 1, 3], units=3, dtype='int32')
        run(**SEQ, **STATE)
        run(**SEQ, **BACK, unroll=True)
        run(masks=GAPS, **STATE)
        run(masks=GAPS, **SEQ)
        run([2, 4, 2], masks=HOLES, **SEQ, **BACK)
        run([2, 4, 2], masks=HOLES, **SEQ, **ZERO)
        run([2, 4, 2], masks=HOLES, **ZERO, **BACK, **STATE)
        run(masks=GAPS, **SEQ, **STATE, **ZERO, **BACK)
        # Keras 3.15 does not turn the mask around where such a layer reads backwards.
        run(masks=GAPS, **SEQ, **STATE, **ZERO, unroll=True)
        run(states=states, **STATE)
        run(states=states, masks=GAPS, **SEQ)
        run(states=states, masks=GAPS, **ZERO)
        run(masks=GAPS, attached=True, **SEQ)
        # Keras 3 does not read by an attached mask where first states are given, but passes it on.
        run(states=states, masks=GAPS, attached=True, **SEQ)
        run(use_bias=False, activation='relu', **SEQ)
        run(activation='softmax', masks=GAPS)
        run(kernel_regularizer='l2', recurrent_regularizer='l1', bias_regularizer='l2')
        run(stateful=True, calls=2)
        run(stateful=True, calls=3, masks=GAPS, **SEQ, **STATE)
        if name != 'SimpleRNN':
            run(recurrent_activation='hard_sigmoid', activation='elu')
            run(recurrent_activation='softmax', **SEQ)
            run(activity_regularizer='l2', **SEQ, **STATE)
    case('LSTM', [2, 2, 2], units=2, unit_forget_bias=False)
    case('GRU', [2, 2, 2], units=2, reset_after=False, use_bias=False)


def any_cell():
    stack = [of('LSTMCell', units=2), of('GRUCell', units=3), of('SimpleRNNCell', units=2, activation='relu')]
    case('RNN', [2, 3, 2], cell=of('GRUCell', units=2), **SEQ)
    case('RNN', [2, 3, 2], cell=of('LSTMCell', units=3, recurrent_regularizer='l2'), masks=GAPS, **STATE)
    case('RNN', [2, 3, 2], cell=stack)
    case('RNN', [2, 3, 2], cell=of('StackedRNNCells', cells=stack), masks=GAPS, **SEQ, **STATE)
    case('RNN', [2, 4, 2], cell=stack, masks=HOLES, **SEQ, **BACK, **ZERO)
    case('RNN', [2, 3, 2], cell=stack, masks=GAPS, activity_regularizer='l1', **SEQ)
    case('RNN', [2, 3, 2], cell=[of('GRUCell', units=2), of('GRUCell', units=2, use_bias=False)], stateful=True, calls=2, **SEQ)
    case('RNN', [2, 3, 2], cell=of('SimpleRNNCell', units=2), states=[[2, 2]], masks=GAPS, **SEQ)


def convolutional():
    case('ConvLSTM1D', [2, 2, 4, 2], filters=2, kernel_size=2)
    case('ConvLSTM1D', [1, 3, 5, 1], filters=2, kernel_size=[3], strides=2, padding='same', **SEQ)
    case('ConvLSTM1D', [2, 3, 3, 1], filters=2, kernel_size=2, masks=GAPS, **SEQ, **STATE)
    case('ConvLSTM1D', [1, 2, 6, 1], filters=1, kernel_size=2, dilation_rate=2, states=[[1, 4, 1]] * 2, **STATE)
    case('ConvLSTM1D', [2, 2, 1, 3], filters=2, kernel_size=2, padding='same', data_format='channels_first', stateful=True, calls=2)
    case('ConvLSTM2D', [1, 2, 3, 4, 1], filters=2, kernel_size=2)
    case('ConvLSTM2D', [1, 3, 3, 3, 2], filters=1, kernel_size=[2, 3], padding='same', **SEQ, **STATE)
    case('ConvLSTM2D', [2, 3, 2, 2, 1], filters=2, kernel_size=1, masks=GAPS, **SEQ, **BACK)
    case('ConvLSTM2D', [2, 3, 2, 2, 1], filters=2, kernel_size=2, masks=GAPS, **SEQ, **ZERO)
    case('ConvLSTM2D', [2, 3, 2, 2, 1], filters=1, kernel_size=2, padding='same', masks=sines([2, 3, 2, 2], 3) > 0, **SEQ)
    case('ConvLSTM2D', [1, 2, 4, 4, 1], filters=1, kernel_size=2, strides=[2, 1], use_bias=False, activation='relu')
    case('ConvLSTM2D', [1, 2, 4, 3, 1], filters=2, kernel_size=2, dilation_rate=2, padding='same', recurrent_activation='hard_sigmoid')
    # An even number of rows: where the last axis is as long as there are channels, Keras 3.15 adds the bias along it.
    case('ConvLSTM2D', [1, 2, 1, 3, 4], filters=2, kernel_size=2, data_format='channels_first', **SEQ, **STATE)
    case('ConvLSTM2D', [2, 3, 1, 2, 3], filters=2, kernel_size=2, padding='same', data_format='channels_first', masks=GAPS, states=[[2, 2, 2, 3]] * 2)
    case('ConvLSTM2D', [1, 2, 2, 2, 1], filters=1, kernel_size=2, padding='same', unit_forget_bias=False, kernel_regularizer='l2', recurrent_regularizer='l2', bias_regularizer='l1', activity_regularizer='l2')
    case('ConvLSTM2D', [2, 2, 2, 2, 1], filters=1, kernel_size=2, padding='same', stateful=True, calls=2, **SEQ)
    case('ConvLSTM3D', [1, 2, 2, 3, 2, 1], filters=1, kernel_size=2, **STATE)
    case('ConvLSTM3D', [1, 2, 2, 2, 2, 1], filters=1, kernel_size=[1, 2, 2], padding='same', **SEQ)


def both_directions():
    inner = lambda name, **config: of(name, units=2, **config)
    for merge_mode in ['concat', 'sum', 'mul', 'ave', None]:
        for name in ['LSTM', 'GRU', 'SimpleRNN']:
            case('Bidirectional', [2, 3, 2], layer=inner(name, **SEQ), merge_mode=merge_mode, masks=GAPS)
        case('Bidirectional', [2, 3, 2], layer=inner('GRU'), merge_mode=merge_mode)
        case('Bidirectional', [2, 3, 2], layer=inner('LSTM', **STATE, **SEQ), merge_mode=merge_mode)
    case('Bidirectional', [2, 3, 2], layer=inner('LSTM'), masks=GAPS)
    case('Bidirectional', [2, 3, 2], layer=inner('GRU', **STATE), masks=GAPS)
    case('Bidirectional', [2, 4, 2], layer=inner('GRU', **SEQ, **ZERO), masks=HOLES)
    case('Bidirectional', [2, 4, 2], layer=inner('GRU', **ZERO), masks=HOLES)
    case('Bidirectional', [2, 3, 2], layer=inner('GRU', **SEQ), backward_layer=of('LSTM', units=3, **BACK, **SEQ), masks=GAPS)
    case('Bidirectional', [2, 3, 2], layer=inner('GRU', **BACK), backward_layer=inner('GRU'), merge_mode='sum')
    case('Bidirectional', [2, 3, 2], layer=inner('LSTM', **SEQ), states=[[2, 2]] * 4)
    case('Bidirectional', [2, 3, 2], layer=inner('SimpleRNN', **STATE), states=[[2, 2]] * 2, masks=GAPS, merge_mode='ave')
    case('Bidirectional', [2, 3, 2], layer=inner('GRU', stateful=True, **SEQ), calls=2)
    case('Bidirectional', [2, 3, 2], layer=inner('GRU', **SEQ), masks=GAPS, attached=True)
    case('Bidirectional', [2, 3, 2], layer=inner('GRU', **SEQ), masks=GAPS, attached=True, states=[[2, 2]] * 2)
    case('Bidirectional', [2, 3, 2], layer=of('RNN', cell=[of('GRUCell', units=2), of('LSTMCell', units=2)], **SEQ), masks=GAPS)
    case('Bidirectional', [1, 2, 3, 3, 1], layer=of('ConvLSTM2D', filters=1, kernel_size=2, **SEQ))
    case('Bidirectional', [2, 2, 2], layer=inner('LSTM', kernel_regularizer='l2', recurrent_regularizer='l1', activity_regularizer='l2', **SEQ))


def step_by_step():
    case('TimeDistributed', [2, 3, 2], layer=of('Dense', units=2, activation='tanh', kernel_regularizer='l2'))
    case('TimeDistributed', [2, 3, 2], layer=of('Dense', units=2), masks=GAPS)
    case('TimeDistributed', [2, 3, 2], layer=of('Dense', units=2), masks=GAPS, attached=True)
    case('TimeDistributed', [2, 2, 3, 3, 1], layer=of('Conv2D', filters=2, kernel_size=2))
    case('TimeDistributed', [2, 2, 3, 2], layer=of('Flatten'))
    case('TimeDistributed', [2, 3, 2, 2], layer=of('GRU', units=2), masks=sines([2, 3, 2], 1) > 0)
    case('TimeDistributed', [2, 2, 3, 2], layer=of('Bidirectional', layer=of('LSTM', units=2, **SEQ)))
    case('TimeDistributed', [2, 2, 2, 2], layer=of('TimeDistributed', layer=of('Dense', units=3)))
    case('TimeDistributed', [4, 3, 2], layer=of('BatchNormalization', momentum=0.5))
    case('TimeDistributed', [4, 3, 2], layer=of('BatchNormalization', momentum=0.5), training=True)
    case('TimeDistributed', [2, 3, 3], layer=of('LayerNormalization'))
    case('TimeDistributed', [2, 2, 3, 2], layer=of('GRU', units=2, stateful=True))


def refusals():
    refused('LSTM', [2, 3], units=2)
    refused('LSTM', [2, 3, 2, 2], units=2)
    refused('GRU', [2, 0, 2], units=2)
    refused('GRU', [2, 3, 2], units=0)
    refused('ConvLSTM2D', [1, 2, 5, 5, 1], filters=1, kernel_size=2, strides=2, dilation_rate=2)
    refused('ConvLSTM2D', [1, 2, 5, 5, 1], filters=1, kernel_size=6)
    refused('ConvLSTM1D', [1, 2, 5, 1], filters=1, kernel_size=2, padding='causal')
    refused('Bidirectional', [2, 3, 2], layer=of('Dense', units=2))
    refused('Bidirectional', [2, 3, 2], layer=of('GRU', units=2), backward_layer=of('GRU', units=2))
    refused('Bidirectional', [2, 3, 2], layer=of('GRU', units=2), backward_layer=of('GRU', units=2, **BACK, **SEQ))
    refused('Bidirectional', [2, 3, 2], layer=of('GRU', units=2), backward_layer=of('GRU', units=3, **BACK), merge_mode='sum')
    refused('Bidirectional', [2, 3, 2], layer=of('GRU', units=2), merge_mode='max')
    refused('TimeDistributed', [2, 3], layer=of('Dense', units=2))
    refused('RNN', [2, 3, 2], cell=of('Dense', units=2))


def shapes():
    for name in ['SimpleRNN', 'LSTM', 'GRU']:
        shape_case(name, [None, None, 2], units=3)
        shape_case(name, [None, None, 2], units=3, **SEQ, **STATE)
        shape_case(name, [None, 5, 2], units=3, **SEQ)
    shape_case('RNN', [None, None, 2], cell=[of('LSTMCell', units=4), of('GRUCell', units=3)], **SEQ, **STATE)
    shape_case('ConvLSTM2D', [None, None, 5, 6, 2], filters=3, kernel_size=2, strides=2, **SEQ, **STATE)
    shape_case('ConvLSTM3D', [None, 4, 2, 5, 6, 7], filters=3, kernel_size=2, data_format='channels_first', **STATE)
    for merge_mode in ['concat', 'sum', None]:
        shape_case('Bidirectional', [None, None, 2], layer=of('LSTM', units=3, **SEQ), merge_mode=merge_mode)
        shape_case('Bidirectional', [None, 4, 2], layer=of('GRU', units=3, **STATE), merge_mode=merge_mode)
    shape_case('TimeDistributed', [None, None, 8, 8, 1], layer=of('Conv2D', filters=3, kernel_size=3))
    shape_case('TimeDistributed', [None, 4, None, 2], layer=of('LSTM', units=3, **SEQ))


keras.utils.set_random_seed(0)
simple_layers()
any_cell()
convolutional()
both_directions()
step_by_step()
refusals()
shapes()
path = pathlib.Path(__file__).with_name('recurrent.json')
rows = {
    name: ',\n'.join(json.dumps(one, separators=(',', ':')) for one in part)
    for name, part in [('cases', CASES), ('refused', REFUSED), ('shapes', SHAPES)]
}
path.write_text('{\n' + ',\n'.join(f'"{name}": [\n{part}\n]' for name, part in rows.items()) + '\n}\n')
print(len(CASES), len(REFUSED), len(SHAPES), path.stat().st_size)
