// One node of several: joins the others, runs its part of the processes, and starts anew with them.
import { setTimeout } from 'node:timers/promises';
import { freePorts } from '../../../lib/kernel-door.js';
import { describe, type Processes } from '../processes.js';
import { Connection, type Endpoint } from './connection.js';
import type { FromLeader } from './messages.js';

export interface NodeOptions {
  readonly endpoint: Endpoint;
  readonly nodes: number;
  readonly leastNodes: number;
  readonly rank: number;
  readonly host: string | undefined;
  readonly processes: number;
  readonly seconds: number;
}

/** Starts this node's processes, which are those from `first` on. */
export type StartProcesses = (addresses: readonly string[], first: number, count: number) => Processes;

/** Milliseconds that the leader has to tell what becomes of a failure. */
const patience = 30_000;

/** Runs until all nodes are done, or one has failed for the last time; gives the exit code. */
export async function runNode(options: NodeOptions, start: StartProcesses): Promise<number> {
  const { endpoint, seconds, rank } = options;
  const end = performance.now() + seconds * 1000;
  for (let taken = ''; ; await setTimeout(500)) {
    const line = await Connection.open(endpoint, Math.max((end - performance.now()) / 1000, 0.001));
    if (!line) {
      const why = taken || `nobody answers at the rendezvous ${endpoint.host}:${endpoint.port}.`;
      console.error(
        `train: node ${rank} waited for ${seconds} s: ${why} Is the first node's command running?`,
      );
      return 1;
    }
    const outcome = await takePart(line, options, start).finally(() => line.close());
    if (typeof outcome === 'number') return outcome;
    taken = outcome;
    if (performance.now() >= end) {
      console.error(`train: node ${rank} waited for ${seconds} s: ${taken}`);
      return 1;
    }
  }
}

/** The exit code, or why the place is not to be had yet. */
async function takePart(
  line: Connection,
  options: NodeOptions,
  start: StartProcesses,
): Promise<number | string> {
  const { nodes, leastNodes, rank, host, processes: count } = options;
  for (;;) {
    line.send({ kind: 'join', nodes, leastNodes, rank, host, ports: await freePorts(count) });
    let message = await line.next();
    if (message?.kind === 'taken') return message.reason;
    if (message?.kind === 'start') message = await runProcesses(line, message, options, start);
    if (message?.kind === 'finished') return 0;
    console.error(`train: ${reasonOf(message)}`);
    if (message?.kind !== 'end' || !message.again) return 1;
  }
}

/** Runs this node's processes; gives the leader's message that ended them. */
async function runProcesses(
  line: Connection,
  { addresses, first, absent }: FromLeader & { kind: 'start' },
  options: NodeOptions,
  start: StartProcesses,
): Promise<FromLeader | undefined> {
  if (absent.length > 0) console.error(`train: ${withoutThem(absent, options.nodes)}`);
  const processes = start(addresses, first, options.processes);
  const failure = processes.firstFailure();
  const told = line.next();
  const outcome = await Promise.race([
    told.then((message) => ({ message })),
    failure.then((end) => ({ end })),
  ]);
  if ('message' in outcome) {
    await processes.end('SIGTERM');
    return outcome.message;
  }
  if (!outcome.end) {
    line.send({ kind: 'done' });
    return told;
  }
  const reason = describe(outcome.end, addresses.length);
  line.send({ kind: 'failed', reason, isByOthers: outcome.end.isByOthers });
  const silent = { kind: 'end', again: false, reason: `node ${options.rank}: ${reason}` } as const;
  return Promise.race([told, setTimeout(patience, silent, { ref: false })]);
}

function withoutThem(absent: readonly number[], of: number): string {
  const names = absent.map((rank) => `node ${rank}`).join(', ');
  return `${of - absent.length} of ${of} nodes train, without ${names}.`;
}

function reasonOf(message: FromLeader | undefined): string {
  if (!message) return 'the rendezvous is gone: the first node has ended, was killed, or is out of reach.';
  return 'reason' in message ? message.reason : `the rendezvous said '${message.kind}' out of turn.`;
}
