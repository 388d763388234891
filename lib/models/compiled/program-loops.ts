// The loops of one program, one for each shape of data, made when first needed; and why there is none where a
// program cannot be a graph.
import type { TensorFlowBackend } from '../../engine/backend.js';
import type { Resident } from '../../engine/tracing/loop-trace.js';
import { StepLoop } from '../../engine/tracing/step-loop.js';
import type { Optimizer } from '../../optimizers/optimizer.js';
import type { tf } from '../../tf.js';
import { internals, trainableVariables } from '../internals.js';
import type { Batch, Program, Rows } from '../trainer.js';
import { hasFusedUpdate, withFusedUpdates } from './fused-updates.js';
import { stepSize } from './step-size.js';

export interface LoopOptions {
  /** The {@link stepSize} from which a model's updates are made in place, and its loop unrolled. */
  readonly largeStep: number;
}

/** What a loop is made for. */
export interface LoopKind {
  readonly rows: Rows;
  readonly ordered: boolean;
  readonly batchSize: number;
  /** Rows of each step: fewer than `batchSize` for a short last one. */
  readonly size: number;
}

/** A loop and how long its steps take. */
export interface TimedLoop {
  readonly loop: StepLoop;
  runs: number;
  millisecondsPerStep: number;
}

export class ProgramLoops {
  /** Why the program runs op by op. */
  reason: string | undefined;
  readonly #loops = new Map<string, TimedLoop>();

  constructor(
    private readonly backend: TensorFlowBackend,
    private readonly program: Program,
    private readonly options: LoopOptions,
  ) {}

  /** The loop for such data; undefined, with the reason, when the program cannot be a graph. */
  get(kind: LoopKind): TimedLoop | undefined {
    if (this.reason !== undefined) return undefined;
    const key = keyOf(kind);
    const known = this.#loops.get(key) ?? this.#make(kind);
    if (known) this.#loops.set(key, known);
    return known;
  }

  dispose(): void {
    for (const { loop } of this.#loops.values()) loop.dispose();
    this.#loops.clear();
  }

  #make(kind: LoopKind): TimedLoop | undefined {
    try {
      return { loop: this.#build(kind), runs: 0, millisecondsPerStep: 0 };
    } catch (error) {
      this.reason = (error as Error).message;
      console.warn(`This model runs op by op, more slowly, because ${this.reason}.`);
      return undefined;
    }
  }

  #build({ rows, ordered, batchSize, size }: LoopKind): StepLoop {
    const { program } = this;
    const { optimizer_: optimizer } = internals(program.model);
    const large = stepSize(program.model, size) >= this.options.largeStep;
    const fused = large && program.kind === 'train' && hasFusedUpdate(optimizer) ? optimizer : undefined;
    return new StepLoop(this.backend, {
      rows: tensorsOf(rows),
      ordered,
      stride: batchSize,
      size,
      width: program.width,
      lowered: large,
      residents: fused ? residentsOf(program.model, fused) : [],
      step: (tensors, residents) => {
        const run = () => program.step(batchOf(rows, tensors));
        return fused ? withFusedUpdates(fused, residents, run) : run();
      },
    });
  }
}

/** All tensors of rows or of a batch in one list. */
export function tensorsOf({ inputs, targets, weights }: Batch): tf.Tensor[] {
  return [...inputs, ...targets, ...weights];
}

function batchOf(like: Batch, tensors: readonly tf.Tensor[]): Batch {
  const targets = like.inputs.length;
  const weights = targets + like.targets.length;
  return {
    inputs: tensors.slice(0, targets),
    targets: tensors.slice(targets, weights),
    weights: tensors.slice(weights) as tf.Tensor1D[],
  };
}

function residentsOf(model: tf.LayersModel, optimizer: Optimizer): Resident[] {
  const weights = trainableVariables(model).map((weight) => weight.read());
  const slots = weights.flatMap((weight) => Object.values(optimizer.slots(weight)));
  return [
    ...weights.map((variable) => ({ variable, isRead: true })),
    ...slots.map((variable) => ({ variable, isRead: false })),
  ];
}

function keyOf({ rows, ordered, batchSize, size }: LoopKind): string {
  const shapes = tensorsOf(rows).map(({ dtype, shape }) => `${dtype}[${shape}]`);
  return `${shapes} ${rows.targets.length} ${rows.weights.length} ${ordered} ${batchSize} ${size}`;
}
