// The committed notebooks are what their sources give, and the generator refuses a lesson that lost its twin.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

interface NotebookCell {
  cell_type: string;
  id: string;
  source: string[];
  outputs?: unknown[];
}

interface Notebook {
  cells: NotebookCell[];
  metadata: { tensorcell?: { form: string } };
}

const sources = readdirSync('notebooks/source').filter((file) => file.endsWith('.md'));
const lessons = sources.filter((file) => /^\d\d-\d\d_/.test(file)); // the gallery is no lesson

function readNotebook(path: string): Notebook {
  return JSON.parse(readFileSync(path, 'utf8')) as Notebook;
}

function generate(...args: string[]) {
  return spawnSync(process.execPath, ['scripts/notebooks.mjs', ...args], { encoding: 'utf8' });
}

describe('the committed lessons', () => {
  it('equal what their sources give', () => {
    const { status, stdout, stderr } = generate('--check');
    expect(`${stdout}${stderr}`).toBe('');
    expect(status).toBe(0);
  });

  it('are the front page and sixteen lessons', () => {
    expect(lessons).toHaveLength(17);
  });

  it.each(lessons)('%s states its claims', (file) => {
    const text = readFileSync(`notebooks/source/${file.replace('.md', '.claims.json')}`, 'utf8');
    expect(JSON.parse(text).claims.length).toBeGreaterThan(0);
  });

  it.each(sources)('%s weighs under 2 MB', (file) => {
    const name = file.slice(0, -'.md'.length);
    expect(statSync(`notebooks/${name}.ipynb`).size).toBeLessThan(2e6);
    expect(statSync(`notebooks/ko/${name}.ipynb`).size).toBeLessThan(2e6);
  });

  it.each(lessons)('%s is saved as a full run left it, without an error', (file) => {
    const { cells, metadata } = readNotebook(`notebooks/${file.replace('.md', '.ipynb')}`);
    expect(metadata.tensorcell?.form).toBe('full');
    expect(cells.flatMap((cell) => cell.outputs ?? [])).not.toContainEqual(
      expect.objectContaining({ output_type: 'error' }),
    );
  });

  it.each(sources)('%s shows nothing of the machine that ran it', (file) => {
    const outputs = readNotebook(`notebooks/${file.replace('.md', '.ipynb')}`).cells.flatMap(
      (cell) => cell.outputs ?? [],
    );
    expect(JSON.stringify(outputs)).not.toMatch(/\/(root|home|work|tmp|Users|var)\//);
  });

  it.each(sources)('%s speaks Korean in its Korean edition', (file) => {
    const korean = readNotebook(`notebooks/ko/${file.replace('.md', '.ipynb')}`);
    const texts = korean.cells.filter((cell) => cell.cell_type === 'markdown');
    const withHangul = texts.filter((cell) => /\p{Script=Hangul}/u.test(cell.source.join('')));
    expect(withHangul.length).toBeGreaterThan(texts.length / 4);
  });
});

describe('the texts', () => {
  // Markdown closes no emphasis between a sign and a letter, and Korean puts its particles right behind.
  it.each(sources)('%s leaves no asterisks standing before a Korean particle', (file) => {
    const stranded = readFileSync(`notebooks/source/${file}`, 'utf8').matchAll(
      /(?<![*\p{L}])(\*{1,2})(?![*\s])[^*\n]*(?!\*)[\p{P}\p{S}]\1(?=\p{Script=Hangul})/gu,
    );
    expect([...stranded].map(([text]) => text)).toEqual([]);
  });
});

describe('the generator', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lessons-'));
    mkdirSync(join(folder, 'source'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function lesson(text: string) {
    writeFileSync(join(folder, 'source', 'a.md'), text);
    return generate('--folder', folder);
  }
  const read = (edition = '') => readNotebook(join(folder, edition, 'a.ipynb'));

  const whole = '<!-- en -->\n# One\n<!-- ko -->\n# 하나\n```ts\nconst a = 1;\na + 1\n```\n';

  it('writes both editions from one source, with the same code and ids', () => {
    expect(lesson(whole).status).toBe(0);
    const [english, korean] = [read(), read('ko')];
    expect(english.cells.map((cell) => cell.source.join(''))).toEqual(['# One', 'const a = 1;\na + 1']);
    expect(korean.cells.map((cell) => cell.source.join(''))).toEqual(['# 하나', 'const a = 1;\na + 1']);
    expect(korean.cells.map((cell) => cell.id)).toEqual(english.cells.map((cell) => cell.id));
  });

  it('gives equal cells different ids', () => {
    lesson(`${whole}${'```ts\nconst a = 1;\na + 1\n```\n'}`);
    expect(new Set(read().cells.map((cell) => cell.id)).size).toBe(3);
  });

  it('keeps the outputs while the code stays, in both editions', () => {
    lesson(whole);
    addOutput();
    lesson(whole.replace('# One', '# Uno'));
    expect(read().cells[1]!.outputs).toHaveLength(1);
    expect(read('ko').cells[1]!.outputs).toHaveLength(1);
    expect(read('ko').metadata.tensorcell).toEqual({ form: 'full' });
  });

  it('drops all outputs once any code changes', () => {
    lesson(whole);
    addOutput();
    lesson(whole.replace('a = 1', 'a = 2'));
    expect(read().cells[1]!.outputs).toEqual([]);
    expect(read().metadata.tensorcell).toBeUndefined();
  });

  it.each([
    ['English alone', '<!-- en -->\nHello\n', /a\.md:1: .*no Korean twin/],
    ['Korean alone', '<!-- ko -->\n안녕\n', /a\.md:1: .*no English text/],
    ['an empty twin', '<!-- en -->\nHello\n<!-- ko -->\n\n', /no Korean twin/],
    ['text without a language', 'Hello\n', /a\.md:1: .*no language/],
    ['an open code cell', '```ts\nconst a = 1;\n', /never closed/],
  ])('refuses %s and names the line', (_what, text, message) => {
    const { status, stderr } = lesson(text);
    expect(status).toBe(1);
    expect(stderr).toMatch(message);
  });

  function addOutput() {
    const path = join(folder, 'a.ipynb');
    const notebook = readNotebook(path);
    notebook.cells[1]!.outputs = [{ output_type: 'stream', name: 'stdout', text: ['2\n'] }];
    notebook.metadata.tensorcell = { form: 'full' };
    writeFileSync(path, JSON.stringify(notebook));
  }
});
