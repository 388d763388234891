// Python's ranges of places, `1:10:2`, as values: `[1, 10, 2]` here, which `ops.getItem` takes as it is.
import { type Doc, print } from '../code/layout.js';
import type { Expression, Of } from '../python/syntax.js';
import { type Code, call, code, levels, list, object, within } from './code.js';
import { type Context, Untranslated } from './context.js';
import { isVague, type Kind, kindOf, listOf, text, unknown } from './kinds.js';

export const sliceKind: Kind = kindOf('slice');

const ends = (bounds: readonly (Expression | undefined)[], context: Context): Doc =>
  list(bounds.map((one) => (one ? within(context.expression(one), levels.assign) : 'null')));

/** `slice(stop)`, `slice(start, stop, step)`. */
export function sliceOf(args: readonly Expression[], context: Context): Code | undefined {
  if (args.length === 0 || args.length > 3 || args.some(({ type }) => type === 'starred')) return undefined;
  const [lower, upper, step] = args.length === 1 ? [undefined, args[0]] : args;
  return code([ends([lower, upper, step], context), ' as const'], sliceKind, levels.relational);
}

/** `x.start`, `x.stop`, `x.step`. */
export function sliceProperty(value: Code, name: string): Code {
  const place = ['start', 'stop', 'step'].indexOf(name);
  if (place < 0) throw new Untranslated(`\`${name}\` of a slice is not known here`);
  return code([object(value), `[${place}]`], unknown);
}

/** The range as it is written, as a value. */
export const keyOfRange = ({ lower, upper, step }: Of<'slice'>, context: Context): Doc =>
  ends([lower, upper, step], context);

/** What stands at the places of a range, of a list, a text or a table: as Python counts them, from behind too. */
export function ranged(value: Code, key: Doc, context: Context): Code {
  const places = (length: Doc): Doc => [
    call(context.facts.use('ops.getItem'), [call('tf.range', ['0', length, '1', "'int32'"]), list([key])]),
    '.dataSync()',
  ];
  const { name } = value.kind;
  if (name === 'table') {
    const rows = places([object(value), '.rowCount']);
    return code([object(value), call('.takeRows', [rows])], { name: 'table' });
  }
  const all = /\ball\b/.test(print(key)) ? context.scope.fresh('all') : 'all';
  const taken: Doc = [`((${all}) => Array.from(`, places(`${all}.length`), `, (i) => ${all}[i]!))(`];
  if (name === 'text') return code([taken, '[...', within(value, levels.call), "]).join('')"], text);
  // A text as well as a list.
  if (isVague(value.kind)) {
    const made: Doc = [
      `((${all}: any) => `,
      '((taken: any[]) => (typeof ',
      all,
      " === 'string' ? taken.join('') : taken))",
    ];
    const items: Doc = ['Array.from(', places(`${all}.length`), `, (i) => ${all}[i]!)`];
    return code([made, '(', items, '))(', value.doc, ')'], unknown);
  }
  const kind = name === 'list' ? value.kind : listOf(value.kind.of ?? unknown);
  return code([taken, value.doc, ')'], kind);
}
