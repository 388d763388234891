// Steps that all processes take together: of each batch every process computes its part, and what they bring together is
// one sum a step. Of a test, every process takes some of the batches, and the sums are added up at its end.
import { isTracing } from '../engine/tracing/now-tracing.js';
import { addInto } from '../training/data/source.js';
import type { SharedWork } from '../training/distribution.js';
import { disposeBatch, sliceRows } from '../training/steps/batch.js';
import type { Batch, Program, Rows, StepsRequest, StepsResult, Trainer } from '../training/steps/trainer.js';
import type { Group } from './group.js';
import { type OwnRows, ownRows, partOf } from './parts.js';
import { refuseData } from './refuse.js';
import { checkSameBatch, checkSameRows } from './same-work.js';

export class SharedTrainer implements Trainer {
  readonly predict: Trainer['predict'];
  readonly #batches: OwnBatches;
  #sawBatch = false;

  constructor(
    private readonly inner: Trainer,
    private readonly group: Group,
    private readonly work: SharedWork,
  ) {
    this.predict = inner.predict;
    this.#batches = new OwnBatches(group);
  }

  steps(request: StepsRequest): Promise<StepsResult> {
    return request.program.kind === 'train' ? this.#train(request) : this.#test(request);
  }

  /** Every process draws the same batches of a generator: it trains on its own rows of each, and tests on all of them. */
  async batch(program: Program, batch: Batch, signal?: AbortSignal): Promise<Float64Array> {
    if (program.kind === 'test') return this.inner.batch(program, batch, signal);
    const { group } = this;
    const rows: Rows = { ...batch, count: batch.inputs[0]!.shape[0]! };
    await this.#check(rows);
    const { order, size, share } = ownRows(
      undefined,
      rows.count,
      { start: 0, size: rows.count, count: 1 },
      group.index,
      group.size,
    );
    const own = sliceRows(rows, order[0]!, size);
    try {
      const shared = sharedProgram(program, group, rows.count, share);
      return await group.during(() => this.inner.batch(shared, own, signal));
    } finally {
      disposeBatch(own);
    }
  }

  async #check(rows: Rows): Promise<void> {
    const { group, work } = this;
    if (this.#sawBatch) return checkSameRows(group, work.where, rows);
    refuseData(work, rows, true);
    await checkSameBatch(group, work.where, rows);
    this.#sawBatch = true;
  }

  async #train(request: StepsRequest): Promise<StepsResult> {
    const { rows, batchSize, first, program } = request;
    const whole = Math.floor(rows.count / batchSize);
    const isWhole = first < whole;
    const own = await this.#batches.of(request, isWhole);
    const last = isWhole ? Math.min(request.last, whole) : first + 1;
    // A short last batch is the only one of its kind: the first, and the last.
    const [from, to] = isWhole ? [first, last] : [0, 1];
    const size = isWhole ? batchSize : rows.count - whole * batchSize;
    return this.group.during(() =>
      this.inner.steps({
        ...request,
        program: sharedProgram(program, this.group, size, own.share),
        rows: { ...rows, count: (isWhole ? whole : 1) * own.size },
        ...{ order: own.order, batchSize: own.size, first: from, last: to },
      }),
    );
  }

  async #test(request: StepsRequest): Promise<StepsResult> {
    const { first, last, program, signal } = request;
    const { from, to } = partOf(last - first, this.group.index, this.group.size);
    const sums = new Float64Array(program.width);
    for (let step = first + from; step < first + to; ) {
      signal.throwIfAborted();
      const part = await this.inner.steps({ ...request, first: step, last: first + to });
      addInto(sums, part.sums);
      step += part.done;
    }
    return { done: last - first, sums: await this.group.sum('test', sums) };
  }
}

/** This process's rows of whole batches and of the short last one, worked out once for each order of rows. */
class OwnBatches {
  readonly #known = new WeakMap<object, Promise<{ whole: OwnRows; rest: OwnRows }>>();

  constructor(private readonly group: Group) {}

  async of(request: StepsRequest, isWhole: boolean): Promise<OwnRows> {
    const key = request.order ?? request.rows;
    const made = this.#known.get(key) ?? this.#make(request);
    this.#known.set(key, made);
    const { whole, rest } = await made;
    return isWhole ? whole : rest;
  }

  /** The first process's order counts: the others' random numbers may be others. */
  async #make({ rows, order: own, batchSize }: StepsRequest): Promise<{ whole: OwnRows; rest: OwnRows }> {
    const { group } = this;
    const order = own && (await group.fromFirst('order of rows', own));
    const count = Math.floor(rows.count / batchSize);
    const start = count * batchSize;
    const take = (batches: Parameters<typeof ownRows>[2]): OwnRows =>
      ownRows(order, rows.count, batches, group.index, group.size);
    return {
      whole: take({ start: 0, size: batchSize, count }),
      rest: take({ start, size: Math.max(rows.count - start, 1), count: start < rows.count ? 1 : 0 }),
    };
  }
}

const made = new WeakMap<Program, Map<string, Program>>();

/** The program as it is taken together, kept with the graphs that hang on it. */
function sharedProgram(program: Program, group: Group, size: number, share: number): Program {
  const known = made.get(program) ?? new Map<string, Program>();
  made.set(program, known);
  const key = `${size} ${share}`;
  const shared = known.get(key) ?? program.shared!({ share, sum: sumOver(group, size) });
  known.set(key, shared);
  return shared;
}

function sumOver(group: Group, size: number) {
  return (vector: Parameters<Group['sumInGraph']>[1], label: string) => {
    if (isTracing()) return group.sumInGraph(`${label} of ${size}`, vector);
    // Op by op, it would wait on the thread that has to notice when another process is gone.
    throw new Error(
      'fit: on several processes a step must be a graph, and this one cannot be: the warning above says why. ' +
        'Train it in one process (without TENSORCELL_CLUSTER and TF_CONFIG).',
    );
  };
}
