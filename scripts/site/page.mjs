// A lesson's page: the list of lessons, the search, the other language, and the body that nbconvert made.

/** @typedef {import('./convert.mjs').Lesson} Lesson */

const words = {
  en: {
    search: 'Search',
    lessons: 'Lessons',
    other: '한국어',
    before: 'Before',
    after: 'Next',
    none: 'Nothing found',
  },
  ko: {
    search: '찾기',
    lessons: '강의',
    other: 'English',
    before: '이전',
    after: '다음',
    none: '찾은 것이 없습니다',
  },
};

/**
 * @param {Lesson} lesson
 * @param {Lesson[]} all
 */
export function page(lesson, all) {
  const { language, name, title, body } = lesson;
  const say = words[language];
  const own = all.filter((other) => other.language === language);
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(title)} – TensorCell</title>
<link rel="stylesheet" href="../assets/site.css">
<script defer src="../assets/mathematics.js"></script>
${librariesFor(body)}<script defer src="../assets/site.js"></script>
</head>
<body>
<nav aria-label="${say.lessons}">
${otherEdition(lesson, all, say.other)}
<input type="search" id="search" placeholder="${say.search}" aria-label="${say.search}" data-none="${say.none}">
<ol id="found" hidden></ol>
<ul>
${own.map((other) => entry(other, name)).join('\n')}
</ul>
</nav>
<main>
${body}
${neighbours(own, name, say)}
</main>
</body>
</html>
`;
}

/** @param {string} body */
function librariesFor(body) {
  const names = [
    ...(body.includes('data-library="vega"') ? ['vega.min.js', 'vega-lite.min.js'] : []),
    ...(body.includes('data-library="plotly"') ? ['plotly.min.js'] : []),
  ];
  return names.map((name) => `<script defer src="../assets/${name}"></script>\n`).join('');
}

/**
 * @param {Lesson} lesson
 * @param {Lesson[]} all
 * @param {string} label
 */
function otherEdition({ language, name }, all, label) {
  const other = all.find((candidate) => candidate.name === name && candidate.language !== language);
  if (!other) return '';
  return `<a class="language" hreflang="${other.language}" lang="${other.language}" href="../${other.language}/${name}.html">${label}</a>`;
}

/**
 * @param {Lesson} lesson
 * @param {string} current
 */
function entry({ name, title }, current) {
  const here = name === current ? ' aria-current="page"' : '';
  return `<li><a href="${name}.html"${here}>${text(title)}</a></li>`;
}

/**
 * @param {Lesson[]} own
 * @param {string} name
 * @param {{ before: string, after: string }} say
 */
function neighbours(own, name, say) {
  const at = own.findIndex((lesson) => lesson.name === name);
  const link = (/** @type {Lesson | undefined} */ lesson, /** @type {string} */ label) =>
    lesson ? `<a href="${lesson.name}.html">${label}: ${text(lesson.title)}</a>` : '';
  return `<footer>${link(own[at - 1], say.before)} ${link(own[at + 1], say.after)}</footer>`;
}

/** @param {string} value */
const text = (value) => value.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
