// Every relative link of the documents and of the notebooks' texts leads to a file that is there.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';

const tracked = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.md', '*.ipynb'], {
  encoding: 'utf8',
});
// A lesson's source is read where its notebooks stand.
const documents = tracked.split('\n').filter((file) => file && !file.startsWith('notebooks/source/'));

function textOf(file: string): string {
  const content = readFileSync(file, 'utf8');
  if (!file.endsWith('.ipynb')) return content;
  const { cells } = JSON.parse(content) as { cells: { cell_type: string; source: string | string[] }[] };
  const texts = cells.filter((cell) => cell.cell_type === 'markdown');
  return texts.map(({ source }) => [source].flat().join('')).join('\n');
}

function relativeLinks(text: string): string[] {
  const prose = text.replace(/```[\s\S]*?```|`[^`\n]*`/g, '');
  const targets = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target!);
  return targets.filter((target) => !/^(\w+:|#)/.test(target)).map((target) => target.split('#')[0]!);
}

/** GitHub shows what became of a workflow two folders above a repository's files. */
const onGitHub = /^\.\.\/\.\.\/actions\/workflows\/([^/]+)/;

function isThere(file: string, target: string): boolean {
  const [, workflow] = onGitHub.exec(target) ?? [];
  return existsSync(workflow ? join('.github', 'workflows', workflow) : join(dirname(file), target));
}

it.each(documents.map((file) => [file]))('the links of %s lead somewhere', (file) => {
  const broken = relativeLinks(textOf(file)).filter((target) => !isThere(file, target));
  expect(broken).toEqual([]);
});
