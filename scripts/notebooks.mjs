// `npm run notebooks`: writes every lesson's English and Korean notebook from its one source.
// `npm run notebooks -- --check` writes nothing and fails when a committed notebook is not what its source gives.
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { makeNotebook, notebookText } from './notebooks/notebook.mjs';
import { parseLesson } from './notebooks/source.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { values } = parseArgs({
  options: {
    check: { type: 'boolean', default: false },
    folder: { type: 'string', default: join(root, 'notebooks') },
  },
});

try {
  const changed = lessonNames(values.folder).flatMap((name) => writeEditions(name));
  for (const { path } of changed)
    console.log(`${values.check ? 'differs' : 'wrote'} ${relative(root, path)}`);
  if (values.check && changed.length > 0) {
    console.error('These notebooks are not what their sources give. Run `npm run notebooks`.');
    process.exitCode = 1;
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** @param {string} folder */
function lessonNames(folder) {
  const files = readdirSync(join(folder, 'source')).filter((file) => file.endsWith('.md'));
  return files.map((file) => file.slice(0, -'.md'.length)).sort();
}

/**
 * Gives the paths of the notebooks that are not up to date, having written them unless only checking.
 * @param {string} name
 */
function writeEditions(name) {
  const source = join(values.folder, 'source', `${name}.md`);
  const cells = parseLesson(readFileSync(source, 'utf8'), relative(root, source));
  const english = join(values.folder, `${name}.ipynb`);
  const earlier = parseNotebook(readText(english), english);
  return editions(name).filter(({ language, path }) => {
    const text = notebookText(makeNotebook(cells, language, earlier));
    if (text === readText(path)) return false;
    if (!values.check) writeText(path, text);
    return true;
  });
}

/**
 * @param {string} name
 * @returns {{ language: 'en' | 'ko', path: string }[]}
 */
function editions(name) {
  return [
    { language: 'en', path: join(values.folder, `${name}.ipynb`) },
    { language: 'ko', path: join(values.folder, 'ko', `${name}.ipynb`) },
  ];
}

/**
 * Writes beside and then renames, so that a notebook is never half there.
 * @param {string} path
 * @param {string} text
 */
function writeText(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
}

/** @param {string} path */
function readText(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * @param {string | undefined} text
 * @param {string} path
 */
function parseNotebook(text, path) {
  try {
    return text && JSON.parse(text);
  } catch {
    throw new Error(
      `${relative(root, path)} is not a notebook: it holds no valid JSON. Delete it and run again.`,
    );
  }
}
