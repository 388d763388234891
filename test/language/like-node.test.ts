// Files beside the notebook give what Node gives: the same folders are run by Node itself and by cells.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { folders } from './module-folders.js';
import { Notebook } from './notebook.js';

const notebook = new Notebook();
afterAll(() => notebook.close());

/** What Node says of every folder: its `main.mjs` exports `result`. */
let expected: Record<string, unknown> = {};

const asNode = `
const told = {};
for (const name of process.argv.slice(2)) {
  try {
    told[name] = (await import('file://' + process.cwd() + '/' + name + '/main.mjs')).result;
  } catch (error) {
    told[name] = error.name + ': ' + error.message.replace(/\\n[^]*/, '');
  }
}
console.log(JSON.stringify(told));`;

function writeFolder(name: string, files: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries(files)) {
    const path = join(notebook.folder, name, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}

const asTypeScript = { '.mjs': '.mts', '.cjs': '.cts' } as const;

/** The same folder with its files' endings, and the names of them in the files, those of TypeScript. */
function writeTypeScript(name: string, files: Readonly<Record<string, string>>): void {
  writeFolder(name, files);
  for (const file of Object.keys(files)) {
    const path = join(notebook.folder, name, file);
    const ending = /\.[mc]js$/.exec(file)?.[0] as keyof typeof asTypeScript | undefined;
    if (file === 'package.json') writeFileSync(path, (files[file] ?? '').replaceAll('.cjs"', '.cts"'));
    if (ending) renameSync(path, path.replace(ending, asTypeScript[ending]));
  }
}

beforeAll(() => {
  for (const [name, files] of Object.entries(folders)) writeFolder(name, files);
  notebook.write('in-node.mjs', asNode);
  const words = ['--no-warnings', 'in-node.mjs', ...Object.keys(folders)];
  const told = execFileSync(process.execPath, words, { cwd: notebook.folder });
  expected = JSON.parse(told.toString()) as Record<string, unknown>;
  for (const [name, files] of Object.entries(folders)) writeTypeScript(`${name}-ts`, files);
});

describe.each(Object.keys(folders))('the folder %s', (name) => {
  it('gives in a cell what it gives in Node', async () => {
    const result = await notebook.run(
      `import { result as result${id(name)} } from './${name}/main.mjs'; JSON.stringify(result${id(name)})`,
    );
    expect(JSON.parse(result as string)).toEqual(expected[name]);
  });

  it('gives the same where its path is computed', async () => {
    const result = await notebook.run(
      `const path${id(name)} = './${name}-ts/main' + '.mts'; JSON.stringify((await import(path${id(name)})).result)`,
    );
    expect(JSON.parse(result as string)).toEqual(expected[name]);
  });
});

it('compares results and not failures', () => {
  for (const [name, result] of Object.entries(expected)) {
    expect(result, name).toBeInstanceOf(Object);
  }
  expect(readFileSync(join(notebook.folder, 'live', 'main.mjs'), 'utf8')).toContain('result');
});

function id(name: string): string {
  return name.replace(/\W/g, '_');
}
