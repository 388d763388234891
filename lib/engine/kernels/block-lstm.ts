// A whole sequence of long short-term memory in one op of TensorFlow's, and its gradient in another: step by step, the
// same takes some forty ops a step.
import type { KernelConfig, Tensor, TensorInfo } from '@tensorflow/tfjs';
import { tf } from '../../tf.js';
import { dataType } from '../data-types.js';
import { type Refused, type Rule, refused } from '../gradient-rule.js';
import { attributeType, type OpAttribute } from '../op-attributes.js';
import { canFuse, type KernelCall, kernel } from './kernel.js';

// Version 2 has Keras' order of gates: input, forget, candidate, output.
const forward = 'BlockLSTMV2';
const backward = 'BlockLSTMGradV2';

const givenNames = ['x', 'carry', 'state', 'kernel', 'bias'] as const;
const madeNames = ['input', 'carries', 'forget', 'output', 'candidate', 'activated', 'states'] as const;

/** What a sequence goes in with. */
export interface LstmInputs {
  /** [steps, samples, features] */
  readonly x: Tensor;
  /** First state and carry: [samples, units]. */
  readonly state: Tensor;
  readonly carry: Tensor;
  /** That of inputs above that of states: [features + units, 4 · units]. */
  readonly kernel: Tensor;
  readonly bias: Tensor;
}

/** After each step: [steps, samples, units]. */
export interface LstmSequence {
  readonly states: Tensor;
  readonly carries: Tensor;
}

/** Products of a step up to which the op is the faster: it computes larger ones on one core. */
const mostProducts = 2 ** 18;

/** Whether {@link blockLstm} is there, and pays, for sequences [steps, samples, features]. */
export function canBlockLstm(x: Tensor, units: number): boolean {
  const [, samples, features] = x.shape as [number, number, number];
  return samples * units * (features + units) <= mostProducts && canFuse(x);
}

export function blockLstm(inputs: LstmInputs): LstmSequence {
  const made: Tensor[] = tf.engine().runKernel(forward, { ...inputs });
  return { states: made[madeNames.indexOf('states')]!, carries: made[madeNames.indexOf('carries')]! };
}

export const blockLstmKernels: readonly KernelConfig[] = [
  kernel(forward, (call) =>
    tf.tidy(() => call.backend.executeMultipleOutputs(forward, clipping, givenTo(call), madeNames.length)),
  ),
  kernel(backward, (call) =>
    tf.tidy(() => {
      const changes = ['dCarries', 'dStates'].map(call.input);
      const inputs = [...givenTo(call), ...madeNames.map(call.input), ...changes];
      const [x, carry, state, weights, , , , bias] = call.backend.executeMultipleOutputs(
        backward,
        plain,
        inputs,
        8,
      );
      return [x!, carry!, state!, weights!, bias!];
    }),
  ),
];

export const blockLstmGradients = {
  BlockLSTMV2: {
    inputsToSave: [...givenNames],
    outputsToSave: madeNames.map(() => true),
    gradFunc(changes, saved) {
      const names = [...givenNames, ...madeNames];
      const inputs = Object.fromEntries(names.map((name, i) => [name, saved[i]!]));
      const [dCarries, dStates] = (['carries', 'states'] as const).map(
        (name) => (changes as Tensor[])[madeNames.indexOf(name)]!,
      );
      const made: Tensor[] = tf
        .engine()
        .runKernel(backward, { ...inputs, dCarries: dCarries!, dStates: dStates! });
      return Object.fromEntries(givenNames.map((name, i) => [name, () => made[i]!]));
    },
  },
  BlockLSTMGradV2: refused('Differentiate twice, and single ops compute each step.'),
} satisfies { BlockLSTMV2: Rule; BlockLSTMGradV2: Refused };

/** The op's first inputs: the number of steps, then what was given, with peepholes that are not used. */
function givenTo({ backend, input }: KernelCall): TensorInfo[] {
  const [x, carry, state, weights, bias] = givenNames.map(input) as [
    TensorInfo,
    TensorInfo,
    TensorInfo,
    TensorInfo,
    TensorInfo,
  ];
  const steps = tf.scalar(x.shape[0]!, 'int32');
  const count = backend.executeSingleOutput('Cast', toLong, [steps]);
  const peephole = tf.zeros([state.shape[1]!]);
  return [count, x, carry, state, weights, peephole, peephole, peephole, bias];
}

const plain: readonly OpAttribute[] = [
  { name: 'T', type: attributeType.type, value: dataType.float },
  { name: 'use_peephole', type: attributeType.bool, value: false },
];
const clipping: readonly OpAttribute[] = [
  ...plain,
  { name: 'cell_clip', type: attributeType.float, value: -1 },
];
const toLong: readonly OpAttribute[] = [
  { name: 'SrcT', type: attributeType.type, value: dataType.int32 },
  { name: 'DstT', type: attributeType.type, value: dataType.int64 },
];
