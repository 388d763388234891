// Texts with values in them: f-strings, `%` and `format` become template literals.
import type { Doc } from '../code/layout.js';
import { oneLine } from '../code/layout.js';
import type { Expression, Of, Replacement } from '../python/syntax.js';
import { type Code, call, code, levels, object, quoted, within } from './code.js';
import { type Context, Untranslated } from './context.js';
import { isList, isTensor, isVague, type Kind, listOf, text } from './kinds.js';

export const textLiteral = (node: Of<'text'>): Code => code(quoted(node.value), text);

export function template(node: Of<'template'>, context: Context): Code {
  return templateOf(node.parts, (part) => replaced(part, context));
}

function replaced({ value, format, label }: Replacement, context: Context): Doc {
  const made = context.expression(value);
  if (label !== undefined && format === undefined && made.kind.name === 'text')
    throw new Untranslated('a text as Python itself writes it (`{name=}`)');
  return [label === undefined ? '' : escaped(label), filled(made, format, context)];
}

/** A value within a template. */
function filled(value: Code, format: string | undefined, context: Context): Doc {
  const isWhole = format === undefined || format === '' || format === 's';
  if (isWhole && value.kind.name === 'shape' && isPath(value)) return shapeText(value.doc, value.kind);
  return ['$' + '{', formatted(value, format, context), '}'];
}

const isPath = ({ doc }: Code): boolean => /^[\w.]+$/.test(oneLine(doc));

/** `(60000, 28, 28)`, `(3,)`: within a template. */
function shapeText(shape: Doc, { className }: Kind): Doc {
  const named = className === 'open' ? ".map((one) => one ?? 'None')" : '';
  const last = ".length === 1 ? ',' : ''";
  return ['($', '{', shape, named, ".join(', ')}$", '{', shape, last, '})'];
}

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

/** A value as a text of Python's: `True`, `None`, `(60000, 28, 28)`. */
export function written(value: Code, context: Context): Code {
  const { name } = value.kind;
  if (name === 'boolean')
    return code([within(value, levels.conditional + 1), " ? 'True' : 'False'"], text, levels.conditional);
  if (name === 'none' && value.doc === 'null') return code("'None'", text);
  if (name === 'none') return code([within(value, levels.nullish), " ?? 'None'"], text, levels.nullish);
  if (name === 'error') return code(['(', value.doc, ' as Error).message'], text);
  if (name === 'shape') {
    if (isPath(value)) return code(['`', shapeText(value.doc, value.kind), '`'], text);
    const made = shapeText('shape', value.kind);
    return code(['((shape: readonly unknown[]) => `', made, '`)(', value.doc, ')'], text);
  }
  if (isList(value.kind) || /^(dict|map|set)$/.test(name))
    context.note('A list, or what has keys, is written here as JavaScript writes it.');
  return value;
}

const number = /^(?:(.)?([<>^]))?([+ ])?(0)?(\d+)?(,)?(?:\.(\d+))?([dfeEsg%])?$/;

/** A value as Python's format says: `.2f`, `>10`, `05d`, `,`. */
export function formatted(value: Code, format: string | undefined, context: Context): Doc {
  if (format === undefined || format === '' || format === 's') return written(value, context).doc;
  if (format === 'd') return value.doc;
  const found = number.exec(format);
  if (!found) throw new Untranslated(`the format \`${format}\` is not known here`);
  const [, fill, align, sign, zero, width, comma, digits, type] = found;
  if (sign !== undefined || type === 'g' || type === 'E' || align === '^')
    throw new Untranslated(`the format \`${format}\` is not known here`);
  const shown = numbered(value, { digits, type, comma });
  if (width === undefined) return shown.doc;
  const isPlain = type === undefined && digits === undefined;
  const isText = type === 's' || (isPlain && value.kind.name !== 'number');
  if (isPlain && align === undefined && isVague(value.kind))
    context.note('A text stands on the left, a number on the right: this is taken for a text.');
  const side = align === '<' || (align === undefined && isText && zero === undefined) ? 'padEnd' : 'padStart';
  const filler = zero ?? fill;
  const padding = filler === undefined || filler === ' ' ? '' : `, ${quoted(filler)}`;
  const texted = shown.kind.name === 'text' ? object(shown) : ['String(', shown.doc, ')'];
  // A sign stands before the zeros.
  if (zero !== undefined && align === undefined && !value.kind.isCount)
    return [
      "((one: string) => one.startsWith('-') ? `-$",
      `{one.slice(1).padStart(${Number(width) - 1}, '0')}\` : one.padStart(${width}, '0'))(`,
      texted,
      ')',
    ];
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
    if (digits === undefined)
      return code(
        [object(one), `.toLocaleString('en-US'${one.kind.isCount ? '' : ', { maximumFractionDigits: 20 }'})`],
        text,
      );
    const shown = `{ minimumFractionDigits: ${digits}, maximumFractionDigits: ${digits} }`;
    return code(['Number(', object(one), `.toFixed(${digits})).toLocaleString('en-US', ${shown})`], text);
  }
  if (type === 'f') return code([object(one), `.toFixed(${digits ?? 6})`], text);
  // Python's exponents have two digits at least.
  if (type === 'e')
    return code([object(one), `.toExponential(${digits ?? 6}).replace(/(?<=e.)(?=\\d$)/, '0')`], text);
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
  const pieces = node.left.value.split(/(%%|%-?0?\d*(?:\.\d+)?[dfsieg])/);
  let next = 0;
  const parts = pieces
    .filter((piece) => piece !== '')
    .map((piece): string | { value: Expression; format: string } => {
      if (piece === '%%') return '%';
      if (!/^%./.test(piece) || !/[dfsieg]$/.test(piece)) return piece;
      const value = values[next++];
      if (!value) throw new Untranslated('`%` with more places than values');
      return { value, format: piece.slice(1).replace('i', 'd') };
    });
  if (next !== values.length) throw new Untranslated('`%` with more values than places');
  return templateOf(parts, ({ value, format }) => [
    '$' + '{',
    percent(context.expression(value), format, context),
    '}',
  ]);
}

/** `%5s` stands on the right, `%-5d` on the left, and `%d` leaves out what is behind the point. */
function percent(value: Code, format: string, context: Context): Doc {
  const isLeft = format.startsWith('-');
  const plain = isLeft ? format.slice(1) : format;
  const isWide = /^[1-9]/.test(plain);
  const whole =
    plain.endsWith('d') && !value.kind.isCount
      ? code(['Math.trunc(', scalar(value).doc, ')'], value.kind)
      : value;
  return formatted(whole, `${isLeft ? '<' : isWide ? '>' : ''}${plain}`, context);
}

/** `'{}: {:.2f}'.format(name, loss)`. */
export function formatCall(
  pattern: string,
  args: readonly Code[],
  named: ReadonlyMap<string, Code>,
  context: Context,
): Code {
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
  return templateOf(parts, ({ value, format }) => filled(value, format, context));
}

/** The lines of a text, each with its end, as a file gives them. */
export const linesOf = (whole: Doc): Code =>
  code(['(', whole, '.match(/[^\\n]*\\n|[^\\n]+$/g) ?? [])'], listOf(text));

/** The lines of an open file, which is its path here; another value as it is. */
export function linesIn(value: Code, context: Context): Code {
  if (value.kind.name !== 'file' || value.kind.className === 'bytes') return value;
  context.import('node:fs', 'readFileSync');
  return linesOf(call('readFileSync', [value.doc, "'utf8'"]));
}
