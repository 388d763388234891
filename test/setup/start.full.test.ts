// What `npm start` says on a machine that lacks something: one sentence, no stack, exit code 1.
import { chmodSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Ended, type FreshClone, freshClone } from './fresh-clone.js';

let clone: FreshClone;
beforeEach(() => {
  clone = freshClone();
});
afterEach(() => clone.remove());

const nobody = 65534;
const unreachable = 'http://127.0.0.1:9/';

function expectSentence({ code, stderr }: Ended, sentence: RegExp): void {
  expect(stderr).toMatch(sentence);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(code).toBe(1);
}

describe('npm start without', () => {
  it('Python', () => {
    expectSentence(clone.start(), /Python is missing.*install Python 3\.10 or newer/);
  });

  it('a Python that is new enough', () => {
    clone.fakePython([3, 8], true);
    expectSentence(clone.start(), /Python 3\.8 is too old/);
  });

  it("Python's venv module, as on a bare Debian", () => {
    clone.fakePython([3, 11], false);
    expectSentence(clone.start(), /apt install python3-venv/);
  });

  it('a Node that is new enough', () => {
    const before = "Object.defineProperty(process, 'version', { value: 'v18.20.4' });";
    expectSentence(
      clone.start({ before }),
      /This is Node\.js v18\.20\.4, and TensorCell needs 20\.12 or newer/,
    );
  });

  it('room on the disk', () => {
    clone.fakePython([3, 11], true);
    const before = `
      import fs from 'node:fs';
      import { syncBuiltinESMExports } from 'node:module';
      fs.statfsSync = () => ({ bavail: 1000, bsize: 1e6 });
      syncBuiltinESMExports();`;
    expectSentence(clone.start({ before }), /has 1\.0 GB free, and what is still to install takes 2\.9 GB/);
  });

  it('a folder that can be written', () => {
    chmodSync(clone.folder, 0o555);
    const uid = process.getuid?.() === 0 ? nobody : undefined;
    expectSentence(clone.start({ uid }), /cannot be written.*copy the project to a folder of your own/);
    chmodSync(clone.folder, 0o755);
  });

  it('the npm registry', () => {
    clone.fakePython([3, 11], true);
    const env = { npm_config_registry: unreachable, npm_config_fetch_retries: '0' };
    expectSentence(clone.start({ env }), /the npm registry cannot be reached; check the network/);
  });

  it('PyPI', () => {
    clone.pretendPackages();
    const env = { PATH: process.env.PATH, PIP_INDEX_URL: unreachable, PIP_RETRIES: '0', PIP_TIMEOUT: '3' };
    expectSentence(clone.start({ env }), /PyPI cannot be reached; check the network/);
  });
});
