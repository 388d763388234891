// Reads a sequence step by step. At masked steps the states stay as they are, and the output is that of the step before.
import { tidied } from '../../core/tidied.js';
import { tf } from '../../tf.js';
import type { Pass, WholeSequence } from './cell.js';
import { lastStep, type StepMasks } from './step-masks.js';

/** What is read. */
export interface Reading {
  readonly pass: Pass;
  /** What the pass projected, step by step. */
  readonly inputs: readonly tf.Tensor[];
  readonly states: readonly tf.Tensor[];
  /** Whether the states are all zero. */
  readonly fromZero: boolean;
  readonly masks: StepMasks | null;
  /** Whether outputs at masked steps do not matter. */
  readonly zeroOutputs: boolean;
}

/** What comes out. */
export interface Read {
  /** The last step's output. */
  readonly last: tf.Tensor;
  /** The outputs of all steps: [samples, steps, …]. */
  all(): tf.Tensor;
  /** The states after the last. */
  readonly states: readonly tf.Tensor[];
}

export function read(reading: Reading): Read {
  const outputs: tf.Tensor[] = [];
  let { states } = reading;
  reading.inputs.forEach((input, step) => {
    // Freed at once: many steps would pile up much.
    const [output, ...after] = tidied(() => reading.pass.step(input, states));
    const next = keepMasked(
      reading,
      step,
      { output: output!, states: after },
      { output: outputs.at(-1), states },
    );
    outputs.push(next.output);
    states = next.states;
  });
  return { last: outputs.at(-1)!, all: () => tf.stack(outputs, 1), states };
}

/** The same of what a cell did in one go. */
export function readWhole({ outputs, states }: WholeSequence): Read {
  return {
    last: lastStep(outputs),
    all: () => tf.transpose(outputs, [1, 0, ...[...outputs.shape.keys()].slice(2)]),
    states,
  };
}

interface Before {
  readonly output: tf.Tensor | undefined;
  readonly states: readonly tf.Tensor[];
}

interface After {
  readonly output: tf.Tensor;
  readonly states: readonly tf.Tensor[];
}

/** What a step gives, with what was before where the step is masked. */
function keepMasked(
  { masks, zeroOutputs, fromZero }: Reading,
  step: number,
  after: After,
  before: Before,
): After {
  if (!masks) return after;
  const keep = (next: tf.Tensor, last: tf.Tensor): tf.Tensor =>
    tf.where(masks.at(step, next.shape), next, last);
  const states = after.states.map((state, i) => keep(state, before.states[i]!));
  if (zeroOutputs) return { output: after.output, states };
  const [first] = before.states;
  // Most cells give a state as the output: what was kept of it need not be computed again.
  const isState =
    after.output === after.states[0] && (before.output ?? (fromZero ? first : undefined)) === first;
  if (isState) return { output: states[0]!, states };
  return { output: keep(after.output, before.output ?? tf.zerosLike(after.output)), states };
}
