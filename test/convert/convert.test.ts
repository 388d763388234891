// `tensorcell convert`: files in, files out.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { convert } from '../../kernel/convert/convert.js';

const folder = mkdtempSync(join(tmpdir(), 'convert-'));
afterAll(() => rmSync(folder, { recursive: true }));

const cell = (cell_type: string, source: string | string[]) => ({ cell_type, source, metadata: {} });

it('makes a TypeScript notebook, with its texts and without what was only imports', () => {
  const input = join(folder, 'lesson.ipynb');
  const cells = [
    cell('markdown', '# A lesson'),
    { ...cell('code', ['import numpy as np\n', 'import keras']), outputs: [{ output_type: 'stream' }] },
    cell('code', 'x = np.ones((2, 3))\nkeras.layers.Dense(4)(x)'),
  ];
  writeFileSync(input, JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }));
  expect(convert([input])).toBe(`${join(folder, 'lesson.ts.ipynb')}: 4 of 4 lines are TypeScript (100 %).`);
  const made = JSON.parse(readFileSync(join(folder, 'lesson.ts.ipynb'), 'utf8'));
  expect(made.metadata.kernelspec.name).toBe('tensorcell');
  expect(made.cells.map(({ source }: { source: string }) => source)).toEqual([
    '# A lesson',
    'const x = tf.ones([2, 3]);\nlayers.dense({ units: 4 }).apply(x);',
  ]);
  expect(made.cells[1]).toMatchObject({ outputs: [], execution_count: null });
});

it('converts a program, and names what stayed Python', () => {
  const [input, output] = [join(folder, 'a.py'), join(folder, 'b.ts')];
  writeFileSync(input, 'x = 1\nglobal_thing.read(*x, **x) if x else yield_\nwith gate():\n    x = 2\n');
  const told = convert([input, '-o', output]);
  expect(told).toContain('2 of 4 lines are TypeScript (50 %). These stayed Python');
  expect(told).toContain('with gate():\n    `with` of something that is not known here');
  expect(readFileSync(output, 'utf8')).toContain('// with gate():\n//     x = 2\n');
});

it.each([[[]], [['a.txt']], [['a.ipynb', 'b.ipynb']], [['a.py', '-o']]])(
  'refuses %j',
  (options: string[]) => {
    expect(() => convert(options)).toThrow('convert: expected a notebook or a program');
  },
);

it('refuses a notebook that is none, and to overwrite what it reads', () => {
  const path = join(folder, 'none.ipynb');
  writeFileSync(path, 'no');
  expect(() => convert([path])).toThrow('is not a notebook');
  const program = join(folder, 'same.py');
  writeFileSync(program, 'x = 1');
  expect(() => convert([program, '-o', program])).toThrow('would be overwritten');
});
