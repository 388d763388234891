import { describe, expect, it } from 'vitest';
import { explainFailure } from '../../scripts/setup/problem.mjs';

const explain = (output: string) =>
  explainFailure('Installing npm packages', 'the npm registry', output, 'log');

describe('explainFailure', () => {
  it.each([
    ['npm error code ENOSPC', /disk is full; free some space/],
    ["OSError: [Errno 28] No space left on device: '/x'", /disk is full; free some space/],
    ['npm error code EACCES', /folder cannot be written/],
    ['npm error code ECONNREFUSED', /the npm registry cannot be reached; check the network/],
    ['getaddrinfo EAI_AGAIN registry', /the npm registry cannot be reached; check the network/],
    ['NewConnectionError(...): Failed to establish a new connection', /the npm registry cannot be reached/],
  ])('%s', (output, sentence) => {
    expect(explain(output).message).toMatch(sentence);
  });

  it('shows the end of an output that it does not know', () => {
    const lines = Array.from({ length: 40 }, (_, i) => `line ${i}`);
    const { message } = explain(lines.join('\n'));
    expect(message).toContain('line 39');
    expect(message).not.toContain('line 20');
    expect(message).toContain('the whole output is in log');
  });
});
