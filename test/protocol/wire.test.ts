import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Wire } from '../../kernel/protocol/wire.js';

const key = 'secret';
const delimiter = Buffer.from('<IDS|MSG>');

function frames({
  header = validHeader(),
  content = {},
  signingKey = key,
  buffers = [] as Buffer[],
} = {}): Buffer[] {
  const parts = [header, {}, {}, content].map((part) => Buffer.from(JSON.stringify(part)));
  return [Buffer.from('front end'), delimiter, Buffer.from(sign(parts, signingKey)), ...parts, ...buffers];
}

let messages = 0;
function validHeader(): object {
  messages += 1;
  return {
    msg_id: `m${messages}`,
    session: 's',
    username: 'u',
    date: '',
    msg_type: 'x_request',
    version: '5.3',
  };
}

function sign(parts: readonly Buffer[], signingKey: string): string {
  if (signingKey === '') return '';
  const hmac = createHmac('sha256', signingKey);
  for (const part of parts) hmac.update(part);
  return hmac.digest('hex');
}

describe('Wire.decode', () => {
  it('reads identities, header, content and buffers', () => {
    const decoded = new Wire(key).decode(frames({ content: { code: '1' }, buffers: [Buffer.from([1, 2])] }));
    if (!decoded.ok) throw new Error(decoded.reason);
    expect(decoded.message.identities.map(String)).toEqual(['front end']);
    expect(decoded.message.header.msg_type).toBe('x_request');
    expect(decoded.message.content).toEqual({ code: '1' });
    expect(decoded.message.buffers).toEqual([Buffer.from([1, 2])]);
  });

  it('does not cover the buffers with the signature', () => {
    const changed = [...frames({ buffers: [Buffer.from('a')] }).slice(0, -1), Buffer.from('b')];
    expect(new Wire(key).decode(changed).ok).toBe(true);
  });

  it('takes unsigned messages when the key is empty, again and again', () => {
    const wire = new Wire('');
    const unsigned = frames({ signingKey: '' });
    expect([wire.decode(unsigned).ok, wire.decode(unsigned).ok]).toEqual([true, true]);
  });

  it.each([
    ['frames', [] as Buffer[]],
    ['frames', [delimiter]],
    ['frames', frames().slice(0, -1)],
    ['signature', frames({ signingKey: 'other' })],
    ['signature', frames({ signingKey: '' })],
    ['header', frames({ header: { msg_type: 'x_request' } })],
    ['json', signedParts('[1]', '{}', '{}', '{}')],
    ['json', signedParts('{}', '{}', '{}', '{"a":')],
    ['json', signedParts('{}', '{}', 'null', '{}')],
  ] as const)('drops and counts bad %s', (reason, bad) => {
    const wire = new Wire(key);
    expect(wire.decode(bad)).toEqual({ ok: false, reason });
    expect(wire.dropped[reason]).toBe(1);
  });

  it('drops a message that was seen before', () => {
    const wire = new Wire(key);
    const once = frames();
    expect(wire.decode(once).ok).toBe(true);
    expect(wire.decode(once)).toEqual({ ok: false, reason: 'replay' });
  });

  it('survives JSON nested beyond all reason', () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    const decoded = new Wire(key).decode(
      signedParts(JSON.stringify(validHeader()), '{}', '{}', `{"a":${deep}}`),
    );
    expect(decoded.ok === false || decoded.message.header.msg_type === 'x_request').toBe(true);
  });

  it('stays calm under random frames', () => {
    const wire = new Wire(key);
    for (let round = 0; round < 2000; round++) {
      expect(wire.decode(randomFrames(round)).ok).toBe(false);
    }
    expect(Object.values(wire.dropped).reduce((sum, count) => sum + count)).toBe(2000);
  });
});

describe('Wire.encode', () => {
  it('sends the parent header back byte for byte and signs the four parts', () => {
    const parent = Buffer.from('{"msg_id":"1",  "odd" : 1}');
    const [identity, separator, signature, ...parts] = new Wire(key).encode({
      type: 'status',
      content: { execution_state: 'busy' },
      parent,
      identities: [Buffer.from('id')],
      buffers: [Buffer.from('b')],
    });
    expect([String(identity), String(separator)]).toEqual(['id', '<IDS|MSG>']);
    expect(parts[1]).toBe(parent);
    expect(String(signature)).toBe(sign(parts.slice(0, 4).map(Buffer.from), key));
    expect(JSON.parse(String(parts[3]))).toEqual({ execution_state: 'busy' });
    expect(String(parts[4])).toBe('b');
  });

  it('gives each message its own id', () => {
    const wire = new Wire('');
    const ids = [1, 2].map(() => JSON.parse(String(wire.encode({ type: 'status', content: {} })[2])).msg_id);
    expect(ids[0]).not.toBe(ids[1]);
  });
});

function signedParts(...texts: string[]): Buffer[] {
  const parts = texts.map((text) => Buffer.from(text));
  return [delimiter, Buffer.from(sign(parts, key)), ...parts];
}

/** Frames of random bytes by a small generator with a fixed start, so that a failure can be repeated. */
function randomFrames(seed: number): Buffer[] {
  let state = seed * 2_654_435_761 + 1;
  const next = (limit: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % limit;
  };
  const random = Array.from({ length: next(9) }, () =>
    Buffer.from(Array.from({ length: next(40) }, () => next(256))),
  );
  return next(2) === 0 ? random : [delimiter, ...random];
}
