// Frees tensors that can no longer be reached, without tf.tidy or dispose. TensorFlow.js' engine holds a tensor's
// data only weakly outside a tidy, so JavaScript's garbage collector can tell; but it sees only small objects and
// would come too late for the memory behind them, so it is called when that has grown.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { DataId } from '@tensorflow/tfjs';
import { tf } from '../tf.js';
import type { TensorRecord } from './backend-types.js';
import type { Binding } from './binding.js';
import { numericLayout } from './data-types.js';

/** Bytes and tensors that must have come together since the last collection, to ask for another. */
const patience = { bytes: 256 * 2 ** 20, tensors: 50_000 };

export class TensorGarbage {
  readonly #registry = new FinalizationRegistry<TensorRecord>((record) => this.#free(record));
  #bytesSince = 0;
  #tensorsSince = 0;
  #isAsked = false;

  constructor(private readonly binding: Binding) {}

  /** From now on frees what the record stands for when its data id is gone. */
  watch(dataId: DataId, record: TensorRecord): void {
    this.#registry.register(dataId, record, dataId);
    this.#tensorsSince += 1;
    this.#bytesSince += sizeOf(record);
    if (this.#bytesSince > patience.bytes || this.#tensorsSince > patience.tensors) this.#ask();
  }

  /** The tensor was disposed of. */
  forget(dataId: DataId, record: TensorRecord): void {
    this.#registry.unregister(dataId);
    this.#tensorsSince -= 1;
    this.#bytesSince -= sizeOf(record);
  }

  // Not at once: in the middle of a cell's synchronous part nothing would be found to be gone.
  #ask(): void {
    if (this.#isAsked) return;
    this.#isAsked = true;
    setImmediate(() => {
      collect();
      this.#isAsked = false;
      this.#bytesSince = 0;
      this.#tensorsSince = 0;
    });
  }

  #free(record: TensorRecord): void {
    const { state } = tf.engine();
    // One count for each tensor object that shared the data; none of them was disposed of.
    state.numTensors -= record.refCount;
    state.numDataBuffers -= 1;
    state.numBytes -= record.refCount * sizeOf(record);
    if (record.id >= 0) this.binding.deleteTensor(record.id);
  }
}

// TensorFlow.js counts no bytes for complex tensors, and those of strings by their contents.
function sizeOf({ shape, dtype }: TensorRecord): number {
  const layout = numericLayout(dtype);
  if (!layout || layout.name === 'complex64') return 0;
  return layout.bytes * shape.reduce((product, size) => product * size, 1);
}

let gc: (() => void) | undefined;

function collect(): void {
  if (!gc) {
    // The flag shows the function to contexts made after it.
    setFlagsFromString('--expose-gc');
    gc = runInNewContext('gc') as () => void;
  }
  gc();
}
