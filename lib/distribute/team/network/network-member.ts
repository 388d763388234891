// One of the processes that train for this one, on another machine or started there by hand: reached by its address.
import { connect } from 'node:net';
import { basename } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { unlessAborted } from '../../../unless-aborted.js';
import type { Request } from '../messages.js';
import type { TeamMember } from '../team-member.js';
import { introduce } from './handshake.js';
import { libraryVersion } from './library-version.js';
import { Line } from './line.js';
import { type FromLeader, type FromListener, filesToSend, inFolder } from './words.js';

interface Waiting {
  resolve(sums: Float64Array | undefined): void;
  reject(error: Error): void;
}

/** Milliseconds between two calls. */
const interval = 300;

export class NetworkMember implements TeamMember {
  readonly ended: Promise<void>;
  readonly #waiting = new Map<number, Waiting>();
  /** Where files that were asked for go, by their names. */
  readonly #wanted = new Map<string, string>();
  #asked = 0;
  #pid: number | undefined;
  #end: string | undefined;

  constructor(
    readonly index: number,
    private readonly line: Line,
    /** Where all of them listen for each other. */
    private readonly worker: readonly string[],
  ) {
    this.ended = this.#hear();
    this.#say({ kind: 'start', worker, index });
    line.socket.unref();
  }

  get address(): string {
    return this.worker[this.index]!;
  }

  get pid(): number | undefined {
    return this.#pid;
  }

  get end(): string | undefined {
    return this.#end;
  }

  get isRunning(): boolean {
    return this.#end === undefined;
  }

  ask(request: Request): Promise<Float64Array | undefined> {
    if (this.#end !== undefined) return Promise.reject(new Error(this.#end));
    const id = this.#asked++;
    if (request.call === 'state') this.#wanted.set(basename(request.file), request.file);
    this.line.socket.ref();
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      void this.#send(id, request).catch((error: Error) => this.#settle(id, undefined, error.message));
    });
  }

  kill(): void {
    this.line.close();
  }

  async #send(id: number, request: Request): Promise<void> {
    for (const file of filesToSend(request))
      await this.line.sendFile(file, { kind: 'file', name: basename(file) });
    await this.line.send({ kind: 'ask', id, request: inFolder(request, '') } satisfies FromLeader);
  }

  /** A process that is gone is told by its end. */
  #say(message: FromLeader): void {
    void this.line.send(message).catch(() => {});
  }

  async #hear(): Promise<void> {
    let how = 'is out of reach: the connection to it was closed.';
    try {
      for (;;) {
        const message = await this.line.readMessage<FromListener>();
        if (message.kind === 'started') this.#pid = message.pid;
        if (message.kind === 'answer') this.#settle(message.id, message.sums, message.error);
        if (message.kind === 'file') await this.#receive(message.name, message.size);
        if (message.kind === 'ended') this.#end = message.how;
      }
    } catch (error) {
      if ((error as Error).message !== 'the connection was closed')
        how = `is out of reach: ${(error as Error).message}.`;
    }
    this.line.close();
    this.#end ??= `process ${this.index} (${this.address}) ${how}`;
    for (const { reject } of this.#waiting.values()) reject(new Error(this.#end));
    this.#waiting.clear();
  }

  async #receive(name: string, size: number): Promise<void> {
    const path = this.#wanted.get(name);
    if (path === undefined) throw new Error('it sent a file that was not asked for');
    await this.line.readFile(path, size);
  }

  #settle(id: number, sums: Float64Array | undefined, error: string | undefined): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (this.#waiting.size === 0) this.line.socket.unref();
    if (error === undefined) waiting?.resolve(sums);
    else waiting?.reject(new Error(error));
  }
}

/** Calls all; the processes there start once each has said where it will be. */
export async function callMembers(
  addresses: readonly string[],
  token: string,
  seconds: number,
  signal: AbortSignal,
): Promise<TeamMember[]> {
  const limit = new AbortController();
  const abort = (): void => limit.abort();
  const timer = globalThis.setTimeout(abort, seconds * 1000);
  signal.addEventListener('abort', abort);
  const calls = await Promise.allSettled(
    addresses.map((address) => call(address, token, seconds, limit.signal)),
  );
  clearTimeout(timer);
  signal.removeEventListener('abort', abort);
  const failed = calls.find((one) => one.status === 'rejected');
  const reached = calls.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  if (failed || signal.aborted) {
    for (const { line } of reached) line.close();
    signal.throwIfAborted();
    throw failed!.reason;
  }
  const worker = reached.map(({ port }, i) => `${hostOf(addresses[i]!)}:${port}`);
  return reached.map(({ line }, index) => new NetworkMember(index, line, worker));
}

interface Reached {
  readonly line: Line;
  readonly port: number;
}

async function call(address: string, token: string, seconds: number, limit: AbortSignal): Promise<Reached> {
  let why = 'nobody answers there. Is `tensorcell train --listen` running?';
  for (;;) {
    const line = await reach(address, limit);
    const close = (): void => line?.close();
    limit.addEventListener('abort', close);
    try {
      const welcome = line && (await introduce(line, token));
      if (welcome === 'refused')
        throw new Error('it refused the token. Give the one that `tensorcell train --listen` shows.');
      if (welcome === 'welcome') return { line: line!, port: await portOf(line!) };
      if (welcome === 'busy') why = 'it trains for someone else.';
    } catch (error) {
      line?.close();
      // What was closed at the limit's end may be there all the same.
      if (!limit.aborted && (error as Error).message !== 'the connection was closed')
        throw new Error(`distribute: ${address}: ${(error as Error).message}`);
    } finally {
      limit.removeEventListener('abort', close);
    }
    await setTimeout(interval, undefined, { signal: limit }).catch(() => {});
    if (limit.aborted) throw new Error(`distribute: ${address}: after ${seconds} s, ${why}`);
  }
}

async function portOf(line: Line): Promise<number> {
  const message = await line.readMessage<FromListener>();
  if (message.kind !== 'here') throw new Error(`it said '${message.kind}' out of turn.`);
  const { port, version } = message;
  if (version === libraryVersion) return port;
  throw new Error(`expected the same version of TensorCell, ${libraryVersion}. Received: ${version}.`);
}

/** Undefined where nobody listens. */
async function reach(address: string, limit: AbortSignal): Promise<Line | undefined> {
  const port = Number(address.slice(address.lastIndexOf(':') + 1));
  const socket = connect({ host: hostOf(address).replace(/^\[|\]$/g, ''), port });
  try {
    const connected = new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
    });
    await unlessAborted(connected, limit);
    return new Line(socket);
  } catch {
    socket.on('error', () => {});
    socket.destroy();
    return undefined;
  }
}

const hostOf = (address: string): string => address.slice(0, address.lastIndexOf(':'));
