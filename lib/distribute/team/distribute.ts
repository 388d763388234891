// `distribute`: has the fits of this process taken by several, from a notebook or a program that goes on.
import { checkOptions, checkWhole, received } from '../../core/messages.js';
import { host } from '../../host.js';
import { isDistributed, type SharedRun, type SharedWork, trainBy } from '../../training/distribution.js';
import { RemoteRun } from './remote-run.js';
import { Team } from './team.js';

/** Options of `distribute`. */
export interface DistributeOptions {
  /** Processes of this machine that take the steps of each `fit`; 1: this process alone, as before. */
  processes: number;
  /** How long to wait until all are there. Default 60. */
  seconds?: number;
}

/** One of the processes that train. */
export interface DistributedProcess {
  readonly index: number;
  readonly pid: number;
  /** Where it listens for the others: `127.0.0.1:…`. */
  readonly address: string;
  /** `waiting` for a fit, `training`, or `gone`. */
  readonly state: 'waiting' | 'training' | 'gone';
}

/** Who takes the steps of `fit`. */
export interface DistributionInfo {
  /** 1 where this process trains alone. */
  readonly processes: number;
  readonly members: readonly DistributedProcess[];
}

let team: Team | undefined;
/** A fit has the processes, or starts them. */
let isTaken = false;
let wanted: Required<DistributeOptions> = { processes: 1, seconds: 60 };

/**
 * Starts processes on this machine that take the steps of every `fit` from here on, each on its part of a batch: the
 * losses are those of one process with the same seed. Epochs, callbacks, progress and history stay here, weights and the
 * optimizer's state come back after each epoch, and after each step where a callback follows batches. Stop ends the fit
 * after the step under way; the processes end with this one. `evaluate`, `predict` and one's own loops stay here.
 *
 * Code of a cell's cannot be carried over: layers, losses and metrics of one's own are refused by name, and so are
 * generators, texts, and what docs/distribute.md lists.
 * @param options.processes how many; 1 ends them
 * @returns who is there, as `distribute.info()`
 * @throws Error when one is not there after `seconds` (default 60), by name
 * @example
 * await distribute({ processes: 2 });
 * const net = sequential([layers.dense({ units: 1, inputShape: [2] })]);
 * net.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
 * await net.fit(tf.ones([8, 2]), tf.ones([8, 1]), { epochs: 2, verbose: 0 });
 * await distribute({ processes: 1 });
 */
export async function distribute(options: DistributeOptions): Promise<DistributionInfo> {
  const { processes, seconds } = checked(options);
  if (isTaken)
    throw new Error(
      'distribute: the processes are training. Await that fit, or stop it, before they change.',
    );
  const before = team;
  team = undefined;
  trainBy(undefined);
  await before?.end();
  wanted = { processes, seconds };
  if (processes === 1) return distribute.info();
  team = await Team.start(processes, seconds, host().signal);
  trainBy({ begin });
  return distribute.info();
}

/**
 * Who takes the steps of `fit`: how many processes, and of each its number, address and state.
 * @example distribute.info().processes // 1
 */
distribute.info = (): DistributionInfo => ({
  processes: team?.members.length ?? 1,
  members: (team?.members ?? []).map(({ index, pid, address, isRunning }) => ({
    ...{ index, pid: pid ?? 0, address },
    state: !isRunning ? 'gone' : isTaken ? 'training' : 'waiting',
  })),
});

function checked(options: DistributeOptions): Required<DistributeOptions> {
  if (typeof options === 'object' && options !== null && 'addresses' in options)
    throw new Error(
      'distribute: processes on other machines are not started from a notebook. Expected { processes: N } for this ' +
        'machine; on several, run the script by `tensorcell train` on each (docs/distribute.md).',
    );
  checkOptions('distribute', options, ['processes', 'seconds']);
  const { processes, seconds = 60 } = options;
  checkWhole('distribute', 'processes', processes, 1);
  if (!(seconds > 0 && Number.isFinite(seconds)))
    throw new Error(`distribute: seconds must be a number above 0. Received: ${received(seconds)}.`);
  if (isDistributed())
    throw new Error(
      'distribute: this process is one of a cluster already, which TENSORCELL_CLUSTER or TF_CONFIG names. Its fits are ' +
        'shared as they are: leave distribute out.',
    );
  return { processes, seconds };
}

/** Begins a fit by the team, which is started anew where one of it is gone. */
async function begin(work: SharedWork): Promise<SharedRun | undefined> {
  if (work.where !== 'fit') return undefined;
  if (isTaken)
    throw new Error('fit: the processes of distribute() train another model. Await that fit first.');
  const free = (): void => {
    isTaken = false;
  };
  isTaken = true;
  try {
    if (!team?.isWhole) {
      await team?.end();
      team = await Team.start(wanted.processes, wanted.seconds, host().signal);
    }
    const run = await RemoteRun.begin(team, work);
    const end = run.end.bind(run);
    return Object.assign(run, { end: () => end().finally(free) });
  } catch (error) {
    free();
    throw error;
  }
}
