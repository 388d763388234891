// The loops of one program, one for each shape of data, made when first needed; and why there is none where a
// program cannot be a graph.
import type { TensorFlowBackend } from '../../engine/backend-types.js';
import { deviceForStep, deviceInForce } from '../../engine/pjrt/choose-device.js';
import type { Device } from '../../engine/pjrt/device.js';
import { DeviceMemoryError } from '../../engine/pjrt/device-error.js';
import { isLeft } from '../../engine/pjrt/left-on-tensorflow.js';
import { DeviceLoop } from '../../engine/tracing/device-loop.js';
import type { Engine } from '../../engine/tracing/graph-function.js';
import { type Loop, StepLoop } from '../../engine/tracing/step-loop.js';
import type { tf } from '../../tf.js';
import { compiledState } from '../steps/compile.js';
import type { Batch, Outlook, Program, Rows } from '../steps/trainer.js';
import type { StepProfile } from './choose-engine.js';
import { type FusedUpdates, fusedUpdates } from './fused-updates.js';
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
  /** Epochs whose sums are kept apart. */
  readonly epochs: number;
}

export interface Timing {
  runs: number;
  millisecondsPerStep: number;
}

/** A loop and how long its steps take. */
export interface TimedLoop {
  readonly loop: Loop;
  /** The device beside TensorFlow that computes it. */
  readonly device?: string | undefined;
  readonly profile: StepProfile;
  readonly timings: Record<Engine, Timing>;
}

/** Of epochs that one loop holds: more would gain nothing. */
const most = { epochs: 64, steps: 2_000, rows: 65_536 };

/** TensorFlow's memory behind a program's loops; knows nothing of the program, which may be dropped before it. */
export class LoopMemory {
  readonly loops = new Map<string, TimedLoop>();
  updates: FusedUpdates | undefined;

  dispose(): void {
    for (const { loop } of this.loops.values()) loop.dispose();
    this.loops.clear();
    this.updates?.dispose();
  }
}

export class ProgramLoops {
  /** Why the program runs op by op. */
  reason: string | undefined;
  readonly memory = new LoopMemory();
  #asked = 0;
  #latest: Outlook | undefined;

  constructor(
    private readonly backend: TensorFlowBackend,
    private readonly program: Program,
    private readonly options: LoopOptions,
  ) {}

  /** The steps that all fits together asked for, this one among them. */
  askedBy(outlook: Outlook): number {
    if (outlook !== this.#latest) this.#asked += outlook.steps;
    this.#latest = outlook;
    return this.#asked;
  }

  /** The loop for such data; undefined, with the reason, when the program cannot be a graph. */
  async get(kind: LoopKind): Promise<TimedLoop | undefined> {
    if (this.reason !== undefined) return undefined;
    const key = keyOf(kind);
    const known = this.memory.loops.get(key) ?? (await this.#make(kind));
    if (known) this.memory.loops.set(key, known);
    return known;
  }

  /**
   * Epochs of shuffled rows that one loop may hold: one where steps are large, where the loop is not TensorFlow's, and
   * where an epoch ends with a short batch, which has a loop of its own.
   */
  async epochsAtOnce(rows: Rows, batchSize: number): Promise<number> {
    const steps = rows.count / batchSize;
    const epochs = Math.min(most.epochs, Math.floor(most.steps / steps), Math.floor(most.rows / rows.count));
    const size = stepSize(this.program.model, batchSize);
    if (!Number.isInteger(steps) || epochs < 2 || size >= this.options.largeStep) return 1;
    if (this.program.waits || this.#deviceFor(size)) return 1;
    const made = await this.get({ rows, ordered: true, batchSize, size: batchSize, epochs });
    return made ? epochs : 1;
  }

  /** @param size of a step */
  #deviceFor(size: number): Device | undefined {
    return this.program.waits ? undefined : deviceForStep(size, this.backend.binding.isUsingGpuDevice());
  }

  async #make(kind: LoopKind): Promise<TimedLoop | undefined> {
    const size = stepSize(this.program.model, kind.size);
    const device = this.#deviceFor(size);
    try {
      const isLarge = size >= this.options.largeStep;
      const onDevice = device && (await this.#buildFor(device, kind));
      const loop = onDevice ?? this.#build(kind, isLarge);
      const pickedRows = kind.ordered ? tensorsOf(kind.rows).length : 0;
      return {
        loop,
        device: onDevice && device?.name,
        profile: { ops: loop.opsOfStep, size, isLarge, pickedRows, isRefused: false },
        timings: { executor: { runs: 0, millisecondsPerStep: 0 }, xla: { runs: 0, millisecondsPerStep: 0 } },
      };
    } catch (error) {
      // What a device has no memory for, the machine may not have either: smaller batches are the user's choice.
      if (error instanceof DeviceMemoryError) throw error;
      this.reason = (error as Error).message;
      console.warn(`This model runs op by op, more slowly, because ${this.reason}.`);
      return undefined;
    }
  }

  /** Undefined where the step is not for this device. */
  async #buildFor(
    device: Device,
    { rows, ordered, batchSize, size }: LoopKind,
  ): Promise<DeviceLoop | undefined> {
    const { program } = this;
    try {
      return await DeviceLoop.make(this.backend, device, {
        rows: tensorsOf(rows),
        ordered,
        stride: batchSize,
        size,
        width: program.width,
        step: (tensors) => program.step(batchOf(rows, tensors)),
      });
    } catch (error) {
      if (isLeft(error, device)) return undefined;
      throw error;
    }
  }

  #build({ rows, ordered, batchSize, size, epochs }: LoopKind, large: boolean): StepLoop {
    const { program } = this;
    const updates = large ? this.#fusedUpdates() : undefined;
    return new StepLoop(this.backend, {
      rows: tensorsOf(rows),
      ordered,
      stride: batchSize,
      size,
      width: program.width,
      epochs,
      // Unrolled, a step's number in its run is part of the key by which processes find each other, and runs differ.
      body: !large ? 'plain' : program.waits ? 'called' : 'unrolled',
      residents: updates?.residents(program.trained.map((weight) => weight.read())) ?? [],
      step: (tensors, residents) => {
        const run = () => program.step(batchOf(rows, tensors));
        return updates ? updates.during(residents, run) : run();
      },
    });
  }

  #fusedUpdates(): FusedUpdates | undefined {
    const { kind, model } = this.program;
    if (kind === 'train') this.memory.updates ??= fusedUpdates(compiledState(model, 'fit').optimizer);
    return this.memory.updates;
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

function keyOf({ rows, ordered, batchSize, size, epochs }: LoopKind): string {
  const shapes = tensorsOf(rows).map(({ dtype, shape }) => `${dtype}[${shape}]`);
  return `${deviceInForce()} ${shapes} ${rows.targets.length} ${rows.weights.length} ${ordered} ${batchSize} ${size} ${epochs}`;
}
