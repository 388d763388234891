// What `tensorcell train` is told: the script, how many processes, and how often they may start again.
import { parseArgs } from 'node:util';

/** What is to be started. */
export interface TrainOptions {
  readonly script: string;
  /** What the script finds in process.argv behind its name. */
  readonly args: readonly string[];
  /** Processes on this machine; undefined: one, which may be part of a cluster that the environment names. */
  readonly processes: number | undefined;
  readonly maxRestarts: number;
}

export const trainUsage = `Usage:
  tensorcell train SCRIPT [ARGUMENT …]                 run a TypeScript or JavaScript file with TensorCell's names, as a cell
  tensorcell train --processes N SCRIPT [ARGUMENT …]   the same by N processes of this machine, whose fits are one fit
    --max-restarts K                                   start all anew when one fails, up to K times (default 0)
Without --processes, TENSORCELL_CLUSTER or TF_CONFIG may say which processes, on which machines, this one belongs to.`;

/** Torchrun's words, and its Python spelling, for options that it has. */
const options = {
  processes: { type: 'string' },
  'nproc-per-node': { type: 'string' },
  'max-restarts': { type: 'string' },
  nodes: { type: 'string' },
  nnodes: { type: 'string' },
  'node-rank': { type: 'string' },
  rendezvous: { type: 'string' },
  'rdzv-endpoint': { type: 'string' },
} as const;

/** Options stand before the script; what follows it is the script's. */
export function readTrainOptions(given: readonly string[]): TrainOptions {
  const { own, rest } = split(given);
  const { values } = parse(own);
  const [script, ...args] = rest;
  if (script === undefined) throw new Error(`train: expected a script.\n${trainUsage}`);
  refuseNodes(values);
  const processes = values.processes ?? values['nproc-per-node'];
  return {
    script,
    args,
    processes: processes === undefined ? undefined : wholeNumber('--processes', processes, 1),
    maxRestarts: wholeNumber('--max-restarts', values['max-restarts'] ?? '0', 0),
  };
}

function split(given: readonly string[]): { own: string[]; rest: string[] } {
  let place = 0;
  // An option takes the next word, unless it holds its value.
  while (given[place]?.startsWith('-')) place += given[place]!.includes('=') ? 1 : 2;
  return { own: given.slice(0, place), rest: given.slice(place) };
}

function parse(own: string[]) {
  try {
    return parseArgs({ args: own, options });
  } catch (error) {
    throw new Error(`train: ${(error as Error).message}\n${trainUsage}`);
  }
}

function refuseNodes(values: Partial<Record<keyof typeof options, string>>): void {
  const names = ['nodes', 'nnodes', 'node-rank', 'rendezvous', 'rdzv-endpoint'] as const;
  const found = names.find((name) => values[name] !== undefined);
  if (found === undefined || (['nodes', 'nnodes'].includes(found) && values[found] === '1')) return;
  throw new Error(
    `train: --${found} is not computed: processes on several machines are not started from here. Start one ` +
      '`tensorcell train SCRIPT` for each, with the addresses of all in TENSORCELL_CLUSTER or TF_CONFIG.',
  );
}

function wholeNumber(name: string, text: string, least: number): number {
  const number = Number(text);
  if (text.trim() !== '' && Number.isInteger(number) && number >= least) return number;
  throw new Error(`train: ${name} must be a whole number of at least ${least}. Received: ${text}.`);
}
