// Chance as NumPy and Python's `random` have it: shuffling in place, and choosing.
import type { Doc } from '../code/layout.js';
import type { Expression } from '../python/syntax.js';
import { isConstant } from '../python/walk.js';
import { byName, type Given } from '../translate/arguments.js';
import { type Code, call, code, levels, object, within } from '../translate/code.js';
import { type Context, Untranslated } from '../translate/context.js';
import {
  count,
  elementOf,
  isList,
  kindOf,
  listOf,
  none,
  number,
  tensor,
  unknown,
} from '../translate/kinds.js';
import { type Handler, type Methods, only, required } from './handler.js';

/** `random.shuffle(x)`: lists change in their place, a variable gets another tensor. */
export function shuffled(given: Given, context: Context): Code {
  const [node] = given.plain;
  const value = required(given, 0, 'x', context);
  if (isList(value.kind)) return code(call('tf.util.shuffle', [value.doc]), none);
  if (value.kind.name !== 'tensor' || node?.type !== 'name')
    throw new Untranslated('it changes its argument: `random.shuffle(x)` gives a shuffled copy of a tensor');
  return code(
    [value.doc, ' = ', call(context.facts.use('random.shuffle'), [value.doc])],
    none,
    levels.assign,
  );
}

/** `np.random.choice(list)`: one of its items, or with a size several. */
export function chosen(given: Given, context: Context): Code {
  const values = byName(given, ['a', 'size', 'replace', 'p']);
  const [from, size, replace, p] = ['a', 'size', 'replace', 'p'].map((name) => values.get(name));
  if (!from) throw new Untranslated('`a` is missing');
  if (p) return byChances(from, p, size, context);
  const list = context.expression(from);
  const isCount = list.kind.name === 'number';
  const length: Doc = isCount
    ? within(list, levels.product)
    : [object(list), list.kind.name === 'tensor' ? '.shape[0]!' : '.length'];
  if (!size) return one(list, length, isCount, context);
  const isOnce = isConstant(replace, 'False');
  const places = isOnce
    ? [
        call(context.facts.use('random.permutation'), [length]),
        '.slice(0, ',
        context.expression(size).doc,
        ')',
      ]
    : [
        'Int32Array.from({ length: ',
        context.expression(size).doc,
        ' }, () => Math.floor(Math.random() * ',
        length,
        '))',
      ];
  if (isCount) return code(call('tf.tensor1d', [places, "'int32'"]), tensor);
  return code(
    call(context.facts.use('ops.take'), [list.doc, call('tf.tensor1d', [places, "'int32'"]), '{ axis: 0 }']),
    tensor,
  );
}

/** By given chances. */
function byChances(from: Expression, p: Expression, size: Expression | undefined, context: Context): Code {
  const [list, chances] = [context.expression(from), context.expression(p)];
  const logits = call('tf.log', [chances.doc]);
  const places = call('tf.multinomial', [
    [logits, ' as tf.Tensor1D'],
    size ? context.expression(size).doc : '1',
  ]);
  const isCount = list.kind.name === 'number';
  if (size)
    return code(
      isCount ? places : call(context.facts.use('ops.take'), [list.doc, places, '{ axis: 0 }']),
      tensor,
    );
  const place: Doc = [places, '.dataSync()[0]!'];
  if (isCount) return code(place, count);
  if (list.kind.name === 'tensor')
    return code(call(context.facts.use('ops.take'), [list.doc, place, '{ axis: 0 }']), tensor);
  return code([object(list), '[', place, ']!'], list.kind.of ?? unknown);
}

function one(list: Code, length: Doc, isCount: boolean, context: Context): Code {
  const place: Doc = ['Math.floor(Math.random() * ', length, ')'];
  if (isCount) return code(place, count);
  if (list.kind.name === 'tensor')
    return code(call(context.facts.use('ops.take'), [list.doc, place, '{ axis: 0 }']), tensor);
  return code([object(list), '[', place, ']!'], list.kind.of ?? unknown);
}

/** `np.random.RandomState(seed)`, `random.Random(seed)`: a stream of its own, number for number Python's. */
export const stream =
  (ours: 'randomState' | 'pythonRandom'): Handler =>
  (given, context) => {
    const seed = required(given, 0, 'seed', context);
    return code(call(context.facts.use(`random.${ours}`), [seed.doc]), { name: 'chance', className: ours });
  };

/** Methods of such a stream: those that draw the same numbers as in Python. */
export const chanceMethods: Methods = {
  shuffle: (value, given, context) => {
    const list = required(given, 0, 'x', context);
    // Of what is not known to be a list: the program's own, which Python would change in place too.
    if (!isList(list.kind) && list.kind.name !== 'unknown')
      throw new Untranslated('it changes its argument: shuffle a list, or take rows by `permutation`');
    return code([object(value), call('.shuffle', [list.doc])], none);
  },
  permutation: (value, given, context) => {
    const size = required(given, 0, 'x', context);
    if (value.kind.className !== 'randomState' || size.kind.name !== 'number') return undefined;
    return code(['Array.from(', object(value), call('.permutation', [size.doc]), ')'], listOf(count));
  },
  random: (value, given) => (given.plain.length > 0 ? undefined : code([object(value), '.random()'], number)),
  random_sample: (value, given) =>
    given.plain.length + given.named.size > 0 ? undefined : code([object(value), '.random()'], number),
  choice: (value, given, context) => {
    only(given);
    const list = required(given, 0, 'seq', context);
    if (value.kind.className !== 'pythonRandom' || !isList(list.kind) || given.plain.length > 1)
      return undefined;
    return code([object(value), call('.choice', [list.doc])], elementOf(list.kind));
  },
  randint: (value, given, context) => {
    if (value.kind.className !== 'pythonRandom') return undefined;
    const bounds = [required(given, 0, 'a', context), required(given, 1, 'b', context)];
    return code(
      [
        object(value),
        call(
          '.randint',
          bounds.map(({ doc }) => doc),
        ),
      ],
      number,
    );
  },
};

/** `np.random.multinomial(1, chances, size)`: which of them it was, as ones among zeros. */
export const multinomial: Handler = (given, context) => {
  const values = byName(given, ['n', 'pvals', 'size']);
  const [n, pvals, size] = ['n', 'pvals', 'size'].map((name) => values.get(name));
  if (!n || !pvals || n.type !== 'number' || n.text !== '1') return undefined;
  const chances = context.expression(pvals);
  if (chances.kind.name !== 'tensor') return undefined;
  const draws = size ? context.expression(size) : undefined;
  if (draws && draws.kind.name !== 'number') return undefined;
  const drawn = call('tf.multinomial', [
    [call('tf.log', [chances.doc]), ' as tf.Tensor1D'],
    draws?.doc ?? '1',
  ]);
  const one = call(context.facts.use('ops.oneHot'), [drawn, [object(chances), '.shape[0]!']]);
  return code(draws ? one : call(context.facts.use('ops.squeeze'), [one, '{ axis: 0 }']), kindOf('tensor'));
};

/** `np.random.multivariate_normal(mean, cov, size)` of so many rows. */
export const multivariateNormal: Handler = (given, context) => {
  const values = byName(given, ['mean', 'cov', 'size']);
  const [mean, cov, size] = ['mean', 'cov', 'size'].map((name) => values.get(name));
  if (!mean || !cov || !size) return undefined;
  const [middle, spread, rows] = [mean, cov, size].map((node) => context.expression(node));
  if (rows!.kind.name !== 'number') return undefined;
  const isList = mean.type === 'list' || middle!.kind.name === 'list';
  const width =
    mean.type === 'list' ? `${mean.items.length}` : [object(middle!), isList ? '.length' : '.shape[0]!'];
  const { facts } = context;
  const drawn = call(facts.use('random.normal'), [['[', rows!.doc, ', ', width, ']']]);
  const factor = call(facts.use('ops.transpose'), [call(facts.use('ops.cholesky'), [spread!.doc])]);
  const spreadOut = call(facts.use('ops.matmul'), [drawn, factor]);
  return code(call(facts.use('ops.add'), [middle!.doc, spreadOut]), tensor);
};
