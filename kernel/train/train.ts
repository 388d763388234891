// `tensorcell train`: runs a script in one process or several, and when one fails starts all anew, or one less, if
// asked to.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { freePorts } from '../../lib/kernel-door.js';
import { exitCodes } from './exit-codes.js';
import { waitForNotebooks } from './listen.js';
import { readTrainOptions, type TrainOptions } from './options.js';
import { describe, Processes, type Start, startsOf } from './processes.js';
import { Leader } from './rendezvous/leader.js';
import { runNode } from './rendezvous/node.js';

/** The exit code, once the command is told to stop. */
interface Stop {
  code: number | undefined;
}

/** Starts processes that are ended with this one. */
type StartAll = (starts: readonly Start[]) => Processes;

/** Runs the script to its end; gives the exit code. */
export async function train(given: readonly string[]): Promise<number> {
  const options = readTrainOptions(given);
  if (options.kind === 'listen') return waitForNotebooks(options);
  const script = resolve(options.script);
  if (!existsSync(script))
    throw new Error(`train: expected a script. Received: ${options.script}, which does not exist.`);
  refuseTwoClusters(options);
  const stop: Stop = { code: undefined };
  let processes: Processes | undefined;
  process.on('exit', () => processes?.kill());
  for (const signal of Object.keys(exitCodes) as NodeJS.Signals[]) {
    process.on(signal, () => {
      stop.code = exitCodes[signal];
      // Without processes it waits for other nodes.
      if (!processes) process.exit(exitCodes[signal]);
      void processes.end(signal).then(() => process.exit(exitCodes[signal]));
    });
  }
  const start: StartAll = (starts) => {
    processes = new Processes(starts, script, options.args);
    return processes;
  };
  return options.rendezvous ? trainOnNodes(options, start) : trainHere(options, start, stop);
}

async function trainHere(options: TrainOptions, start: StartAll, stop: Stop): Promise<number> {
  const { leastProcesses, maxRestarts } = options;
  let { processes = 1 } = options;
  for (let restarts = 0; ; ) {
    const failure = await start(await startsFor(processes)).firstFailure();
    if (stop.code !== undefined) return stop.code;
    if (!failure) return 0;
    console.error(`train: ${describe(failure, processes)}`);
    if (restarts < maxRestarts) {
      restarts += 1;
      console.error(`All start anew: restart ${restarts} of ${maxRestarts}.`);
    } else if (processes > leastProcesses) {
      processes -= 1;
      console.error(`Those left go on: ${processes} of ${options.processes}.`);
    } else {
      return failure.code || 1;
    }
  }
}

/** The first node's command leads besides. */
async function trainOnNodes(options: TrainOptions, start: StartAll): Promise<number> {
  const { nodes, leastNodes, rank, host, seconds, endpoint } = options.rendezvous!;
  const { processes = 1, maxRestarts } = options;
  const leader =
    rank === 0 ? await Leader.listen({ ...endpoint, nodes, leastNodes, maxRestarts, seconds }) : undefined;
  try {
    return await runNode(
      { endpoint, nodes, leastNodes, rank, host, seconds, processes },
      (addresses, first, count) => start(startsOf(addresses, first, count)),
    );
  } finally {
    leader?.close();
  }
}

function refuseTwoClusters({ processes = 1, rendezvous }: TrainOptions): void {
  const name = ['TENSORCELL_CLUSTER', 'TF_CONFIG'].find((one) => process.env[one]?.trim());
  if (name === undefined || (processes === 1 && !rendezvous)) return;
  const option = rendezvous ? `--nodes ${rendezvous.nodes}` : `--processes ${processes}`;
  throw new Error(
    `train: ${option} makes a cluster of its own, but ${name} names one already. Leave one of the two out.`,
  );
}

/** New ports for each start: the last ones may not be free yet. */
async function startsFor(processes: number): Promise<Start[]> {
  if (processes === 1) return [{ index: 0, env: process.env }];
  return startsOf((await freePorts(processes)).map((port) => `127.0.0.1:${port}`));
}
