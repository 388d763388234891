// A kernel without sockets, session process or compiler: requests go in as messages, what is sent is a list.
import type { CheckerRequest, FromChecker } from '../../kernel/contract/checker-messages.js';
import type { Fields } from '../../kernel/contract/content.js';
import { type Language, noCompletion, nothingFound } from '../../kernel/contract/language.js';
import type { FromSession, ToSession } from '../../kernel/contract/session-messages.js';
import { answer } from '../../kernel/language/answer.js';
import { Checker } from '../../kernel/protocol/checker.js';
import type { StartThread } from '../../kernel/protocol/checker-thread.js';
import { History } from '../../kernel/protocol/history.js';
import { Kernel } from '../../kernel/protocol/kernel.js';
import type { Channel, Outgoing } from '../../kernel/protocol/messages.js';
import type { Session, SessionEnd, SessionListener } from '../../kernel/protocol/session-process.js';
import type { Transport } from '../../kernel/protocol/transport.js';

export interface Sent extends Outgoing {
  channel: Channel;
  parentId: string;
}

/** Records everything that leaves the kernel. */
export class RecordingTransport implements Transport {
  readonly sent: Sent[] = [];

  async send(channel: Channel, message: Outgoing): Promise<void> {
    const parentId = message.parent ? JSON.parse(String(message.parent)).msg_id : '';
    this.sent.push({ ...message, channel, parentId });
  }
}

/** A session that answers as the test tells it to. */
export class ScriptedSession implements Session {
  /** All but that the library is to be loaded, which changes nothing. */
  readonly received: ToSession[] = [];
  isLibraryAsked = false;
  killed = false;
  private listener: SessionListener | undefined;

  constructor(
    private readonly react: (message: ToSession, session: ScriptedSession) => void = finishAtOnce,
  ) {}

  listen(listener: SessionListener): void {
    this.listener = listener;
    this.say({ type: 'ready' });
  }

  send(message: ToSession): void {
    if (message.type === 'library') this.isLibraryAsked = true;
    else this.received.push(message);
    this.react(message, this);
  }

  say(...batch: FromSession[]): void {
    void this.listener?.messages(batch);
  }

  end(how: Partial<SessionEnd>): void {
    this.listener?.ended({ code: null, signal: null, lastWords: '', ...how });
  }

  kill(): void {
    this.killed = true;
    this.end({ signal: 'SIGKILL' });
  }
}

export function finishAtOnce(message: ToSession, session: ScriptedSession): void {
  if (message.type !== 'execute') return;
  const { cell } = message;
  if (message.code.source === 'wait') return;
  if (message.code.source === 'fail') {
    const error = { ename: 'Error', evalue: 'failed', traceback: ['failed'] };
    session.say({ type: 'done', cell, outcome: { status: 'error', error, assigned: [] } });
    return;
  }
  session.say(
    { type: 'stream', cell, name: 'stdout', text: 'a' },
    { type: 'stream', cell, name: 'stdout', text: 'b' },
    { type: 'done', cell, outcome: { status: 'ok', value: { data: { 'text/plain': '1' }, metadata: {} } } },
  );
}

/** Takes all code as it is; a cell that says "wrong" does not pass the check. */
export const plainLanguage: Language = {
  convert(source) {
    if (source.includes('wrong')) {
      const place = { line: 1, column: 1, length: 5, text: source };
      return { ok: false, diagnostics: [{ ...place, message: 'It is wrong.', code: 2322 }] };
    }
    const map = { version: 3, sources: [''], names: [], mappings: '' } as const;
    const declared = { declarations: '', meanings: new Map(), texts: new Map(), captured: [] };
    const nothing = { names: [], imports: [], modules: [], functions: [] };
    return { ok: true, code: source, map, isAsync: false, ...nothing, declared };
  },
  complete: (_, cursor) => ({ ...noCompletion(cursor), matches: ['map'] }),
  inspect: () => nothingFound,
  withoutTypes: () => undefined,
  typesInScope: () => ({}),
  isComplete: () => ({ status: 'complete' }),
  edit: (method, params) => ({ result: { method, params } as never }),
  commit() {},
  earlierCells: () => ({ pieces: [], texts: new Map(), captured: [] }),
  restore() {},
  reset() {},
  close() {},
};

/** A checker's thread without a thread: each answer comes a little later. */
export function inThisThread(language: Language): StartThread {
  return (listener) => {
    queueMicrotask(() => listener.message({ type: 'ready' }));
    const reply = (request: CheckerRequest) => listener.message(answered(language, request));
    const send = (request: CheckerRequest) => queueMicrotask(() => reply(request));
    return { progress: { place: undefined, mustYield: false }, send, end() {} };
  };
}

function answered(language: Language, request: CheckerRequest): FromChecker {
  try {
    return { type: 'reply', reply: answer(language, request) };
  } catch {
    return { type: 'failed', message: 'it threw' };
  }
}

export function startKernel(
  sessions: ScriptedSession[] = [new ScriptedSession()],
  language: Language = plainLanguage,
  startSession?: () => Session,
) {
  const transport = new RecordingTransport();
  const rest = [...sessions];
  let exited = 0;
  const kernel = new Kernel({
    transport,
    checker: new Checker(inThisThread(language)),
    history: new History(),
    startSession: startSession ?? (() => rest.shift() ?? new ScriptedSession()),
    exit: () => {
      exited += 1;
    },
  });
  let count = 0;
  function request(
    type: string,
    content: Fields = {},
    channel: Exclude<Channel, 'iopub'> = 'shell',
    header = {},
  ) {
    count += 1;
    const whole = {
      msg_id: `${count}`,
      session: 's',
      username: '',
      date: '',
      msg_type: type,
      version: '',
      ...header,
    };
    const rawHeader = Buffer.from(JSON.stringify(whole));
    const identities = [Buffer.from('front end')];
    kernel.receive(channel, { identities, header: whole, rawHeader, metadata: {}, content, buffers: [] });
    return whole.msg_id;
  }
  return { kernel, transport, request, exits: () => exited };
}

export async function settled(): Promise<void> {
  for (let turn = 0; turn < 30; turn++) await new Promise((resolve) => setImmediate(resolve));
}
