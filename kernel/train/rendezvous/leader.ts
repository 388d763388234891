// Where the nodes of one training find each other: the first node's command listens, and the others call. It tells all of
// them to start, that one of them is gone, and that all are done.
import { createServer, type Server, type Socket } from 'node:net';
import { type FromLeader, type FromNode, isJoin, type Join, listen, send } from './messages.js';

/** What the nodes are to be. */
export interface LeaderOptions {
  readonly host: string;
  readonly port: number;
  readonly nodes: number;
  /** With how few they begin once the time is up, and go on once restarts are used up. */
  readonly leastNodes: number;
  readonly maxRestarts: number;
  /** How long to wait for nodes that are missing. */
  readonly seconds: number;
}

/** Milliseconds to hear of the node that failed by itself, once others say that it is gone: its line breaks, or it tells. */
const untilBlamed = 20_000;

interface Member {
  readonly socket: Socket;
  readonly addresses: readonly string[];
  isDone: boolean;
}

export class Leader {
  readonly #server: Server;
  readonly #members = new Map<number, Member>();
  /** Those for which a start waits. */
  #expected: readonly number[] = [];
  #isRunning = false;
  #restarts = 0;
  #timer: NodeJS.Timeout | undefined;

  private constructor(private readonly options: LeaderOptions) {
    this.#server = createServer((socket) => this.#welcome(socket));
  }

  /** Listens at the given address alone, so on the loopback device where that is one of its. */
  static listen(options: LeaderOptions): Promise<Leader> {
    const leader = new Leader(options);
    const { host, port } = options;
    return new Promise((resolve, reject) => {
      leader.#server.once('error', (error: NodeJS.ErrnoException) =>
        reject(
          new Error(
            `train: the rendezvous cannot listen at ${host}:${port} (${error.code}). Give an address of this machine, the ` +
              'first node, and a port that is free.',
          ),
        ),
      );
      leader.#server.listen({ host, port }, () => {
        leader.#gather(leader.#allRanks());
        resolve(leader);
      });
    });
  }

  /** Lets go of the port; what was sent still arrives. */
  close(): void {
    clearTimeout(this.#timer);
    this.#server.close();
    for (const { socket } of this.#members.values()) socket.end();
  }

  #gather(expected: readonly number[]): void {
    clearTimeout(this.#timer);
    this.#isRunning = false;
    this.#expected = expected;
    this.#members.clear();
    this.#timer = setTimeout(() => this.#endWaiting(), this.options.seconds * 1000);
  }

  /** Those who are there begin, where they are enough. */
  #endWaiting(): void {
    const { nodes, leastNodes, seconds } = this.options;
    if (this.#members.has(0) && this.#members.size >= leastNodes) {
      this.#start();
      return;
    }
    const missing = this.#allRanks().filter((rank) => !this.#members.has(rank));
    const names = missing.map((rank) => `node ${rank}`).join(', ');
    const [is] = missing.length > 1 ? ['are'] : ['is'];
    this.#tell({
      ...{ kind: 'end', again: false },
      reason: `expected ${shownRange(leastNodes, nodes)} nodes. After ${seconds} s ${missing.length} ${is} missing: ${names}.`,
    });
    this.close();
  }

  #welcome(socket: Socket): void {
    let rank: number | undefined;
    socket.setKeepAlive(true, 2000);
    socket.on('error', () => {});
    socket.on('close', () => {
      if (rank !== undefined) this.#lose(rank, socket);
    });
    listen(socket, (message) => {
      if (isJoin(message)) {
        if (this.#join(message, socket)) rank = message.rank;
      } else if (rank !== undefined && this.#members.get(rank)?.socket === socket) {
        this.#hear(rank, message as unknown as FromNode);
      }
    });
  }

  #join(join: Join, socket: Socket): boolean {
    const { nodes, leastNodes } = this.options;
    const refuse = (kind: 'refused' | 'taken', reason: string): false => {
      send(socket, { kind, reason });
      socket.end();
      return false;
    };
    const [told, expected] = [shownRange(join.leastNodes, join.nodes), shownRange(leastNodes, nodes)];
    if (told !== expected)
      return refuse('refused', `this node was told of ${told} nodes, the first one of ${expected}.`);
    if (join.rank < 0 || join.rank >= nodes)
      return refuse('refused', `expected a node rank from 0 to ${nodes - 1}. Received: ${join.rank}.`);
    if (this.#members.has(join.rank)) return refuse('taken', `node ${join.rank} is there already.`);
    if (this.#isRunning) return refuse('taken', 'the training runs already, by the nodes that were there.');
    const host = join.host ?? plain(socket.remoteAddress ?? '');
    const shown = host.includes(':') ? `[${host}]` : host;
    this.#members.set(join.rank, {
      ...{ socket, isDone: false },
      addresses: join.ports.map((port) => `${shown}:${port}`),
    });
    if (this.#expected.every((rank) => this.#members.has(rank))) this.#start();
    return true;
  }

  #start(): void {
    clearTimeout(this.#timer);
    this.#isRunning = true;
    const inOrder = [...this.#members].sort(([a], [b]) => a - b).map(([, member]) => member);
    const addresses = inOrder.flatMap((member) => member.addresses);
    const absent = this.#allRanks().filter((rank) => !this.#members.has(rank));
    let first = 0;
    for (const { socket, addresses: own } of inOrder) {
      send(socket, { kind: 'start', addresses, first, absent });
      first += own.length;
    }
  }

  #hear(rank: number, message: FromNode): void {
    if (!this.#isRunning) return;
    if (message.kind === 'failed') {
      const reason = `node ${rank}: ${String(message.reason)}`;
      if (message.isByOthers && this.#canShrink()) this.#awaitBlame(reason);
      else this.#fail(rank, reason);
    }
    if (message.kind !== 'done') return;
    this.#members.get(rank)!.isDone = true;
    if (![...this.#members.values()].every(({ isDone }) => isDone)) return;
    this.#tell({ kind: 'finished' });
    this.close();
  }

  #lose(rank: number, socket: Socket): void {
    if (this.#members.get(rank)?.socket !== socket) return;
    this.#members.delete(rank);
    if (this.#isRunning) this.#fail(rank, `node ${rank} is gone: ended, killed, or out of reach.`);
  }

  /** Whether those left would go on: no restart is left, and fewer may do. */
  #canShrink(): boolean {
    const { leastNodes, maxRestarts } = this.options;
    return this.#restarts >= maxRestarts && this.#members.size > leastNodes;
  }

  /** Others are gone for this node's processes: which, their own nodes tell, or their broken lines. */
  #awaitBlame(reason: string): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#endAll(reason), untilBlamed);
  }

  /** @param rank the node that failed by itself, or is gone */
  #fail(rank: number, reason: string): void {
    const { leastNodes, maxRestarts } = this.options;
    const left = [...this.#members.keys()].filter((one) => one !== rank);
    if (this.#restarts < maxRestarts) {
      this.#restarts += 1;
      this.#tell({
        ...{ kind: 'end', again: true },
        reason: `${reason}\nAll start anew: restart ${this.#restarts} of ${maxRestarts}.`,
      });
      this.#gather(this.#allRanks());
    } else if (rank !== 0 && left.length >= leastNodes) {
      const failed = this.#members.get(rank);
      if (failed) send(failed.socket, { kind: 'end', again: false, reason });
      this.#members.delete(rank);
      this.#tell({ kind: 'end', again: true, reason: `${reason}\nThose left go on: ${left.length} nodes.` });
      this.#gather(left);
    } else {
      this.#endAll(reason);
    }
  }

  #endAll(reason: string): void {
    this.#isRunning = false;
    this.#tell({ kind: 'end', again: false, reason });
    this.close();
  }

  #allRanks(): number[] {
    return Array.from({ length: this.options.nodes }, (_, rank) => rank);
  }

  #tell(message: FromLeader): void {
    for (const { socket } of this.#members.values()) send(socket, message);
  }
}

/** `::ffff:10.0.0.1` is an address of four numbers. */
const plain = (address: string): string => address.replace(/^::ffff:/, '');

/** As the option is written. */
const shownRange = (least: number, most: number): string => (least === most ? `${most}` : `${least}:${most}`);
