// Every example of the reference and of the README runs, type-checked, as a cell of the real kernel.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { executeNotebook, type Output, writeNotebook } from '../notebook.js';
import { collectExamples, type Example, prepared, preparedNames } from './examples.js';

// `model` is a function until a cell makes it a network: the examples that call it have a session of their own.
const [callingModel, others] = partition(await collectExamples(), ({ code }) => /\bmodel\(/.test(code));

describe('the example of', () => {
  let folder: string;
  let outputs: Output[][];
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'examples-'));
    outputs = [...(await execute('functions', callingModel)), ...(await execute('others', others))];
  }, 900_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function execute(name: string, examples: readonly Example[]): Promise<Output[][]> {
    const file = join(folder, `${name}.ipynb`);
    const cells = examples.flatMap((example) => [settingOf(example), asCell(example)]);
    writeNotebook(file, cells);
    return executeNotebook(file);
  }

  it.each([...callingModel, ...others].map(({ name }, index) => [name, index] as const))(
    '%s runs',
    (_, index) => {
      const [setting, shown] = outputs.slice(2 * index, 2 * index + 2);
      expect(errorsIn(setting!)).toBe('');
      expect(errorsIn(shown!)).toBe('');
    },
  );
});

/** What neither the project nor its mirror holds: these examples are checked by the compiler and not run. */
const fetched = /datasets\.(californiaHousing|cifar10|cifar100|fashionMnist)\(|loadSavedModel\(/;

function settingOf(example: Example): string {
  const uses = preparedNames.test(example.code) && !callingModel.includes(example);
  return uses ? prepared : '';
}

function asCell({ code }: Example): string {
  return fetched.test(code) ? `async () => {\n${code}\n}` : code;
}

function errorsIn(outputs: readonly Output[]): string {
  const errors = outputs.filter((output) => output.output_type === 'error');
  return errors.map(({ evalue, traceback }) => [evalue, ...(traceback ?? [])].join('\n')).join('\n');
}

function partition<T>(items: readonly T[], isFirst: (item: T) => boolean): [T[], T[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}
