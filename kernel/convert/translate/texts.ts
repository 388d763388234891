// Texts with values in them: f-strings, `%` and `format` become template literals.
import type { Doc } from '../code/layout.js';
import { oneLine } from '../code/layout.js';
import type { Expression, Of, Replacement } from '../python/syntax.js';
import { type Code, code, levels, object, quoted, within } from './code.js';
import { type Context, Untranslated } from './context.js';
import { isTensor, text } from './kinds.js';

export const textLiteral = (node: Of<'text'>): Code => code(quoted(node.value), text);

export function template(node: Of<'template'>, context: Context): Code {
  return templateOf(node.parts, (part) => replaced(part, context));
}

const replaced = ({ value, format, label }: Replacement, context: Context): Doc => [
  label === undefined ? '' : escaped(label),
  '$' + '{',
  formatted(context.expression(value), format),
  '}',
];

function templateOf<T>(parts: readonly (string | T)[], write: (part: T) => Doc): Code {
  const docs = parts.map((part): Doc => (typeof part === 'string' ? escaped(part) : write(part)));
  return code(`\`${docs.map(oneLine).join('')}\``, text);
}

const escaped = (value: string): string =>
  value
    .replaceAll('\\', '\\\\')
    .replaceAll('`', '\\`')
    .replaceAll('$' + '{', '\\$' + '{')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t');

/** A tensor's one value. */
const scalar = (value: Code): Code =>
  isTensor(value.kind) ? code([object(value), '.dataSync()[0]!']) : value;

/** A value as Python's format says: `.2f`, `>10`, `05d`, `,`. */
export function formatted(value: Code, format: string | undefined): Doc {
  if (format === undefined || format === '' || format === 'd' || format === 's') return value.doc;
  const found = /^(?:(.)?([<>^]))?([+ ])?(0)?(\d+)?(,)?(?:\.(\d+))?([dfeEsg%])?$/.exec(format);
  if (!found) throw new Untranslated(`the format \`${format}\` is not known here`);
  const [, fill, align, sign, zero, width, comma, digits, type] = found;
  if (sign !== undefined || type === 'g' || type === 'E' || align === '^')
    throw new Untranslated(`the format \`${format}\` is not known here`);
  const shown = numbered(value, { digits, type, comma });
  if (width === undefined) return shown.doc;
  const isText = type === 's' || (type === undefined && value.kind.name !== 'number' && digits === undefined);
  const side = align === '<' || (align === undefined && isText && zero === undefined) ? 'padEnd' : 'padStart';
  const filler = zero ?? fill;
  const padding = filler === undefined || filler === ' ' ? '' : `, ${quoted(filler)}`;
  const texted = shown.kind.name === 'text' ? object(shown) : ['String(', shown.doc, ')'];
  return [texted, `.${side}(${width}${padding})`];
}

function numbered(
  value: Code,
  {
    digits,
    type,
    comma,
  }: { digits: string | undefined; type: string | undefined; comma: string | undefined },
): Code {
  const one = scalar(value);
  if (comma !== undefined) {
    const shown = `{ minimumFractionDigits: ${digits ?? 0}, maximumFractionDigits: ${digits ?? 0} }`;
    return code([object(one), `.toLocaleString('en-US'${digits === undefined ? '' : `, ${shown}`})`], text);
  }
  if (type === 'f') return code([object(one), `.toFixed(${digits ?? 6})`], text);
  if (type === 'e') return code([object(one), `.toExponential(${digits ?? 6})`], text);
  if (type === '%')
    return code(
      ['(', within(one, levels.product), ` * 100).toFixed(${digits ?? 6}) + '%'`],
      text,
      levels.sum,
    );
  if (type === 's' && digits !== undefined) return code([object(one), `.slice(0, ${digits})`], text);
  if (digits !== undefined && type === undefined) {
    if (value.kind.name === 'text') return code([object(one), `.slice(0, ${digits})`], text);
    return code(['Number(', object(one), `.toPrecision(${digits}))`]);
  }
  return one;
}

/** `'loss: %.4f' % loss`. */
export function percentFormat(node: Of<'binary'>, context: Context): Code {
  if (node.left.type !== 'text') throw new Untranslated('`%` after an f-string');
  const values = node.right.type === 'tuple' ? node.right.items : [node.right];
  const pieces = node.left.value.split(/(%(?:\.\d+|0?\d+)?[dfsieg%])/);
  let next = 0;
  const parts = pieces
    .filter((piece) => piece !== '')
    .map((piece): string | { value: Expression; format: string } => {
      if (!/^%./.test(piece)) return piece;
      if (piece === '%%') return '%';
      const value = values[next++];
      if (!value) throw new Untranslated('`%` with more places than values');
      return { value, format: piece.slice(1).replace('i', 'd') };
    });
  if (next !== values.length) throw new Untranslated('`%` with more values than places');
  return templateOf(parts, ({ value, format }) => [
    '$' + '{',
    formatted(context.expression(value), format),
    '}',
  ]);
}

/** `'{}: {:.2f}'.format(name, loss)`. */
export function formatCall(pattern: string, args: readonly Code[], named: ReadonlyMap<string, Code>): Code {
  let next = 0;
  const pieces = pattern.split(/(\{\{|\}\}|\{[^{}]*\})/).filter((piece) => piece !== '');
  const parts = pieces.map((piece): string | { value: Code; format: string } => {
    if (piece === '{{' || piece === '}}') return piece.charAt(0);
    if (!piece.startsWith('{')) return piece;
    const [, name = '', format = ''] = /^\{([^:]*):?(.*)\}$/.exec(piece) ?? [];
    const value = name === '' ? args[next++] : /^\d+$/.test(name) ? args[Number(name)] : named.get(name);
    if (!value) throw new Untranslated(`\`format\` without a value for ${piece}`);
    return { value, format };
  });
  return templateOf(parts, ({ value, format }) => ['$' + '{', formatted(value, format), '}']);
}
