// Makes the calls of a functional model in the order in which they can be made: a layer may be called at several
// depths, so that a call waits until what it takes is there.
import { Network, type Tensors } from '../../core/network.js';
import type { Operation, SymbolicTensor } from '../../core/symbolic-tensor.js';
import { isObject, type Json } from './keras-object.js';
import { type CallData, call, callFrom, type Place, placeFrom, placesIn } from './read-calls.js';
import { checkRecorded } from './recorded.js';

/** A layer or operation of a model, and its calls as the file has them. */
export interface Entry {
  readonly name: string;
  readonly operation: Operation;
  readonly calls: readonly Json[];
}

/** How a file numbers the calls of models within models. */
export interface Numbering {
  /** Keras 2 and TensorFlow.js count a model's own making as its first call. Default: as the form of its calls says. */
  readonly countsFromOne?: boolean;
}

export function connectCalls(
  entries: readonly Entry[],
  inputs: Json,
  outputs: Json,
  { countsFromOne }: Numbering,
) {
  const isOfKeras2 = countsFromOne ?? entries.some(({ calls }) => Array.isArray(calls[0]));
  const graph = new Connections(entries, isOfKeras2);
  graph.connect();
  return { inputs: graph.ends(inputs), outputs: graph.ends(outputs) };
}

class Connections {
  readonly #operations: ReadonlyMap<string, Operation>;
  /** Calls that each operation had in other models before. */
  readonly #earlier: ReadonlyMap<Operation, number>;
  readonly #waiting: { operation: Operation; calls: CallData[] }[];
  readonly #isOfKeras2: boolean;

  constructor(entries: readonly Entry[], isOfKeras2: boolean) {
    this.#isOfKeras2 = isOfKeras2;
    this.#operations = new Map(entries.map(({ name, operation }) => [name, operation]));
    this.#earlier = new Map(
      entries.map(({ operation, calls }) => [
        operation,
        calls.length === 0 ? 0 : operation.inboundNodes.length,
      ]),
    );
    this.#waiting = entries.map(({ operation, calls }) => ({ operation, calls: calls.map(callFrom) }));
  }

  /** Round after round, each operation's calls in order, until all are made. */
  connect(): void {
    let open = this.#waiting.filter(({ calls }) => calls.length > 0);
    while (open.length > 0) {
      const made = open.map((entry) => this.#makeCalls(entry)).reduce((sum, count) => sum + count, 0);
      if (made === 0) throw this.#disconnected(open[0]!);
      open = open.filter(({ calls }) => calls.length > 0);
    }
  }

  #makeCalls({ operation, calls }: { operation: Operation; calls: CallData[] }): number {
    let made = 0;
    while (calls.length > 0 && this.#isReady(calls[0]!)) {
      const data = calls.shift()!;
      checkRecorded(data, (place) => this.#at(place)!);
      call(operation, data, (place) => this.#at(place)!);
      made += 1;
    }
    return made;
  }

  #isReady({ args, kwargs }: CallData): boolean {
    return placesIn([args, kwargs]).every((place) => this.#at(place) !== undefined);
  }

  #at([name, number, output]: Place): SymbolicTensor | undefined {
    const operation = this.#operations.get(name);
    if (!operation) throw new Error(`one of its calls takes '${name}', which is not among its layers`);
    // For Keras 2 a model's own making was its first call.
    const shift = this.#isOfKeras2 && operation instanceof Network ? 1 : 0;
    return this.#output(operation, number - shift, output);
  }

  #output(operation: Operation, number: number, output: number): SymbolicTensor | undefined {
    return operation.inboundNodes[this.#earlier.get(operation)! + number]?.outputTensors[output];
  }

  /** The model's inputs, or outputs: one place, a list of them, or places by name. */
  ends(given: Json): Tensors<SymbolicTensor> {
    if (Array.isArray(given) && typeof given[0] === 'string') return this.#end(placeFrom(given));
    if (isObject(given))
      return Object.fromEntries(
        Object.entries(given).map(([name, place]) => [name, this.#end(placeFrom(place))]),
      );
    return (Array.isArray(given) ? given : [given]).map((place) => this.#end(placeFrom(place)));
  }

  #end([name, number, output]: Place): SymbolicTensor {
    const operation = this.#operations.get(name);
    // Here Keras 3 counts a functional model's own making as well.
    const isCounted = operation instanceof Network && (this.#isOfKeras2 || operation.stack === undefined);
    const found = operation && this.#output(operation, number - (isCounted ? 1 : 0), output);
    if (found) return found;
    throw new Error(`its inputs or outputs name '${name}', which gives no such tensor`);
  }

  #disconnected({ operation, calls }: { operation: Operation; calls: CallData[] }): Error {
    const missing = placesIn([calls[0]!.args, calls[0]!.kwargs]).find((place) => !this.#at(place));
    return new Error(
      `its layer '${operation.name}' is called with what '${missing?.[0]}' gives, which never comes: its graph has a loop, or a gap`,
    );
  }
}
