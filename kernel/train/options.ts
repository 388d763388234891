// What `tensorcell train` is told: the script, how many processes, and how often they may start again.
import { parseArgs } from 'node:util';
import { leastToken } from '../../lib/kernel-door.js';

/** What is to be started. */
export interface TrainOptions {
  readonly kind: 'script';
  readonly script: string;
  /** What the script finds in process.argv behind its name. */
  readonly args: readonly string[];
  /** Processes on this machine; undefined: one, which may be part of a cluster that the environment names. */
  readonly processes: number | undefined;
  /** With how few it goes on once restarts are used up; as many as `processes`: it does not. */
  readonly leastProcesses: number;
  readonly maxRestarts: number;
  /** Where several machines find each other; undefined: this machine alone, or what the environment says. */
  readonly rendezvous: RendezvousOptions | undefined;
}

/** To wait for a notebook that has its fits taken here. */
export interface ListenOptions {
  readonly kind: 'listen';
  readonly endpoint: Endpoint;
  /** What a notebook must know; undefined: a new one. */
  readonly token: string | undefined;
}

interface Endpoint {
  readonly host: string;
  readonly port: number;
}

export interface RendezvousOptions {
  readonly nodes: number;
  /** With how few it begins once the time is up, and goes on once restarts are used up. */
  readonly leastNodes: number;
  readonly rank: number;
  readonly endpoint: Endpoint;
  /** This machine's address for the others; undefined: that from which it calls. */
  readonly host: string | undefined;
  /** How long to wait for those who are missing. */
  readonly seconds: number;
}

export const trainUsage = `Usage:
  tensorcell train SCRIPT [ARGUMENT …]                 run a TypeScript or JavaScript file with TensorCell's names, as a cell
  tensorcell train --processes N SCRIPT [ARGUMENT …]   the same by N processes of this machine, whose fits are one fit
    --max-restarts K                                   start all anew when one fails, up to K times (default 0)
  tensorcell train --processes MIN:MAX SCRIPT …        begins with MAX; when one fails and no restart is left, it goes on with
                                                       one less, down to MIN
  tensorcell train --nodes N --node-rank R --rendezvous HOST:PORT SCRIPT [ARGUMENT …]
                                                       the same on N machines, on each of which it is called with its own
                                                       rank, from 0; the first one listens at HOST:PORT, the others call
    --node-address HOST                                what the others call this machine by (default: as it calls)
    --wait SECONDS                                     for machines that are missing (default 60)
  tensorcell train --nodes MIN:MAX …                   begins with MIN or more where not all come in that time; when a machine is
                                                       gone and no restart is left, those left go on, down to MIN
  tensorcell train --listen HOST:PORT                  waits for a notebook's distribute({ addresses: ['HOST:PORT'], token })
    --token TOKEN                                      what the notebook must know (default: TENSORCELL_TOKEN, or a new one)
Without --processes and --nodes, TENSORCELL_CLUSTER or TF_CONFIG may say which processes, on which machines, this one belongs to.`;

/** Torchrun's words for options that it has, beside our own. */
const options = {
  processes: { type: 'string' },
  'nproc-per-node': { type: 'string' },
  'max-restarts': { type: 'string' },
  nodes: { type: 'string' },
  nnodes: { type: 'string' },
  'node-rank': { type: 'string' },
  rendezvous: { type: 'string' },
  'rdzv-endpoint': { type: 'string' },
  'node-address': { type: 'string' },
  wait: { type: 'string' },
  listen: { type: 'string' },
  token: { type: 'string' },
} as const;

type Values = Partial<Record<keyof typeof options, string>>;

/** Options stand before the script; what follows it is the script's. */
export function readTrainOptions(given: readonly string[]): TrainOptions | ListenOptions {
  const { own, rest } = split(given);
  const { values } = parse(own);
  return values.listen === undefined ? scriptOptions(values, rest) : listenOptions(values, rest);
}

function scriptOptions(values: Values, [script, ...args]: readonly string[]): TrainOptions {
  if (values.token !== undefined) throw new Error('train: --token is for --listen HOST:PORT.');
  if (script === undefined) throw new Error(`train: expected a script.\n${trainUsage}`);
  return {
    kind: 'script',
    script,
    args,
    ...processesOf(values),
    maxRestarts: wholeNumber('--max-restarts', values['max-restarts'] ?? '0', 0),
    rendezvous: rendezvousOf(values),
  };
}

/** As many as are given, or from the least to the most, as torchrun writes `--nnodes MIN:MAX`. */
function processesOf(values: Values): Pick<TrainOptions, 'processes' | 'leastProcesses'> {
  const given = values.processes ?? values['nproc-per-node'];
  if (given === undefined) return { processes: undefined, leastProcesses: 1 };
  const [leastProcesses, processes] = range('--processes', given);
  return { processes, leastProcesses };
}

/** `MIN:MAX`, or one number for both. */
function range(option: string, given: string): [least: number, most: number] {
  const colon = given.indexOf(':');
  if (colon < 0) {
    const number = wholeNumber(option, given, 1);
    return [number, number];
  }
  const most = wholeNumber(`${option} MIN:MAX: MAX`, given.slice(colon + 1), 1);
  return [wholeNumber(`${option} MIN:MAX: MIN`, given.slice(0, colon), 1, most), most];
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

function rendezvousOf(values: Values): RendezvousOptions | undefined {
  const given = values.nodes ?? values.nnodes;
  const [leastNodes, nodes] = given === undefined ? [1, undefined] : range('--nodes', given);
  const endpoint = values.rendezvous ?? values['rdzv-endpoint'];
  const rank = values['node-rank'];
  if (nodes === undefined || (nodes === 1 && endpoint === undefined)) {
    const alone = (['rendezvous', 'rdzv-endpoint', 'node-rank', 'node-address', 'wait'] as const).find(
      (name) => values[name] !== undefined && !(name === 'node-rank' && rank === '0'),
    );
    if (alone === undefined) return undefined;
    throw new Error(`train: --${alone} is for several machines: expected --nodes N beside it, above 1.`);
  }
  if (endpoint === undefined || rank === undefined)
    throw new Error(
      `train: --nodes ${nodes} expects --node-rank R, from 0 to ${nodes - 1}, and --rendezvous HOST:PORT of the first ` +
        `machine, the same on all. Received: no ${endpoint === undefined ? '--rendezvous' : '--node-rank'}.`,
    );
  return {
    nodes,
    leastNodes,
    rank: wholeNumber('--node-rank', rank, 0, nodes - 1),
    endpoint: endpointOf(endpoint, '--rendezvous'),
    host: values['node-address'],
    seconds: wholeNumber('--wait', values.wait ?? '60', 1),
  };
}

function listenOptions(values: Values, rest: readonly string[]): ListenOptions {
  const { listen, token = process.env.TENSORCELL_TOKEN?.trim() || undefined, ...others } = values;
  const [other] = [...Object.keys(others).map((name) => `--${name}`), ...rest];
  if (other !== undefined)
    throw new Error(
      `train: --listen takes its work from a notebook, and nothing but --token beside it. Received: ${other}.`,
    );
  if (token !== undefined && token.length < leastToken)
    throw new Error(`train: a token has at least ${leastToken} characters. Received: ${token.length}.`);
  return { kind: 'listen', endpoint: endpointOf(listen!, '--listen'), token };
}

function endpointOf(text: string, option: string): Endpoint {
  const [, host, port] = /^(\[[^\]]+\]|[^\s:]+):(\d{1,5})$/.exec(text) ?? [];
  if (host !== undefined && Number(port) > 0 && Number(port) < 65_536)
    return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) };
  throw new Error(`train: ${option} must be HOST:PORT, such as 10.0.0.1:4000. Received: ${text}.`);
}

function wholeNumber(name: string, text: string, least: number, most = Number.MAX_SAFE_INTEGER): number {
  const number = Number(text);
  if (text.trim() !== '' && Number.isInteger(number) && number >= least && number <= most) return number;
  const range = most === Number.MAX_SAFE_INTEGER ? `at least ${least}` : `${least} to ${most}`;
  throw new Error(`train: ${name} must be a whole number of ${range}. Received: ${text}.`);
}
