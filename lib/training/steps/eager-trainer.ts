// Carries out steps op by op through TensorFlow.js: works on every backend, and is what the compiled trainer
// is held against.
import { setImmediate } from 'node:timers/promises';
import type { Network } from '../../core/network.js';
import { tf } from '../../tf.js';
import { mapBatch, sliceRows } from './batch.js';
import { callModel } from './call-model.js';
import type { Batch, Program, Rows, StepsRequest, StepsResult, Trainer } from './trainer.js';

export const eagerTrainer: Trainer = { steps, batch, predict };

/** Milliseconds in which nothing else gets its turn. */
const longestRun = 80;

async function steps(request: StepsRequest): Promise<StepsResult> {
  const { program, first, last, signal, budget = longestRun } = request;
  const sums = new Float64Array(program.width);
  const deadline = performance.now() + budget;
  let step = first;
  do {
    addTo(sums, oneStep(request, step));
    step += 1;
  } while (step < last && !signal.aborted && performance.now() < deadline);
  await setImmediate(); // lets Stop, completion and other messages in
  return { done: step - first, sums };
}

function oneStep({ program, rows, order, batchSize }: StepsRequest, step: number): Float32Array {
  const start = step * batchSize;
  const end = Math.min(start + batchSize, rows.count);
  return tf.tidy(() => {
    const batch = order ? gatherRows(rows, order.subarray(start, end)) : sliceRows(rows, start, end - start);
    return program.step(batch).dataSync<'float32'>();
  });
}

function gatherRows(rows: Rows, places: Int32Array): Batch {
  const indices = tf.tensor1d(places, 'int32');
  const pick = <T extends tf.Tensor>(tensor: T): T =>
    tensor.dtype === 'string' ? gatherTexts(tensor, places) : tf.gather(tensor, indices);
  return mapBatch(rows, pick);
}

/** TensorFlow.js' own gather takes numbers only. */
function gatherTexts<T extends tf.Tensor>(tensor: T, places: Int32Array): T {
  const texts = tensor.dataSync<'string'>();
  const [rows = 0, ...inner] = tensor.shape;
  const size = rows === 0 ? 0 : texts.length / rows;
  const picked = Array.from(places).flatMap((place) => texts.slice(place * size, (place + 1) * size));
  return tf.tensor(picked, [places.length, ...inner], 'string') as T;
}

async function batch(program: Program, one: Batch): Promise<Float64Array> {
  const values = tf.tidy(() => program.step(one).dataSync<'float32'>());
  await setImmediate();
  return Float64Array.from(values);
}

function predict(model: Network, inputs: tf.Tensor[], batchSize: number): tf.Tensor[] {
  const count = inputs[0]!.shape[0]!;
  return tf.tidy(() => {
    const parts: tf.Tensor[][] = [];
    for (let start = 0; start < count; start += batchSize) {
      const size = Math.min(batchSize, count - start);
      parts.push(
        forward(
          model,
          inputs.map((input) => tf.slice(input, [start], [size])),
        ),
      );
    }
    return parts[0]!.map((_, output) => tf.concat(parts.map((part) => part[output]!)));
  });
}

const forward = (model: Network, inputs: tf.Tensor[]): tf.Tensor[] =>
  tf.tidy(() => callModel(model, inputs, false).outputs);

function addTo(sums: Float64Array, values: Float32Array): void {
  for (let i = 0; i < sums.length; i++) sums[i]! += values[i]!;
}
