// The kernel trains a network on the other supported versions of Node, which come from npm as whole programs.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { kernelMain } from '../../scripts/setup/paths.mjs';
import { hasWholeNodes, nodeOfVersion, otherNodes } from '../../scripts/testing/nodes.mjs';
import { executeNotebook, type Output, textOf, writeNotebook } from '../notebook.js';
import { run } from '../run.js';

const cells = [
  'process.version',
  `const { train } = await datasets.iris({ oneHot: true, normalize: true });
   const model = sequential([layers.dense({ units: 3, activation: 'softmax', inputShape: [4] })]);
   model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
   const { history } = await model.fit(train.x, train.y, { epochs: 20, verbose: 0 });
   history.loss.at(-1)! < history.loss[0]`,
  'engineInfo().backend',
];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'node-versions-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const reason = hasWholeNodes ? '' : ' [skipped: npm has whole Nodes for Linux on x64 only]';

describe.skipIf(!hasWholeNodes)(`the kernel on another Node${reason}`, () => {
  it.each(otherNodes)('trains a network on Node %s, without a warning', async (version) => {
    await run('.', await nodeOfVersion(version), kernelMain, 'install', '--prefix', folder);
    const file = join(folder, 'lesson.ipynb');
    writeNotebook(file, cells);
    const outputs = (await executeNotebook(file, { JUPYTER_PATH: join(folder, 'share', 'jupyter') })).flat();
    expect(outputs.filter(isWarning).map((output) => textOf(output.text))).toEqual([]);
    const [shownVersion, learned, engine] = outputs.filter(isResult).map(textOfResult);
    expect(shownVersion).toMatch(new RegExp(`^'v${version}\\.`));
    expect(learned).toBe('true');
    expect(engine).toBe("'tensorflow'");
  });
});

function isWarning({ name }: Output): boolean {
  return name === 'stderr';
}

function isResult({ output_type: type }: Output): boolean {
  return type === 'execute_result';
}

function textOfResult({ data }: Output): string {
  return textOf(data?.['text/plain']);
}
