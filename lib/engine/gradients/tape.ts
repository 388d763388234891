// The tape on which TensorFlow.js records ops for their gradients, mended in three places.
//
// What an op saves of its results for its gradient is a copy, which TensorFlow.js records before the op itself: read in
// that order, the copy depends on nothing, and a gradient of a gradient takes it as a constant. Here the op comes first.
// The tape keeps a list of the results of its own: the caller may sort or shorten the one that was handed out. And
// a gradient that is worked out while another one goes backwards gives the tape back afterwards.
import type { NamedAttrMap, NamedTensorMap, Tensor } from '@tensorflow/tfjs';
import { tf } from '../../tf.js';

interface TapeNode {
  readonly inputs: NamedTensorMap;
  readonly outputs: readonly Tensor[];
}

/** What TensorFlow.js' engine has, and does not declare. */
interface Recorder {
  readonly state: { activeTape: TapeNode[] | null; gradientDepth: number };
  addTapeNode(
    name: string,
    inputs: NamedTensorMap,
    outputs: Tensor[],
    gradient: unknown,
    saved: readonly Tensor[],
    attributes: NamedAttrMap,
  ): void;
  gradients(...call: unknown[]): object;
}

const engine = tf.engine() as object as Recorder;
const { addTapeNode, gradients } = engine;

engine.addTapeNode = (name, inputs, outputs, gradient, saved, attributes) => {
  addTapeNode.call(engine, name, inputs, [...outputs], gradient, saved, attributes);
  putBeforeCopies(engine.state.activeTape!, new Set(saved));
};

engine.gradients = (...call) => {
  const { activeTape, gradientDepth } = engine.state;
  try {
    return gradients.apply(engine, call);
  } finally {
    if (gradientDepth === 0) engine.state.activeTape = activeTape;
  }
};

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
