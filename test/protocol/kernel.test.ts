import { describe, expect, it, vi } from 'vitest';
import type { FromSession } from '../../kernel/contract/session-messages.js';
import { finishAtOnce, ScriptedSession, type Sent, settled, startKernel } from './kernel-double.js';

const of = (sent: readonly Sent[], parentId: string) =>
  sent.filter((message) => message.parentId === parentId);
const types = (sent: readonly Sent[]) => sent.map(({ type, content }) => `${type}${stateOf(content)}`);
const stateOf = (content: object) => ('execution_state' in content ? `:${content.execution_state}` : '');

async function ask(type: string, content = {}, channel: 'shell' | 'control' = 'shell') {
  const { request, transport } = startKernel();
  const id = request(type, content, channel);
  await settled();
  return of(transport.sent, id);
}

async function execute(content: object, session?: ScriptedSession) {
  const { request, transport } = startKernel(session && [session]);
  const id = request('execute_request', { ...content });
  await settled();
  return of(transport.sent, id);
}

describe('requests', () => {
  it('answers kernel_info between busy and idle, on the channel that asked', async () => {
    const sent = await ask('kernel_info_request', {}, 'control');
    expect(types(sent)).toEqual(['status:busy', 'kernel_info_reply', 'status:idle']);
    expect(sent[1]).toMatchObject({
      channel: 'control',
      identities: [Buffer.from('front end')],
      content: { status: 'ok', protocol_version: '5.5', language_info: { name: 'typescript' } },
    });
  });

  it.each([
    ['complete_request', { code: 'a.', cursor_pos: 2 }, { status: 'ok', matches: ['map'], cursor_start: 2 }],
    ['inspect_request', { code: 'a', cursor_pos: 1 }, { status: 'ok', found: false }],
    ['is_complete_request', { code: '1' }, { status: 'complete' }],
    ['comm_info_request', {}, { status: 'ok', comms: {} }],
    ['history_request', {}, { status: 'ok', history: [] }],
    ['interrupt_request', {}, { status: 'ok' }],
  ])('answers %s', async (type, content, expected) => {
    const sent = await ask(type, content);
    expect(sent[1]?.content).toMatchObject(expected);
  });

  it('ignores a request that it does not know', async () => {
    expect(await ask('levitate_request')).toEqual([]);
  });

  it('takes contents of the wrong types for the defaults', async () => {
    const sent = await ask('complete_request', { code: 7, cursor_pos: 'x' });
    expect(sent[1]?.content).toMatchObject({ status: 'ok', cursor_start: 0 });
  });

  it('answers shutdown, kills the session, then exits', async () => {
    const session = new ScriptedSession();
    const { request, transport, exits } = startKernel([session]);
    request('shutdown_request', { restart: true }, 'control');
    await settled();
    const reply = transport.sent.find(
      ({ type, channel }) => type === 'shutdown_reply' && channel === 'control',
    );
    expect(reply?.content).toEqual({ status: 'ok', restart: true });
    expect([session.killed, exits()]).toEqual([true, 1]);
  });
});

describe('execute_request', () => {
  it('publishes input, joined output and result before idle', async () => {
    const sent = await execute({ code: '1' });
    expect(types(sent)).toEqual([
      'status:busy',
      'execute_input',
      'stream',
      'execute_result',
      'execute_reply',
      'status:idle',
    ]);
    expect(sent[2]?.content).toEqual({ name: 'stdout', text: 'ab' });
    expect(sent[4]?.content).toMatchObject({
      status: 'ok',
      execution_count: 1,
      payload: [],
      user_expressions: {},
    });
  });

  it('when silent says nothing but streams and counts nothing', async () => {
    const sent = await execute({ code: '1', silent: true });
    expect(types(sent)).toEqual(['status:busy', 'stream', 'execute_reply', 'status:idle']);
    expect(sent[2]?.content).toMatchObject({ execution_count: 0 });
  });

  it('does not count without store_history, nor an empty cell', async () => {
    expect((await execute({ code: '1', store_history: false })).at(-2)?.content).toMatchObject({
      execution_count: 0,
    });
    expect((await execute({ code: ' ' })).at(-2)?.content).toMatchObject({
      status: 'ok',
      execution_count: 0,
    });
  });

  it('runs nothing when the check fails', async () => {
    const session = new ScriptedSession();
    const sent = await execute({ code: 'wrong' }, session);
    expect(types(sent)).toEqual(['status:busy', 'execute_input', 'error', 'execute_reply', 'status:idle']);
    expect(sent[2]?.content).toMatchObject({ ename: 'TypeError', evalue: 'It is wrong.' });
    expect(session.received).toEqual([]);
  });

  it('evaluates user_expressions one by one', async () => {
    const sent = await execute({ code: '1', user_expressions: { good: '2', bad: 'wrong' } });
    expect(sent.at(-2)?.content).toMatchObject({
      user_expressions: { good: { status: 'ok', data: { 'text/plain': '1' } }, bad: { status: 'error' } },
    });
  });

  it('aborts what was queued behind an error, and nothing that comes later', async () => {
    const { request, transport } = startKernel();
    const ids = ['fail', '1', '2'].map((code) => request('execute_request', { code }));
    await settled();
    ids.push(request('execute_request', { code: '3' }));
    await settled();
    const states = ids.map(
      (id) => of(transport.sent, id).find(({ type }) => type === 'execute_reply')?.content,
    );
    expect(states.map((content) => Reflect.get(content ?? {}, 'status'))).toEqual([
      'error',
      'aborted',
      'aborted',
      'ok',
    ]);
  });

  it('has the library loaded when the checker is there and nobody asks, in each session', async () => {
    const sessions = [new ScriptedSession(), new ScriptedSession()];
    startKernel(sessions);
    expect(sessions[0]?.isLibraryAsked).toBe(false);
    await vi.waitFor(() => expect(sessions[0]?.isLibraryAsked).toBe(true));
    sessions[0]?.end({ code: 1 });
    expect(sessions[1]?.isLibraryAsked).toBe(false);
    await vi.waitFor(() => expect(sessions[1]?.isLibraryAsked).toBe(true));
  });

  it('stops a cell that is still being checked', async () => {
    const session = new ScriptedSession();
    const { request, transport } = startKernel([session]);
    const cell = request('execute_request', { code: '1' });
    request('interrupt_request', {}, 'control');
    await settled();
    expect(of(transport.sent, cell).at(-2)?.content).toMatchObject({ status: 'error', ename: 'Interrupted' });
    expect(session.received).toEqual([]);
  });

  it('stops in the session what ended cells left going, where no cell runs', async () => {
    const session = new ScriptedSession();
    const { request } = startKernel([session]);
    request('execute_request', { code: '1' });
    await settled();
    request('interrupt_request', {}, 'control');
    await settled();
    expect(session.received.at(-1)).toEqual({ type: 'interrupt' });
  });

  it('goes on after an error when the front end wants that', async () => {
    const { request, transport } = startKernel();
    request('execute_request', { code: 'fail', stop_on_error: false });
    const next = request('execute_request', { code: '1' });
    await settled();
    expect(of(transport.sent, next).at(-2)?.content).toMatchObject({ status: 'ok' });
  });

  it('keeps the state busy when a completion is answered while a cell runs', async () => {
    const { request, transport } = startKernel();
    const cell = request('execute_request', { code: 'wait' });
    await settled();
    request('complete_request', { code: 'a', cursor_pos: 1 });
    await settled();
    expect(transport.sent.at(-1)).toMatchObject({ parentId: cell, content: { execution_state: 'busy' } });
  });

  it('sends output that comes after the end under the cell that made it', async () => {
    const session = new ScriptedSession();
    const { request, transport } = startKernel([session]);
    const first = request('execute_request', { code: '1' });
    request('execute_request', { code: '2' });
    await settled();
    session.say({ type: 'stream', cell: 1, name: 'stdout', text: 'late' });
    await settled();
    expect(transport.sent.at(-1)).toMatchObject({ parentId: first, content: { text: 'late' } });
  });

  it.each<[FromSession, string, object]>([
    [{ type: 'clear_output', cell: 1, wait: true }, 'clear_output', { wait: true }],
    [
      { type: 'display', cell: 1, shown: { data: {}, metadata: {} }, displayId: 'd', update: true },
      'update_display_data',
      { transient: { display_id: 'd' } },
    ],
    [
      { type: 'input', cell: 1, prompt: '? ', password: true },
      'input_request',
      { prompt: '? ', password: true },
    ],
  ])('translates %o', async (message, type, content) => {
    const session = new ScriptedSession();
    const { request, transport } = startKernel([session]);
    request('execute_request', { code: 'wait' });
    await settled();
    session.say(message);
    await settled();
    expect(transport.sent.at(-1)).toMatchObject({ type, content });
  });

  it('passes what was typed on to the session', async () => {
    const session = new ScriptedSession();
    const { request } = startKernel([session]);
    request('input_reply', { value: 'Ada' }, 'stdin');
    await settled();
    expect(session.received).toEqual([{ type: 'input_reply', value: 'Ada' }]);
  });
});

describe('a session that ends', () => {
  it('fails its cell, starts another and serves the next cell', async () => {
    const dying = new ScriptedSession((message, session) => {
      if (message.type === 'execute') session.end({ code: 3 });
    });
    const { request, transport } = startKernel([dying, new ScriptedSession()]);
    const first = request('execute_request', { code: '1' });
    await settled();
    const second = request('execute_request', { code: '2' });
    await settled();
    expect(of(transport.sent, first).at(-2)?.content).toMatchObject({
      status: 'error',
      ename: 'SessionEnded',
    });
    expect(of(transport.sent, second).at(-2)?.content).toMatchObject({ status: 'ok' });
  });

  it.each([
    [{ code: 3 }, /exit code 3/],
    [{ signal: 'SIGABRT' as const }, /crashed \(SIGABRT\)/],
    [{ signal: 'SIGABRT' as const, lastWords: 'JavaScript heap out of memory' }, /ran out of memory/],
    [{ signal: 'SIGKILL' as const }, /killed/],
  ])('says why: %o', async (end, pattern) => {
    const dying = new ScriptedSession((message, session) => {
      if (message.type === 'execute') session.end(end);
    });
    const sent = await execute({ code: '1' }, dying);
    expect(Reflect.get(sent.at(-2)?.content ?? {}, 'evalue')).toMatch(pattern);
  });

  it('is told to the person when no cell was running', async () => {
    const session = new ScriptedSession();
    const { request, transport } = startKernel([session]);
    request('execute_request', { code: '1' });
    await settled();
    session.end({ signal: 'SIGSEGV' });
    await settled();
    expect(transport.sent.at(-1)).toMatchObject({ type: 'stream', content: { name: 'stderr' } });
  });
});

describe('subshells', () => {
  it('run beside a cell that waits', async () => {
    const session = new ScriptedSession(finishAtOnce);
    const { request, transport } = startKernel([session]);
    request('execute_request', { code: 'wait' });
    const created = request('create_subshell_request', {}, 'control');
    await settled();
    const reply = of(transport.sent, created)[1]?.content ?? {};
    const subshell_id = String(Reflect.get(reply, 'subshell_id'));
    const beside = request('execute_request', { code: '1' }, 'shell', { subshell_id });
    await settled();
    expect(of(transport.sent, beside).at(-2)?.content).toMatchObject({ status: 'ok' });
  });

  it('are listed, deleted, and refuse cells afterwards', async () => {
    const { request, transport } = startKernel();
    const answer = (id: string) =>
      of(transport.sent, id).find(({ type }) => type.endsWith('_reply'))?.content ?? {};
    const created = request('create_subshell_request', {}, 'control');
    await settled();
    const subshell_id = String(Reflect.get(answer(created), 'subshell_id'));
    const listed = request('list_subshell_request', {}, 'control');
    await settled();
    expect(answer(listed)).toMatchObject({ subshell_id: [subshell_id] });
    const deleted = request('delete_subshell_request', { subshell_id }, 'control');
    await settled();
    const again = request('delete_subshell_request', { subshell_id }, 'control');
    const late = request('execute_request', { code: '1' }, 'shell', { subshell_id });
    await settled();
    expect([deleted, again, late].map((id) => Reflect.get(answer(id), 'status'))).toEqual([
      'ok',
      'error',
      'error',
    ]);
  });
});
