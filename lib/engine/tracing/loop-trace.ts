// The trace of a loop's body: one step between the loop's variables before and after it.
import type { Tensor, Variable } from '@tensorflow/tfjs';
import { tf } from '../../tf.js';
import type { TensorFlowBackend } from '../backend-types.js';
import type { Endpoint } from '../c-api.js';
import { dataType, numberOfType } from '../data-types.js';
import { attributeType } from '../op-attributes.js';
import type { TensorMetadata } from '../tensor-handles.js';
import { TracedResident } from './resident-variables.js';
import { releaseCaptured, type Trace, type TraceScope, trace } from './trace.js';
import { TraceError } from './trace-error.js';
import type { BodyForm, LoopBody } from './while-loop.js';

/** A variable to be kept in a resource; `isRead` is false for one that only ops on the resource use. */
export interface Resident {
  readonly variable: Variable;
  readonly isRead: boolean;
}

/** Loop variables in order: the count of steps, its limit, the sums, rows, what is captured, resources. */
const countPlace = 0;
const sumsPlace = 2;

/** Loop variables as the body's first trace finds them. */
export interface StepLoopOptions {
  /** Tensors like those that each run is given: their first axis is the row. */
  readonly rows: readonly Tensor[];
  /** Whether a run says which row comes when. */
  readonly ordered: boolean;
  /** Rows from one step's first to the next one's. */
  readonly stride: number;
  /** Rows that a step takes. */
  readonly size: number;
  /** Length of the vector that a step computes. */
  readonly width: number;
  /** How many epochs the order has place for; the steps' vectors are added up for each. */
  readonly epochs: number;
  /** Variables to keep in resources while the loop runs. */
  readonly residents: readonly Resident[];
  /** How the loop comes by its body: to have it optimized pays for large steps. */
  readonly body: BodyForm;
  /** The step on its rows. */
  step(batch: Tensor[], residents: ReadonlyMap<Variable, TracedResident>): Tensor;
}

interface Own {
  readonly first: readonly Endpoint[];
  readonly handles: readonly Endpoint[];
}

export class LoopTrace {
  readonly body: LoopBody;
  /** Captured tensors and variables in the order of their loop variables. */
  readonly captured: readonly Tensor[];
  readonly #assigned: readonly Variable[];
  readonly assignedPlaces: readonly number[];
  readonly sumsPlace = sumsPlace;
  readonly #trace: Trace;

  constructor(
    private readonly backend: TensorFlowBackend,
    options: StepLoopOptions,
  ) {
    let own: Own = { first: [], handles: [] };
    this.#trace = trace(backend, (scope) => {
      const traced = this.#traceStep(scope, options);
      own = traced.own;
      return traced.results;
    });
    const resident = new Set<Tensor>(options.residents.map(({ variable }) => variable));
    this.#checkResidents(options);
    const captured = this.#trace.captured.filter(({ source }) => !resident.has(source));
    this.captured = captured.map(({ source }) => source);
    const assigned = [...this.#trace.assigned].filter(([variable]) => !resident.has(variable));
    this.#assigned = assigned.map(([variable]) => variable);
    this.assignedPlaces = this.#assigned.map(
      (variable) => own.first.length + this.captured.indexOf(variable),
    );
    this.body = this.#bodyOf(
      own,
      captured.map(({ endpoint }) => endpoint),
      new Map<Tensor, Endpoint>(assigned),
    );
  }

  /** Gives the variables that steps assign, in the order of their places, what a run has made of them. */
  assign(values: readonly TensorMetadata[]): void {
    this.#assigned.forEach((variable, index) => {
      const value = this.backend.createOutputTensor(values[index]!);
      variable.assign(value);
      value.dispose();
    });
  }

  /** Lets captured tensors go. */
  release(): void {
    releaseCaptured(this.#trace);
  }

  #bodyOf(own: Own, captured: readonly Endpoint[], assigned: ReadonlyMap<Tensor, Endpoint>): LoopBody {
    const { graph, outputs, effects } = this.#trace;
    const first = [...own.first];
    first[countPlace] = outputs[0]!;
    first[sumsPlace] = outputs[1]!;
    return {
      graph,
      effects,
      vector: outputs[2]!,
      inputs: [...own.first, ...captured, ...own.handles],
      outputs: [
        ...first,
        ...captured.map((endpoint, index) => assigned.get(this.captured[index]!) ?? endpoint),
        ...own.handles,
      ],
    };
  }

  #traceStep(scope: TraceScope, options: StepLoopOptions): { own: Own; results: Endpoint[] } {
    const { rows, ordered, width, epochs, residents } = options;
    const rowCount = rows[0]!.shape[0]!;
    const input = (type: number, shape: number[]) => scope.tensor(scope.recorder.input(type, shape));
    const count = input(dataType.int32, []);
    const limit = input(dataType.int32, []);
    const sums = scope.recorder.input(dataType.double, [epochs * width]);
    const order = ordered ? [input(dataType.int32, [epochs * rowCount])] : [];
    const data = rows.map(({ dtype, shape }) => input(numberOfType(dtype), shape));
    const handles = residents.map(() => scope.recorder.input(dataType.resource, []));
    const traced = residents.map(
      ({ variable, isRead }, index) => new TracedResident(scope, variable, handles[index]!.id, isRead),
    );
    const vector = options.step(
      this.#batch(options, count, order[0], data),
      new Map(traced.map((one) => [one.variable, one])),
    );
    for (const one of traced) one.flush();
    return {
      own: {
        first: [
          ...[count, limit].map(scope.endpoint),
          scope.recorder.endpoint(sums.id),
          ...[...order, ...data].map(scope.endpoint),
        ],
        handles: handles.map(({ id }) => scope.recorder.endpoint(id)),
      },
      results: [
        this.#next(scope, count),
        this.#sum(scope, sums.id, this.#placed(options, count, vector)),
        scope.endpoint(vector),
      ],
    };
  }

  // The next count waits for the step's effects, so that no step overtakes the one before it.
  #next(scope: TraceScope, count: Tensor): Endpoint {
    const numbers = [scope.number(count), scope.number(tf.scalar(1, 'int32'))];
    return { operation: scope.recorder.record('AddV2', [], numbers, scope.effects), index: 0 };
  }

  // In double precision, so that it makes no difference where a run of steps was cut in two.
  #sum(scope: TraceScope, sums: number, vector: Tensor): Endpoint {
    const type = [{ name: 'DstT', type: attributeType.type, value: dataType.double }];
    const [wide] = scope.recorder.executeOp('Cast', type, [scope.number(vector)], 1);
    return { operation: scope.recorder.record('AddV2', [], [sums, wide!.id]), index: 0 };
  }

  /** The vector at the place of the step's epoch; the others' sums may be NaN, which no product with 0 takes away. */
  #placed({ epochs, stride, rows }: StepLoopOptions, count: Tensor, vector: Tensor): Tensor {
    if (epochs === 1) return vector;
    const stepsOfEpoch = tf.scalar(rows[0]!.shape[0]! / stride, 'int32');
    const numbers = tf.tensor1d(Int32Array.from({ length: epochs }, (_, i) => i));
    const isNow = tf.equal(numbers, tf.floorDiv(count, stepsOfEpoch));
    const none = tf.zeros([epochs, vector.size]);
    return tf.reshape(tf.where(tf.expandDims(isNow, 1), tf.expandDims(vector, 0), none), [-1]);
  }

  #batch(
    { stride, size }: StepLoopOptions,
    count: Tensor,
    order: Tensor | undefined,
    rows: readonly Tensor[],
  ): Tensor[] {
    const start = tf.reshape(tf.mul(count, tf.scalar(stride, 'int32')), [1]);
    if (!order) return rows.map((tensor) => this.#slice(tensor, start, size));
    const chosen = this.#slice(order, start, size) as tf.Tensor1D;
    return rows.map((tensor) => tf.gather(tensor, chosen));
  }

  // tf.slice knows only starts that are plain numbers.
  #slice(tensor: Tensor, start: Tensor, size: number): Tensor {
    const rest = tensor.shape.slice(1);
    const begin = rest.length > 0 ? tf.concat([start, tf.zeros([rest.length], 'int32')]) : start;
    const sizes = tf.tensor1d([size, ...rest], 'int32');
    return this.backend.executeSingleOutput('Slice', [], [tensor, begin, sizes]);
  }

  #checkResidents({ residents }: StepLoopOptions): void {
    const blind = residents.filter(({ isRead }) => !isRead).map(({ variable }) => variable as Tensor);
    if (this.#trace.captured.some(({ source }) => blind.includes(source))) {
      this.#trace.graph.delete();
      this.release();
      throw new TraceError('it reads what the optimizer remembers');
    }
  }
}
