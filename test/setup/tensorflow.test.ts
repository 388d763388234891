import { describe, expect, it } from 'vitest';
import { isMissingWheel, wheelFor } from '../../scripts/setup/tensorflow.mjs';

describe('wheelFor', () => {
  it('takes the CPU wheel where there is one', () => {
    expect(wheelFor('linux', 'x64')).toMatch(/^tensorflow-cpu==/);
    expect(wheelFor('linux', 'arm64')).toMatch(/^tensorflow==/);
    expect(wheelFor('darwin', 'arm64')).toMatch(/^tensorflow==/);
    expect(wheelFor('win32', 'x64')).toMatch(/^tensorflow==/);
  });

  it('takes the last one that was made for Intel Macs', () => {
    expect(wheelFor('darwin', 'x64')).toBe('tensorflow==2.16.*');
  });
});

describe('isMissingWheel', () => {
  const missing = 'ERROR: No matching distribution found for tensorflow-cpu==2.21.*';

  it('tells a wheel that does not exist from a network that is away', () => {
    expect(isMissingWheel(missing)).toBe(true);
    expect(isMissingWheel(`WARNING: Retrying (Retry(total=0)) after connection broken\n${missing}`)).toBe(
      false,
    );
    expect(isMissingWheel('ERROR: something else')).toBe(false);
  });
});
