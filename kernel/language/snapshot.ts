// The process that checks cells, as a snapshot of V8's: when it starts, the compiler is loaded and the preloaded
// declarations are parsed and bound. scripts/build-checker.mjs makes one script of this module, take-snapshot.ts takes
// the snapshot, protocol/checker-process.ts starts it.
import { startupSnapshot } from 'node:v8';
import { CheckProgress, fileMemory } from '../contract/check-progress.js';
import type { CheckerRequest, FromChecker } from '../contract/checker-messages.js';
import { progressDescriptor } from '../contract/snapshot-options.js';
import { createLanguage } from './language.js';
import { believe } from './running-node.js';
import { served } from './serve-requests.js';

/** The functions of the compiler that they reach are in the snapshot compiled. */
const warmUp = [
  '0',
  'const x = tensor2d([[0, 1], [1, 0]]);\nx.matMul(x).print();',
  "const model = sequential([layers.dense({ units: 1, activation: 'relu', inputShape: [2] })]);\nmodel.compile({ loss: 'meanSquaredError', optimizer: 'adam' });",
  'let wrong: string = 1',
];

prepare(JSON.parse(process.argv[2] ?? '[]') as string[]);
startupSnapshot.setDeserializeMainFunction(main);

/** Of this language the parsed files stay, with the compiler. */
function prepare(missing: readonly string[]): void {
  believe(missing);
  const language = createLanguage({ cwd: '/' });
  for (const cell of warmUp) language.convert(cell, 'warm-up');
  language.close();
  believe(undefined);
}

function main(): void {
  const [, cwd = process.cwd()] = process.argv;
  const language = createLanguage({ cwd, progress: new CheckProgress(fileMemory(progressDescriptor)) });
  language.convert('0', 'warm-up');
  process.on('message', async (request: CheckerRequest) => reply(await served(language, request)));
  process.on('disconnect', () => process.exit());
  reply({ type: 'ready' });
}

function reply(message: FromChecker): void {
  process.send?.(message);
}
