// The binding against real TensorFlow: every data type in and out, every failure an error, no handle left behind.
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { TensorFlowBackend } from '../../lib/engine/backend-types.js';
import type { Binding } from '../../lib/engine/binding.js';
import { engineInfo, registerEngine } from '../../lib/engine/engine.js';
import { TensorFlowError } from '../../lib/engine/status.js';
import { tf } from '../../lib/tf.js';

let binding: Binding;
let before: number;

beforeAll(async () => {
  await registerEngine();
  binding = (tf.backend() as unknown as TensorFlowBackend).binding;
});

beforeEach(() => {
  before = binding.getNumOfTensors();
});

afterEach(() => {
  expect(binding.getNumOfTensors()).toBe(before);
});

/** Reads a tensor and lets it go. */
function take(id: number): unknown {
  const values = binding.tensorDataSync(id);
  binding.deleteTensor(id);
  return values;
}

const type = (name: string, value: number) => ({ name, type: binding.TF_ATTR_TYPE, value });

test('the engine names its library, version and device', () => {
  const info = engineInfo();
  expect(info.backend).toBe('tensorflow');
  expect(info.version).toMatch(/^\d+\.\d+/);
  expect(info.device).toMatch(/^(CPU|GPU):0$/);
  expect(info.library).toBeTruthy();
});

describe('values come back as they went in', () => {
  test.each([
    ['float32', 1, Float32Array.of(0.5, -1, Number.NaN)],
    ['int32', 3, Int32Array.of(2 ** 31 - 1, -(2 ** 31), 0)],
    ['uint8', 4, Uint8Array.of(0, 127, 255)],
    ['int64', 9, BigInt64Array.of(2n ** 62n, -1n, 0n)],
    ['bool', 10, Uint8Array.of(1, 0, 1)],
  ])('%s', (_, dtype, values) => {
    expect(take(binding.createTensor([3], dtype, values as never))).toEqual(values);
  });

  test('complex64: pairs of real and imaginary part', () => {
    const values = Float32Array.of(1, 2, 3, 4);
    expect(take(binding.createTensor([2], binding.TF_COMPLEX64, values))).toEqual(values);
  });

  test('int64 as two int32, the form in which TensorFlow.js writes it', () => {
    const id = binding.createTensor([2], binding.TF_INT64, Int32Array.of(7, 0, -1, -1));
    expect(take(id)).toEqual(BigInt64Array.of(7n, -1n));
  });

  test('strings, empty, long and with zero bytes', () => {
    const values = ['', 'short', '한글'.repeat(100), 'a\0b'].map((text) => new TextEncoder().encode(text));
    expect(take(binding.createTensor([4], binding.TF_STRING, values))).toEqual(values);
  });

  test('a scalar and an empty tensor', () => {
    expect(take(binding.createTensor([], binding.TF_FLOAT, Float32Array.of(3)))).toEqual(Float32Array.of(3));
    expect(take(binding.createTensor([0, 4], binding.TF_FLOAT, new Float32Array()))).toHaveLength(0);
  });

  test('plain numbers and booleans are converted', () => {
    expect(take(binding.createTensor([2], binding.TF_INT32, [1, 2]))).toEqual(Int32Array.of(1, 2));
    expect(take(binding.createTensor([2], binding.TF_BOOL, [true, false]))).toEqual(Uint8Array.of(1, 0));
  });

  test('a resource handle as its bytes', () => {
    const attributes = [
      type('dtype', binding.TF_FLOAT),
      { name: 'shape', type: binding.TF_ATTR_SHAPE, value: [2, 3] },
    ];
    const [handle] = binding.executeOp('VarHandleOp', attributes, [], 1);
    expect(handle!.dtype).toBe(binding.TF_RESOURCE);
    expect((take(handle!.id) as Uint8Array[])[0]!.length).toBeGreaterThan(0);
  });
});

test.each([64, 65, 5000])('a tensor taken apart into %i', (count) => {
  tf.tidy(() => {
    const x = tf.range(0, count, 1, 'float32');
    for (const parts of [tf.unstack(x), tf.split(x, count)]) {
      expect(parts).toHaveLength(count);
      expect(parts.at(-1)!.dataSync()[0]).toBe(count - 1);
    }
  });
});

describe('failures', () => {
  test('values that do not fill the shape', () => {
    expect(() => binding.createTensor([4], binding.TF_INT32, Int32Array.of(1))).toThrow(
      /shape \[4\] holds 4 values, but 1/,
    );
    expect(() => binding.createTensor([2], binding.TF_STRING, [])).toThrow(/holds 2 values, but 0/);
  });

  test('an unknown data type', () => {
    expect(() => binding.createTensor([1], 1000, [1])).toThrow(/type 1000/);
  });

  test("TensorFlow's own message and code are kept, and the next call works", () => {
    const a = binding.createTensor([2, 3], binding.TF_FLOAT, new Float32Array(6));
    const multiply = () => binding.executeOp('MatMul', [type('T', binding.TF_FLOAT)], [a, a], 1);
    expect(multiply).toThrow(TensorFlowError);
    expect(multiply).toThrow(/run MatMul: .*Matrix size-incompatible.*INVALID_ARGUMENT/s);
    expect(take(a)).toHaveLength(6);
  });

  test('an unknown op, a missing input, a wrong attribute', () => {
    expect(() => binding.executeOp('NoSuchOp', [], [], 1)).toThrow(/NoSuchOp/);
    expect(() => binding.executeOp('MatMul', [type('T', binding.TF_FLOAT)], [], 1)).toThrow(/MatMul/);
    const wrong = { name: 'T', type: binding.TF_ATTR_BOOL, value: 10 };
    expect(() => binding.executeOp('MatMul', [wrong], [], 1)).toThrow(
      /attribute T of kind bool cannot be 10/,
    );
  });

  test('a tensor used after its end', () => {
    const id = binding.createTensor([], binding.TF_FLOAT, [1]);
    binding.deleteTensor(id);
    expect(() => binding.tensorDataSync(id)).toThrow(/was it disposed/);
    expect(() => binding.deleteTensor(id)).toThrow(/was it disposed/);
    expect(() => binding.executeOp('Identity', [type('T', 1)], [id], 1)).toThrow(/was it disposed/);
  });
});

test("TensorFlow.js' memory count is TensorFlow's", () => {
  const count = tf.memory().numTensors;
  const sum = tf.tidy(() => tf.add(tf.ones([3]), tf.tensor([1, 2, 3])));
  expect(tf.memory().numTensors).toBe(count + 1);
  expect(tf.memory().unreliable).toBeFalsy();
  expect(binding.getNumOfTensors()).toBe(before + 1);
  expect(Array.from(sum.dataSync())).toEqual([2, 3, 4]);
  sum.dispose();
});
