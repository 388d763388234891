// Whatever goes wrong in a handler, a session or a message, every request gets its reply and its idle.
import { describe, expect, it, vi } from 'vitest';
import type { Language } from '../../kernel/contract/language.js';
import type { FromSession } from '../../kernel/contract/session-messages.js';
import { History } from '../../kernel/protocol/history.js';
import {
  finishAtOnce,
  plainLanguage,
  ScriptedSession,
  type Sent,
  settled,
  startKernel,
} from './kernel-double.js';

const of = (sent: readonly Sent[], parentId: string) =>
  sent.filter((message) => message.parentId === parentId);
const typesOf = (sent: readonly Sent[]) => sent.map(({ type }) => type);
const field = (message: Sent | undefined, name: string): unknown => Reflect.get(message?.content ?? {}, name);
const reply = (sent: readonly Sent[]) => sent.find(({ type }) => type.endsWith('_reply'));

const circle: Record<string, unknown> = {};
circle.self = circle;
/** What V8 carries between the processes and JSON has no form for. */
const unfit: [string, unknown][] = [
  ['a BigInt', 10n],
  ['a circle', circle],
  ['a list of holes', new Array(4_000_000_000)],
];

function sessionWith(...messages: FromSession[]): ScriptedSession {
  return new ScriptedSession((message, session) => {
    if (message.type === 'execute') session.say(...messages);
    finishAtOnce(message, session);
  });
}

describe('output that JSON cannot hold', () => {
  it.each(unfit)('is an error in the cell: %s as a result', async (_, value) => {
    const session = new ScriptedSession((message, own) => {
      if (message.type !== 'execute') return;
      const shown = { data: { 'application/json': value }, metadata: {} };
      own.say({ type: 'done', cell: message.cell, outcome: { status: 'ok', value: shown } });
    });
    const { request, transport } = startKernel([session]);
    const id = request('execute_request', { code: '1' });
    await settled();
    const sent = of(transport.sent, id);
    expect(typesOf(sent)).toEqual(['status', 'execute_input', 'error', 'execute_reply', 'status']);
    expect(reply(sent)?.content).toMatchObject({ status: 'error', ename: 'TypeError' });
    expect(field(reply(sent), 'evalue')).toMatch(
      /^The result: expected data that JSON can hold\. Received: .* at data/,
    );
  });

  it.each(unfit)('is shown as an error, and the cell goes on: %s', async (_, value) => {
    const shown = { data: { 'text/plain': value }, metadata: {} };
    const event = { commId: 'c', target: 't', data: { value }, metadata: {}, buffers: [] };
    const session = sessionWith(
      { type: 'display', cell: 1, shown, update: false },
      { type: 'page', cell: 1, shown },
      { type: 'comm', cell: 1, event: { ...event, action: 'open' } },
    );
    const { request, transport } = startKernel([session]);
    const id = request('execute_request', { code: '1' });
    await settled();
    const sent = of(transport.sent, id);
    expect(typesOf(sent).filter((type) => type === 'error')).toHaveLength(3);
    expect(typesOf(sent)).not.toContain('comm_open');
    expect(reply(sent)?.content).toMatchObject({ status: 'ok', payload: [] });
    const info = request('comm_info_request');
    await settled();
    expect(reply(of(transport.sent, info))?.content).toMatchObject({ comms: {} });
  });
});

describe('a handler that fails', () => {
  const thrown: [string, unknown][] = [
    ['an error', new Error('out of order')],
    ['null', null],
    ['a text', 'out of order'],
    ['an error that cannot be read', Object.defineProperty(new Error(), 'message', { get: () => fail() })],
    ['a proxy', new Proxy({}, { get: () => fail() })],
  ];

  function fail(): never {
    throw new Error('cannot be read');
  }

  /** A checker that throws at each of the requests for which `fails` is true. */
  function failing(error: unknown, fails: () => boolean): Language {
    const orThrow = <T>(value: T): T => {
      if (fails()) throw error;
      return value;
    };
    return {
      ...plainLanguage,
      convert: (source, name) => orThrow(plainLanguage.convert(source, name)),
      complete: (source, cursor) => orThrow(plainLanguage.complete(source, cursor)),
      inspect: (source, cursor, level) => orThrow(plainLanguage.inspect(source, cursor, level)),
      isComplete: (source) => orThrow(plainLanguage.isComplete(source)),
    };
  }

  it.each(thrown)('is answered, with %s', async (_, error) => {
    const find = vi.spyOn(History.prototype, 'find').mockImplementation(() => {
      throw error;
    });
    const { request, transport } = startKernel();
    const id = request('history_request', { hist_access_type: 'tail', n: 1 });
    await settled();
    find.mockRestore();
    const sent = of(transport.sent, id);
    expect(reply(sent)?.content).toMatchObject({ status: 'error' });
    expect(sent.at(-1)?.content).toEqual({ execution_state: 'idle' });
  });

  it.each(thrown)('is answered where it is the checker, with %s', async (_, error) => {
    for (const type of ['execute_request', 'complete_request', 'inspect_request', 'is_complete_request']) {
      const language = failing(error, () => true);
      const { request, transport } = startKernel([new ScriptedSession()], language);
      const id = request(type, { code: 'a' });
      await settled();
      const sent = of(transport.sent, id);
      expect(reply(sent)).toBeDefined();
      expect(sent.at(-1)?.content).toEqual({ execution_state: 'idle' });
      if (type === 'execute_request') expect(typesOf(sent)).toContain('error');
    }
  });

  it.each(thrown)('keeps no cell from running afterwards, with %s', async (_, error) => {
    let fails = true;
    const language = failing(error, () => fails);
    const { request, transport } = startKernel([new ScriptedSession()], language);
    request('execute_request', { code: 'a' });
    await settled();
    fails = false;
    const id = request('execute_request', { code: 'b' });
    await settled();
    expect(reply(of(transport.sent, id))?.content).toMatchObject({ status: 'ok' });
    request('kernel_info_request');
    await settled();
    expect(transport.sent.at(-1)?.content).toEqual({ execution_state: 'idle' });
  });

  it('that makes names known costs their types, not the cell', async () => {
    const language = { ...plainLanguage, commit: () => fail() };
    const { request, transport } = startKernel([new ScriptedSession()], language);
    const id = request('execute_request', { code: 'a' });
    await settled();
    expect(typesOf(of(transport.sent, id)).slice(-2)).toEqual(['execute_reply', 'status']);
    expect(reply(of(transport.sent, id))?.content).toMatchObject({ status: 'ok' });
  });
});

describe('a transport that fails', () => {
  it('loses its message only', async () => {
    const complaint = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const { request, transport } = startKernel();
    const send = transport.send.bind(transport);
    let count = 0;
    transport.send = async (channel, message) => {
      count += 1;
      if (count % 3 === 0) throw new Error('no such peer');
      return send(channel, message);
    };
    const codes = ['1', '1', 'fail', '1', '1', '1', 'fail', '1', '1'];
    const ids = codes.map((code) => request('execute_request', { code, stop_on_error: false }));
    await settled();
    transport.send = send;
    const last = request('execute_request', { code: '2' });
    await settled();
    expect(reply(of(transport.sent, last))?.content).toMatchObject({ status: 'ok', execution_count: 10 });
    expect(ids.some((id) => reply(of(transport.sent, id)))).toBe(true);
    complaint.mockRestore();
  });
});

describe('a session that cannot be reached', () => {
  it.each(['execute_request', 'comm_msg', 'comm_open'])('answers %s', async (type) => {
    const session = new ScriptedSession(() => {
      throw new RangeError('Maximum call stack size exceeded');
    });
    const { request, transport } = startKernel([session]);
    const id = request(type, { code: '1', comm_id: 'c', target_name: 't', data: {} });
    await settled();
    const sent = of(transport.sent, id);
    expect(typesOf(sent)).toContain('error');
    expect(sent.at(-1)?.content).toEqual({ execution_state: 'idle' });
    expect(typesOf(sent).filter((name) => name.startsWith('comm'))).toEqual([]);
  });

  it('is started again when starting it failed', async () => {
    const working = new ScriptedSession();
    const dying = new ScriptedSession((message, session) => {
      if (message.type === 'execute') session.end({ code: 1 });
    });
    let starts = 0;
    const { request, transport } = startKernel([dying], undefined, () => {
      starts += 1;
      if (starts === 1) return dying;
      if (starts === 2) throw new Error('spawn EAGAIN');
      return working;
    });
    const first = request('execute_request', { code: '1' });
    await settled();
    expect(field(reply(of(transport.sent, first)), 'ename')).toBe('SessionEnded');
    const next = request('execute_request', { code: '2' });
    await settled();
    expect(reply(of(transport.sent, next))?.content).toMatchObject({ status: 'ok' });
  });
});

describe('Stop beside comm messages', () => {
  /** Cells end at Stop at once; comm messages are answered when the test says so. */
  function slider() {
    const waiting: number[] = [];
    let running: number | undefined;
    const session = new ScriptedSession((message, own) => {
      if (message.type === 'comm') waiting.push(message.cell);
      if (message.type === 'execute') running = message.cell;
      if (message.type !== 'interrupt' || running === undefined) return;
      const error = { ename: 'Interrupted', evalue: '', traceback: [] };
      own.say({ type: 'done', cell: running, outcome: { status: 'error', error, assigned: [] } });
      running = undefined;
    });
    const answerOne = () => {
      const cell = waiting.shift();
      if (cell !== undefined) session.say({ type: 'done', cell, outcome: { status: 'ok' } });
    };
    return { session, answerOne };
  }

  async function pass(milliseconds: number): Promise<void> {
    await vi.advanceTimersByTimeAsync(milliseconds);
    await settled();
  }

  async function stopBeside(during: (answerOne: () => void, move: () => void) => Promise<void>) {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    try {
      const { session, answerOne } = slider();
      const { request, transport } = startKernel([session]);
      const move = () => request('comm_msg', { comm_id: 'c', data: { value: 1 } });
      const cell = request('execute_request', { code: 'while (true) {}' });
      await settled();
      for (let i = 0; i < 20; i++) move();
      await settled();
      request('interrupt_request', {}, 'control');
      await settled();
      expect(field(reply(of(transport.sent, cell)), 'ename')).toBe('Interrupted');
      await during(answerOne, move);
      return session;
    } finally {
      vi.useRealTimers();
    }
  }

  it('keeps a session whose messages are handled one by one', async () => {
    const session = await stopBeside(async (answerOne) => {
      for (let i = 0; i < 12; i++) {
        answerOne();
        await pass(1000);
      }
    });
    expect(session.killed).toBe(false);
  });

  it('keeps it while the slider moves on', async () => {
    const session = await stopBeside(async (answerOne, move) => {
      for (let i = 0; i < 30; i++) {
        move();
        if (i % 3 === 0) answerOne();
        await pass(500);
      }
    });
    expect(session.killed).toBe(false);
  });

  it('replaces one that says nothing any more', async () => {
    const session = await stopBeside(() => pass(5100));
    expect(session.killed).toBe(true);
  });
});
