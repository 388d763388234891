// The two programs of a model: one step of training, one of testing.

import { shareLogits, withLogits } from '../../core/logits.js';
import { maskOf, setMask } from '../../core/masks.js';
import type { Network } from '../../core/network.js';
import { notice } from '../../core/notice.js';
import { asSharedStep, type Sharing } from '../../core/shared-step.js';
import type { LayerVariable } from '../../core/variable.js';
import { gradientsForUpdate } from '../../engine/gradients/tape.js';
import { LossScaleOptimizer } from '../../optimizers/loss-scale-optimizer.js';
import { Optimizer } from '../../optimizers/optimizer.js';
import { asStep } from '../../random/state.js';
import { tf } from '../../tf.js';
import type { CompiledState } from './compile.js';
import { type ForwardResult, forward } from './forward.js';
import { type Gradient, Joined } from './joined.js';
import { dataOf, ownMethod, readLogs } from './own-steps.js';
import { type Layout, type Logs, layoutOf, statisticsOf } from './statistics.js';
import type { Batch, Program } from './trainer.js';

/** A program together with the meaning of its sums. */
export interface ReadableProgram extends Program {
  readonly layout: Layout;
}

/** Programs by what compile decided, since compiled graphs hang on them; made anew when the model has other weights. */
const made = new WeakMap<
  CompiledState,
  { weights: readonly LayerVariable[]; programs: Map<Program['kind'], ReadableProgram> }
>();

function keptProgram(
  kind: Program['kind'],
  model: Network,
  state: CompiledState,
  make: () => ReadableProgram,
): ReadableProgram {
  const { weights } = model;
  let entry = made.get(state);
  if (!entry || !areSame(entry.weights, weights)) {
    entry = { weights, programs: new Map() };
    made.set(state, entry);
  }
  const known = entry.programs.get(kind) ?? make();
  entry.programs.set(kind, known);
  return known;
}

const areSame = (a: readonly LayerVariable[], b: readonly LayerVariable[]): boolean =>
  a.length === b.length && a.every((variable, i) => variable === b[i]);

/** What it trains is decided when a model is first trained after compile, as in Keras. */
export function trainProgram(model: Network, state: CompiledState): ReadableProgram {
  const kept = keptProgram('train', model, state, () => makeTrainProgram(model, state));
  if (!areSame(kept.trained, model.trainableWeights)) noteChange(state);
  return kept;
}

const noted = new WeakSet<CompiledState>();

/** Once for each compile: a loop of `trainOnBatch` would say it at every step. */
function noteChange(state: CompiledState): void {
  if (noted.has(state)) return;
  noted.add(state);
  notice(
    'trainable was changed since this model was first trained. As in Keras, that counts from the next compile: ' +
      'call model.compile(…) again before you train.',
  );
}

export function testProgram(model: Network, state: CompiledState): ReadableProgram {
  return keptProgram('test', model, state, () => {
    const own = ownMethod(model, 'testStep');
    if (own) return ownProgram('test', model, own);
    const step = (batch: Batch): tf.Tensor1D =>
      statisticsOf(state, batch, forward(model, state, batch, false));
    return program('test', model, state, { step, trained: [] });
  });
}

function makeTrainProgram(model: Network, state: CompiledState): ReadableProgram {
  const own = ownMethod(model, 'trainStep');
  if (own) return ownProgram('train', model, own);
  const weights = model.trainableWeights;
  const variables = weights.map((weight) => weight.read());
  if (variables.length === 0) return measuringProgram(model, state);
  if (state.optimizer instanceof Optimizer) state.optimizer.build(variables);
  const constrained = weights.filter(({ constraint }) => constraint !== null);
  const update = (gradients: readonly Gradient[]): void => {
    state.optimizer.applyGradients([...gradients]);
    const moved = new Set(gradients.map(({ name }) => name));
    for (const weight of constrained) constrain(weight, moved);
  };
  const step = (batch: Batch): tf.Tensor1D => {
    const { result, gradients } = gradientsOf(model, state, batch, variables);
    update(gradients);
    return statisticsOf(state, batch, result);
  };
  const alone = program('train', model, state, { step, trained: weights });
  const shared = (sharing: Sharing): Program => {
    const sharedStep = (batch: Batch): tf.Tensor1D => {
      const joined = new Joined(sharing, alone.layout, model, variables);
      const { result, gradients } = asSharedStep(sharing, () => gradientsOf(model, state, batch, variables));
      const all = joined.over(gradients, statisticsOf(state, batch, result));
      update(all.gradients);
      return all.statistics;
    };
    return { ...program('train', model, state, { step: sharedStep, trained: weights }), waits: true };
  };
  return { ...alone, shared };
}

/** As Keras, a model of which no weight can be trained is called as in training, and its losses are measured. */
function measuringProgram(model: Network, state: CompiledState): ReadableProgram {
  notice(
    'No weight of this model can be trained: every layer has trainable = false, or has no weights. fit measures only. ' +
      'What is trained is decided when a model is first trained after compile: set trainable = true before it.',
  );
  const step = (batch: Batch): tf.Tensor1D => statisticsOf(state, batch, forward(model, state, batch, true));
  return program('train', model, state, { step, trained: [] });
}

/** A weight without a gradient is not held to its constraint either, as in Keras. */
function constrain(weight: LayerVariable, moved: ReadonlySet<string>): void {
  const variable = weight.read();
  if (moved.has(variable.name)) variable.assign(weight.constraint!.apply(variable));
}

/** A step of the user's own: its logs are those of the last one, as metrics gather over steps by themselves. */
function ownProgram(kind: Program['kind'], model: Network, own: (data: unknown) => unknown): ReadableProgram {
  let logs: Logs = {};
  const layout: Layout = { width: 1, overSteps: [0, 1], keys: [], directions: {}, read: () => ({ ...logs }) };
  const step = (batch: Batch): tf.Tensor1D =>
    tf.tidy(() =>
      asStep(() => {
        logs = readLogs(own(dataOf(model, batch)), `${kind}Step`);
        return tf.zeros([1]) as tf.Tensor1D;
      }),
    );
  return { kind, model, trained: model.trainableWeights, layout, width: 1, step };
}

function program(
  kind: Program['kind'],
  model: Network,
  state: CompiledState,
  { step, trained }: Pick<Program, 'step' | 'trained'>,
): ReadableProgram {
  const layout = layoutOf(state, model);
  return {
    kind,
    model,
    trained,
    layout,
    width: layout.width,
    step: (batch) => tf.tidy(() => asStep(() => withLogits(() => step(batch)))),
  };
}

const NO_GRADIENT =
  'There is no gradient of the loss in any weight of this model: the loss does not depend on them, or only through ' +
  'layers that sort and count, such as discretization. Put a layer that is trained after those.';

/** The gradients of the weights that the loss depends on, by their names. */
function gradientsOf(
  model: Network,
  state: CompiledState,
  batch: Batch,
  variables: tf.Variable[],
): { result: ForwardResult; gradients: Gradient[] } {
  let result: ForwardResult | undefined;
  const { optimizer } = state;
  const isScaledByItself = optimizer instanceof LossScaleOptimizer;
  const scale = optimizer instanceof Optimizer ? (optimizer.options.lossScaleFactor ?? 1) : 1;
  const grads = gradientsForUpdate(() => {
    result = forward(model, state, batch, true);
    for (const tensor of [...result.outputs, ...masksOf(result), ...result.losses]) tf.keep(tensor);
    const loss = tf.keep(result.loss);
    return isScaledByItself ? optimizer.scaleLoss(loss) : scaled(loss, scale);
  }, variables);
  const released = release(result!);
  const gradients = variables.flatMap(({ name }, i) =>
    grads[i] ? [{ name, tensor: scaled(grads[i], 1 / scale) }] : [],
  );
  if (gradients.length === 0) throw new Error(NO_GRADIENT);
  return { result: released, gradients };
}

const scaled = <T extends tf.Tensor>(x: T, by: number): T => (by === 1 ? x : tf.mul<T>(x, by));

/** Kept past the gradients' own tidy, now again the step's. */
function release(result: ForwardResult): ForwardResult {
  const clone = <T extends tf.Tensor>(tensor: T): T => tf.clone(tensor);
  const released = {
    outputs: result.outputs.map((output) => {
      const copy = clone(output);
      shareLogits(output, copy);
      const mask = maskOf(output);
      if (mask) setMask(copy, clone(mask));
      return copy;
    }),
    losses: result.losses.map(clone),
    loss: clone(result.loss),
  };
  tf.dispose([...result.outputs, ...masksOf(result), ...result.losses, result.loss]);
  return released;
}

const masksOf = ({ outputs }: ForwardResult): tf.Tensor[] =>
  outputs.map(maskOf).filter((mask): mask is tf.Tensor => mask !== null);
