import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { checkNode, checkSpace, checkWritable } from '../../scripts/setup/checks.mjs';

describe('checkNode', () => {
  it.each(['v20.12.0', 'v22.2.0', 'v24.1.0'])('takes %s', (version) => {
    expect(() => checkNode(version)).not.toThrow();
  });

  it('names the version it found, the one it needs, and what to do', () => {
    expect(() => checkNode('v18.20.4')).toThrow(/v18\.20\.4.*20\.12 or newer.*install/);
    expect(() => checkNode('v20.9.0')).toThrow(/v20\.9\.0/);
  });
});

describe('checkSpace', () => {
  it('is silent when there is enough', () => {
    expect(() => checkSpace('/x', 2e9, () => 2e9)).not.toThrow();
  });

  it('says what is free and what is needed', () => {
    expect(() => checkSpace('/x', 2.5e9, () => 3e8)).toThrow(/0\.3 GB free.*takes 2\.5 GB.*free some space/);
  });

  it('reads the real disk', () => {
    expect(() => checkSpace(tmpdir(), Number.MAX_SAFE_INTEGER)).toThrow(/free some space/);
  });
});

describe('checkWritable', () => {
  it('takes a folder of our own and leaves nothing in it', () => {
    expect(() => checkWritable(tmpdir())).not.toThrow();
  });

  it('says what to do about a folder that cannot be written', () => {
    expect(() => checkWritable('/nowhere/at/all')).toThrow(/cannot be written.*copy the project/);
  });
});
