// The tape on which TensorFlow.js records ops for their gradients, and the way back over it.
//
// What an op saves of its results for its gradient is a copy, which TensorFlow.js records before the op itself: read in
// that order, the copy depends on nothing, and a gradient of a gradient takes it as a constant. Here the op comes first.
// The tape keeps lists of its own, of results and of an op's settings: the caller may sort, shorten or change those that
// were handed out or in. And a gradient that is worked out while another one goes backwards gives the tape back
// afterwards.
import type { NamedAttrMap, NamedTensorMap, Tensor } from '@tensorflow/tfjs';
import { areHalvesUsed, precisionOf, toPrecision } from '../../precision.js';
import { tf } from '../../tf.js';
import { notePrecision, passBack, type TapeNode, wayBack } from './way-back.js';

/** What TensorFlow.js' engine has, and does not declare. */
interface Recorder {
  readonly state: { activeTape: TapeNode[] | null; gradientDepth: number; kernelDepth: number };
  addTapeNode(
    name: string,
    inputs: NamedTensorMap,
    outputs: Tensor[],
    gradient: unknown,
    saved: readonly Tensor[],
    attributes: NamedAttrMap,
  ): void;
  clone(x: Tensor): Tensor;
  runKernel(name: string, inputs: NamedTensorMap): Tensor;
  startTape(): void;
  endTape(): void;
  scopedRun<T>(start: () => void, end: () => void, run: () => T): T;
  gradients: Gradients;
}

/** Of `f`, whose result is a tensor, in `xs`; `dy` is the gradient of the result. */
type Gradients = (
  f: () => Tensor,
  xs: readonly Tensor[],
  dy?: Tensor | null,
  allowNone?: boolean,
) => { value: Tensor; grads: (Tensor | undefined)[] };

const engine = tf.engine() as object as Recorder;
const { addTapeNode } = engine;

engine.addTapeNode = (name, inputs, outputs, gradient, saved, attributes) => {
  addTapeNode.call(engine, name, inputs, [...outputs], gradient, saved, copied(attributes) as NamedAttrMap);
  // Now: what is not saved may be gone when the gradient is asked for.
  if (areHalvesUsed())
    for (const tensor of [...Object.values(inputs).flat(), ...outputs]) if (tensor) notePrecision(tensor);
  putBeforeCopies(engine.state.activeTape!, new Set(saved));
};

// What is saved is copied by this; TensorFlow.js' own takes the gradient's real part alone.
engine.clone = (x) => {
  const copy = engine.runKernel('Identity', { x });
  engine.addTapeNode('Identity', { x }, [copy], undefined, [], {});
  return copy;
};

engine.gradients = (f, xs, dy, allowNone = false) =>
  gradientsOf(f, xs, { dy: dy ?? undefined, allowNone, passSteps: true });

/** The gradients of a loss for an optimizer: none, rather than 0, in what only steps lead to, as in TensorFlow. */
export const gradientsForUpdate = (f: () => Tensor, xs: readonly Tensor[]): (Tensor | undefined)[] =>
  gradientsOf(f, xs, { dy: undefined, allowNone: true, passSteps: false }).grads;

interface Wanted {
  readonly dy: Tensor | undefined;
  readonly allowNone: boolean;
  readonly passSteps: boolean;
}

function gradientsOf(f: () => Tensor, xs: readonly Tensor[], wanted: Wanted) {
  if (xs.length === 0) throw new Error('Gradient: expected tensors to differentiate in. Received: none.');
  const { activeTape: outerTape } = engine.state;
  const value = engine.scopedRun(
    () => engine.startTape(),
    () => engine.endTape(),
    () => tf.tidy('forward', f),
  );
  try {
    return tf.tidy('backward', () => ({ value, grads: backwards(value, xs, wanted) }));
  } finally {
    endOutermost(outerTape);
  }
}

/** What `compute` makes is a constant to gradients. */
export function offTape<T>(compute: () => T): T {
  const { state } = engine;
  return engine.scopedRun(
    () => state.kernelDepth++,
    () => state.kernelDepth--,
    compute,
  );
}

function backwards(y: Tensor, xs: readonly Tensor[], { dy, allowNone, passSteps }: Wanted) {
  if (!(y instanceof tf.Tensor))
    throw new Error('Gradient: expected a function whose result is a tensor. Received: another value.');
  const way = wayBack(engine.state.activeTape!, xs, y, { passSteps });
  if (way.nodes.length === 0 && !allowNone) {
    throw new Error(
      'Cannot compute gradient of y=f(x) with respect to x. Make sure that the f you passed encloses all ' +
        'operations that lead from x to y.',
    );
  }
  const gradients = new Map([[y.id, toPrecision(dy ?? oneFor(y), precisionOf(y))]]);
  for (const node of way.nodes) passBack(node, way, gradients);
  return xs.map(({ id }) => gradients.get(id));
}

const oneFor = (y: Tensor): Tensor => (y.dtype === 'complex64' ? tf.onesLike(y) : tf.ones(y.shape));

/** Frees what ops saved, once no gradient is being worked out any more. */
function endOutermost(outerTape: TapeNode[] | null): void {
  const { state } = engine;
  if (state.gradientDepth > 0) return;
  for (const { saved } of state.activeTape ?? []) for (const tensor of saved) tensor.dispose();
  state.activeTape = outerTape;
}

/** Lists within settings as lists of our own. */
function copied(settings: unknown): unknown {
  if (Array.isArray(settings)) return settings.map(copied);
  if (settings?.constructor !== Object) return settings;
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, copied(value)]));
}

/** Moves the last op before the copies of its results that it saved. */
function putBeforeCopies(tape: TapeNode[], saved: Set<Tensor>): void {
  const last = tape.length - 1;
  const { outputs } = tape[last]!;
  let place = last;
  for (let i = last - 1; i >= 0 && saved.size > 0; i--) {
    const { inputs, outputs: copies } = tape[i]!;
    if (saved.delete(copies[0]!) && outputs.includes(inputs.x!)) place = i;
  }
  if (place < last) tape.splice(place, 0, tape.pop()!);
}
