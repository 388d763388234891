// `distribute`: has the fits of this process taken by several, from a notebook or a program that goes on.
import { checkOptions, checkWhole, received } from '../../core/messages.js';
import { host } from '../../host.js';
import { isDistributed, type SharedRun, type SharedWork, trainBy } from '../../training/distribution.js';
import { leastToken } from './network/handshake.js';
import { RemoteRun } from './remote-run.js';
import { Team, type Who } from './team.js';

/** Options of `distribute`: `processes`, or `addresses`. */
export interface DistributeOptions {
  /** Processes of this machine that take the steps of each `fit`; 1: this process alone, as before. */
  processes?: number;
  /** `host:port` of each `tensorcell train --listen`, on this machine or others, one process at each. */
  addresses?: readonly string[];
  /** What `tensorcell train --listen` shows, the same at all addresses. Default: the environment's `TENSORCELL_TOKEN`. */
  token?: string;
  /** How long to wait until all are there. Default 60. */
  seconds?: number;
}

/** One of the processes that train. */
export interface DistributedProcess {
  readonly index: number;
  readonly pid: number;
  /** Where it listens for the others: `host:port`. */
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
let wanted: Wanted = { processes: 1, seconds: 60 };

type Wanted = Who & { readonly seconds: number };

/**
 * Starts processes, on this machine or others, that take the steps of every `fit` from here on, each on its part of a batch: the
 * losses are those of one process with the same seed. Epochs, callbacks, progress and history stay here, weights and the
 * optimizer's state come back after each epoch, and after each step where a callback follows batches. Stop ends the fit
 * after the step under way; the processes end with this one. `evaluate`, `predict` and one's own loops stay here.
 *
 * Code of a cell's cannot be carried over: layers, losses and metrics of one's own are refused by name, and so are
 * generators, texts, and what docs/distribute.md lists.
 * On other machines, `tensorcell train --listen HOST:PORT` waits for it: give `addresses` and the `token` that it shows.
 * @param options.processes how many; 1 ends them
 * @param options.addresses where processes are started instead: `['10.0.0.2:4000', '10.0.0.3:4000']`
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
  const next = checked(options);
  if (isTaken)
    throw new Error(
      'distribute: the processes are training. Await that fit, or stop it, before they change.',
    );
  const before = team;
  team = undefined;
  trainBy(undefined);
  await before?.end();
  wanted = next;
  if ('processes' in next && next.processes === 1) return distribute.info();
  team = await Team.start(next, next.seconds, host().signal);
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

function checked(options: DistributeOptions): Wanted {
  checkOptions('distribute', options, ['processes', 'addresses', 'token', 'seconds']);
  const who = checkedWho(options);
  const { seconds = 60 } = options;
  if (!(seconds > 0 && Number.isFinite(seconds)))
    throw new Error(`distribute: seconds must be a number above 0. Received: ${received(seconds)}.`);
  if (isDistributed())
    throw new Error(
      'distribute: this process is one of a cluster already, which TENSORCELL_CLUSTER or TF_CONFIG names. Its fits are ' +
        'shared as they are: leave distribute out.',
    );
  return { ...who, seconds };
}

function checkedWho({ processes, addresses, token }: DistributeOptions): Who {
  if (addresses === undefined) {
    checkWhole('distribute', 'processes', processes, 1);
    if (token !== undefined) throw new Error('distribute: a token is for addresses. Received: processes.');
    return { processes: processes! };
  }
  if (processes !== undefined)
    throw new Error(
      'distribute: expected processes, which are of this machine, or addresses. Received: both. On this machine, call ' +
        '`tensorcell train --listen` as well, and give its address.',
    );
  const isAddress = (one: unknown) => typeof one === 'string' && /^(\[[^\]\s]+\]|[^\s:]+):\d{1,5}$/.test(one);
  const isList = Array.isArray(addresses) && addresses.length > 0 && addresses.every(isAddress);
  if (!isList || new Set(addresses).size < addresses.length)
    throw new Error(
      `distribute: addresses must be different ones like ['10.0.0.2:4000', '10.0.0.3:4000']. Received: ${received(addresses)}.`,
    );
  return { addresses: [...addresses], token: checkedToken(token ?? process.env.TENSORCELL_TOKEN) };
}

function checkedToken(token: string | undefined): string {
  if (typeof token === 'string' && token.length >= leastToken) return token;
  throw new Error(
    `distribute: addresses expect the token that \`tensorcell train --listen\` shows, of at least ${leastToken} characters, ` +
      `as token or in TENSORCELL_TOKEN. Received: ${token === undefined ? 'none' : 'a shorter one, or no text'}.`,
  );
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
      team = await Team.start(wanted, wanted.seconds, host().signal);
    }
    const run = await RemoteRun.begin(team, work);
    const end = run.end.bind(run);
    return Object.assign(run, { end: () => end().finally(free) });
  } catch (error) {
    free();
    throw error;
  }
}
