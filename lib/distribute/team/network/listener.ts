// What `tensorcell train --listen` does: starts a process for whoever calls and knows the token, hands on what it is asked,
// and ends it when the caller is gone.
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { freePorts } from '../../free-ports.js';
import { memberEnvironment } from '../../member-environment.js';
import { MemberProcess } from '../member-process.js';
import { answerCaller } from './handshake.js';
import { libraryVersion } from './library-version.js';
import { Line } from './line.js';
import { type FromLeader, type FromListener, inFolder } from './words.js';

export interface ListenOptions {
  readonly host: string;
  readonly port: number;
  readonly token: string;
  /** What becomes of callers, in words. */
  tell(text: string): void;
}

/** Milliseconds that a caller has to prove itself, and how many may be doing so at once. */
const [proofTime, mostUnknown] = [5000, 16];

export interface Listener {
  /** Ends what it has started. */
  close(): void;
}

/** Listens at the given address alone. */
export function listenForLeaders(options: ListenOptions): Promise<Listener> {
  const { host, port, token, tell } = options;
  let current: Work | undefined;
  let isTaken = false;
  const unknown = new Set<Socket>();
  const welcome = async (socket: Socket): Promise<void> => {
    const line = new Line(socket);
    const from = `${socket.remoteAddress}`;
    if (unknown.size >= mostUnknown) return line.close();
    unknown.add(socket);
    const timer = setTimeout(() => line.close(), proofTime);
    let tookIt = false;
    const take = (): boolean => {
      if (isTaken) return false;
      isTaken = true;
      tookIt = true;
      return true;
    };
    const answer = await answerCaller(line, token, take)
      .catch(() => 'silent' as const)
      .finally(() => {
        clearTimeout(timer);
        unknown.delete(socket);
      });
    if (answer === 'refused') tell(`A caller from ${from} did not know the token.`);
    if (answer !== 'welcome') {
      if (tookIt) isTaken = false;
      socket.end();
      return;
    }
    tell(`Trains for ${from}.`);
    current = new Work(line);
    const how = await current.run();
    current = undefined;
    isTaken = false;
    tell(`${how} Waits for the next call.`);
  };
  const server = createServer((socket) => void welcome(socket));
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        new Error(
          `train: cannot listen at ${host}:${port} (${error.code}). Give an address of this machine, and a port that is free.`,
        ),
      ),
    );
    server.listen({ host, port }, () =>
      resolve({
        close: () => {
          server.close();
          current?.kill();
        },
      }),
    );
  });
}

/** One caller's process, from its start to its end. */
class Work {
  #member: MemberProcess | undefined;
  #folder = '';

  constructor(private readonly line: Line) {}

  /** Gives how it came to its end. */
  async run(): Promise<string> {
    try {
      this.#folder = await mkdtemp(join(tmpdir(), 'tensorcell-fit-'));
      const [port] = await freePorts(1);
      this.#say({ kind: 'here', port: port!, version: libraryVersion });
      for (;;) await this.#do(await this.line.readMessage<FromLeader>());
    } catch (error) {
      return `The caller is gone: ${(error as Error).message}.`;
    } finally {
      this.line.close();
      this.#member?.kill();
      await this.#member?.ended;
      await rm(this.#folder, { recursive: true, force: true });
    }
  }

  kill(): void {
    this.line.close();
    this.#member?.kill();
  }

  async #do(message: FromLeader): Promise<void> {
    switch (message.kind) {
      case 'start':
        this.#start(message.worker, message.index);
        return;
      case 'file':
        await this.line.readFile(join(this.#folder, basename(message.name)), message.size);
        return;
      case 'ask':
        void this.#answer(message);
        return;
    }
  }

  #start(worker: readonly string[], index: number): void {
    if (this.#member) throw new Error('it started a process twice');
    const member = new MemberProcess(index, worker[index]!, memberEnvironment(worker, index, 1));
    this.#member = member;
    this.#say({ kind: 'started', pid: member.pid });
    void member.ended
      .then(() => this.#say({ kind: 'ended', how: member.end! }))
      .then(() => this.line.socket.end());
  }

  async #answer({ id, request: asked }: FromLeader & { kind: 'ask' }): Promise<void> {
    const request = inFolder(asked, this.#folder);
    try {
      if (!this.#member) throw new Error('A process was asked before it was started.');
      const sums = await this.#member.ask(request);
      if (request.call === 'state') await this.#sendBack(request.file);
      if (request.call === 'end') await this.#empty();
      this.#say({ kind: 'answer', id, sums });
    } catch (error) {
      this.#say({ kind: 'answer', id, error: (error as Error).message });
    }
  }

  /** The first process alone has written it. */
  async #sendBack(file: string): Promise<void> {
    const isThere = await stat(file).catch(() => undefined);
    if (isThere) await this.line.sendFile(file, { kind: 'file', name: basename(file) });
  }

  async #empty(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
    await mkdir(this.#folder, { mode: 0o700 });
  }

  /** Who is gone is noticed by the line's end. */
  #say(message: FromListener): void {
    void this.line.send(message).catch(() => {});
  }
}
