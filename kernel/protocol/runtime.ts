// A stable handle on a session that may die and be replaced: runs cells in it, stops them, and turns its death
// into the end of the cells that were running.
import type {
  CellCode,
  CellId,
  CellOptions,
  CommEvent,
  FromSession,
  Outcome,
  ToSession,
} from '../session/messages.js';
import { describeEnd, type Reason } from './session-end.js';
import type { Session, SessionEnd } from './session-process.js';

export interface RuntimeListener {
  output(message: FromSession): Promise<void>;
  raw(name: 'stdout' | 'stderr', bytes: Buffer): Promise<void>;
  /** A session ended by itself; whatever was known of its variables is void. */
  replaced(end: Outcome & { status: 'error' }, hadCells: boolean): void;
}

/** How long a cell may take to react to Stop before its session is replaced. */
const stopPatience = 5000;

export class Runtime {
  private readonly pending = new Map<CellId, (outcome: Outcome) => void>();
  private session: Session | undefined;
  private ready = false;
  private reason: Reason | undefined;
  private closing = false;

  constructor(
    private readonly start: () => Session,
    private readonly listener: RuntimeListener,
  ) {
    this.open();
  }

  execute(cell: CellId, code: CellCode, options: CellOptions): Promise<Outcome> {
    return this.request({ type: 'execute', cell, code, options });
  }

  /** Resolves when the session has handled the message, whether a cell runs or not. */
  deliver(cell: CellId, event: CommEvent): Promise<Outcome> {
    return this.request({ type: 'comm', cell, event });
  }

  send(message: ToSession): void {
    if (!this.session) this.open();
    this.session?.send(message);
  }

  /** Stops the running cells; a session in which one of them goes on is replaced. */
  interrupt(): void {
    const cells = [...this.pending.keys()];
    if (cells.length === 0) return;
    this.send({ type: 'interrupt' });
    const session = this.session;
    setTimeout(() => {
      if (this.session !== session || !cells.some((cell) => this.pending.has(cell))) return;
      this.reason = 'stop';
      session?.kill();
    }, stopPatience).unref();
  }

  close(): void {
    this.closing = true;
    this.session?.kill();
  }

  private request(message: ToSession & { cell: CellId }): Promise<Outcome> {
    return new Promise((resolve) => {
      this.pending.set(message.cell, resolve);
      this.send(message);
    });
  }

  private open(): void {
    const session = this.start();
    this.session = session;
    this.ready = false;
    session.listen({
      messages: (batch) => this.receive(batch),
      raw: (name, bytes) => this.listener.raw(name, bytes),
      ended: (end) => this.ended(end),
    });
  }

  private async receive(batch: FromSession[]): Promise<void> {
    for (const message of joinStreams(batch)) {
      if (message.type === 'ready') this.ready = true;
      else if (message.type === 'done') await this.finish(message.cell, message.outcome);
      else await this.listener.output(message);
    }
  }

  private async finish(cell: CellId, outcome: Outcome): Promise<void> {
    await rawOutputRead();
    const resolve = this.pending.get(cell);
    this.pending.delete(cell);
    resolve?.(outcome);
  }

  private ended(end: SessionEnd): void {
    if (this.closing) return;
    const outcome = {
      status: 'error' as const,
      error: describeEnd(end, this.ready ? this.reason : 'no start'),
      assigned: [],
    };
    const cells = [...this.pending.values()];
    this.pending.clear();
    this.reason = undefined;
    this.session = undefined;
    this.listener.replaced(outcome, cells.length > 0);
    // A session that died before it was ready would die again; the next cell tries.
    if (this.ready) this.open();
    for (const resolve of cells) resolve(outcome);
  }
}

/** What child processes wrote before the cell ended is in the pipes by now: two turns read it. */
async function rawOutputRead(): Promise<void> {
  for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** Many small writes become one message. */
function joinStreams(batch: FromSession[]): FromSession[] {
  const joined: FromSession[] = [];
  for (const message of batch) {
    const last = joined.at(-1);
    const continues =
      message.type === 'stream' &&
      last?.type === 'stream' &&
      last.cell === message.cell &&
      last.name === message.name;
    if (continues) joined[joined.length - 1] = { ...last, text: last.text + message.text };
    else joined.push(message);
  }
  return joined;
}
