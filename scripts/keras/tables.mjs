// The tables of names: all of them in docs/keras-names.md, their count by module in docs/keras-features.md.

/** @typedef {import('./compare.mjs').Row} Row */

/**
 * @param {string} version
 * @param {Row[]} rows
 */
export function namesPage(version, rows) {
  const sections = byModule(rows).map(([module, own]) => {
    const lines = own.map(({ name, ours, reason }) => [`\`${name}\``, ours ? `\`${ours}\`` : `– ${reason}`]);
    return [`## ${module}`, '', ...table(['Keras', 'here'], lines)].join('\n');
  });
  const head = [
    '# Every public name of Keras, and ours',
    '',
    `Keras ${version}, module by module. \`npm run keras:names\` writes this page: it asks the installed package for its`,
    'names and what each takes, and fails where one is neither here nor excused in',
    '[decisions.json](../scripts/keras/decisions.json), which also has the reasons of arguments that are left out.',
  ].join('\n');
  return `${[head, ...sections].join('\n\n')}\n`;
}

/**
 * The part of docs/keras-features.md between its two marks.
 * @param {string} text
 * @param {Row[]} rows
 */
export function withCounts(text, rows) {
  const [before, , after] = text.split(/(?<=<!-- keras:names -->\n)|(?=<!-- \/keras:names -->)/);
  if (after === undefined) throw new Error('docs/keras-features.md has lost its marks <!-- keras:names -->.');
  const counts = byModule(rows).map(([module, own]) => [
    `\`keras.${module}\``,
    `${own.filter(({ ours }) => ours !== undefined).length}`,
    `${own.length}`,
  ]);
  return `${before}\n${table(['module', 'here', 'of'], counts).join('\n')}\n\n${after}`;
}

/**
 * @param {Row[]} rows
 * @returns {[string, Row[]][]}
 */
function byModule(rows) {
  /** @type {Map<string, Row[]>} */
  const groups = new Map();
  for (const row of rows) groups.set(row.module, [...(groups.get(row.module) ?? []), row]);
  return [...groups];
}

/**
 * Columns as wide as their widest cell, as the formatter has them.
 * @param {string[]} heads
 * @param {string[][]} lines
 */
function table(heads, lines) {
  const widths = heads.map((_, i) => Math.max(3, ...[heads, ...lines].map((cells) => cells[i]?.length ?? 0)));
  const row = (/** @type {string[]} */ cells) =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  return [row(heads), row(widths.map((width) => '-'.repeat(width))), ...lines.map(row)];
}
