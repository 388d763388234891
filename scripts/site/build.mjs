// Converts every notebook, puts the pages, what they load and the search's index into a fresh folder, and moves that to
// its place: a site in the folder is whole.
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { notebooks } from '../setup/paths.mjs';
import { Problem } from '../setup/problem.mjs';
import { converted } from './convert.mjs';
import { page } from './page.mjs';

const require = createRequire(import.meta.url);
const assets = fileURLToPath(new URL('assets', import.meta.url));
/** What pages draw with. */
const libraries = [
  'vega/build/vega.min.js',
  'vega-lite/build/vega-lite.min.js',
  'plotly.js-dist-min/plotly.min.js',
];
const languages = /** @type {const} */ (['en', 'ko']);
const firstLesson = '00-00_Start_Here';
/** Only folders that this script made are replaced. */
const mark = '.tensorcell-site';

/**
 * @param {string} out
 * @returns {string} what was made
 */
export function buildSite(out) {
  refuseForeign(out);
  const fresh = `${out}.${process.pid}`;
  try {
    const count = write(fresh);
    rmSync(out, { recursive: true, force: true });
    renameSync(fresh, out);
    return `${count} pages in ${out}; its first page is ${join(out, 'index.html')}`;
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** @param {string} folder */
function write(folder) {
  const editions = languages.map((language) => ({ language, names: lessonNames(language) }));
  const lessons = converted(
    editions.flatMap(({ language, names }) => names.map((name) => ({ language, name }))),
  );
  for (const lesson of lessons) {
    const file = join(folder, lesson.language, `${lesson.name}.html`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, page(lesson, lessons));
  }
  for (const language of languages) {
    const sections = lessons
      .filter((lesson) => lesson.language === language)
      .flatMap(({ sections }) => sections);
    writeFileSync(join(folder, language, 'search.json'), JSON.stringify(sections));
  }
  cpSync(assets, join(folder, 'assets'), { recursive: true });
  for (const path of libraries)
    copyFileSync(require.resolve(path), join(folder, 'assets', path.replace(/^.*\//, '')));
  cpSync(join(notebooks, 'images'), join(folder, 'images'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), forward(`en/${firstLesson}.html`));
  // GitHub Pages would leave out files that begin with _ .
  writeFileSync(join(folder, '.nojekyll'), '');
  writeFileSync(join(folder, mark), '');
  return lessons.length;
}

/** @param {'en' | 'ko'} language */
function lessonNames(language) {
  const files = readdirSync(language === 'en' ? notebooks : join(notebooks, language));
  return files
    .filter((file) => file.endsWith('.ipynb'))
    .map((file) => file.slice(0, -'.ipynb'.length))
    .sort();
}

/** @param {string} address */
const forward = (address) =>
  `<!doctype html><meta charset="utf-8"><title>TensorCell</title><meta http-equiv="refresh" content="0; url=${address}">\n<a href="${address}">TensorCell: the lessons</a>\n`;

/** @param {string} out */
function refuseForeign(out) {
  if (!existsSync(out) || existsSync(join(out, mark)) || readdirSync(out).length === 0) return;
  throw new Problem(
    `npm run site: expected an empty folder or an older site. Received: ${out}, which holds something else. Name another with --out.`,
  );
}
