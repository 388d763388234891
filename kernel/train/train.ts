// `tensorcell train`: runs a script in one process or several, and starts all anew when one fails, if asked to.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { readTrainOptions, type TrainOptions } from './options.js';
import { freePorts } from '../../lib/kernel-door.js';
import { type End, Processes } from './processes.js';

/** Exit codes that a shell gives for a signal. */
const codes: Partial<Record<NodeJS.Signals, number>> = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };

/** Runs the script to its end; gives the exit code. */
export async function train(given: readonly string[]): Promise<number> {
  const options = readTrainOptions(given);
  const script = resolve(options.script);
  if (!existsSync(script))
    throw new Error(`train: expected a script. Received: ${options.script}, which does not exist.`);
  refuseTwoClusters(options);
  let stopped: NodeJS.Signals | undefined;
  let processes: Processes | undefined;
  process.on('exit', () => processes?.kill());
  for (const signal of Object.keys(codes) as NodeJS.Signals[]) {
    process.on(signal, () => {
      stopped = signal;
      void processes?.end(signal);
    });
  }
  for (let restarts = 0; ; restarts++) {
    processes = new Processes(await addressesFor(options), script, options.args);
    const failure = await processes.firstFailure();
    if (stopped) return codes[stopped]!;
    if (!failure) return 0;
    console.error(describe(failure, options));
    if (restarts === options.maxRestarts) return failure.code || 1;
    console.error(`All start anew: restart ${restarts + 1} of ${options.maxRestarts}.`);
  }
}

function refuseTwoClusters({ processes = 1 }: TrainOptions): void {
  const name = ['TENSORCELL_CLUSTER', 'TF_CONFIG'].find((one) => process.env[one]?.trim());
  if (name === undefined || processes === 1) return;
  throw new Error(
    `train: --processes ${processes} makes a cluster of its own, but ${name} names one already. Leave one of the two out.`,
  );
}

/** New ones for each start: the last ones may not be free yet. */
async function addressesFor({ processes }: TrainOptions): Promise<string[] | undefined> {
  if (processes === undefined || processes === 1) return undefined;
  return (await freePorts(processes)).map((port) => `127.0.0.1:${port}`);
}

function describe({ index, code, signal, lastWords }: End, { processes = 1 }: TrainOptions): string {
  const how = signal ? `was ended by ${signal}` : `ended with exit code ${code}`;
  const others = processes > 1 ? '; the others were ended' : '';
  const said = lastWords.trim() ? `\nIt said:\n${lastWords.trim()}` : '';
  return `train: process ${index} of ${processes} ${how}${others}.${said}`;
}
