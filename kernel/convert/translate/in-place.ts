// Loops over single numbers of an array: a tensor does not change, and a new one for each place would take as long as
// copying all of it; an op for each number that is read takes hundreds of times as long as the number. Within the loop the
// numbers are a buffer's: of an array that is only read, of one whose places are only set, and of one that is read and set
// place by place.
import { type Doc, oneLine } from '../code/layout.js';
import type { Expression, Of, StatementOf } from '../python/syntax.js';
import { usesIn } from '../python/walk.js';
import { type Code, call, code, levels, list, within } from './code.js';
import type { Context } from './context.js';
import { number, tensor, unknown } from './kinds.js';
import type { Variable } from './scope.js';
import type { StatementContext } from './statement-context.js';

type Loop = StatementOf<'for'> | StatementOf<'while'>;

/** The loop that `translate` makes, with arrays as buffers of which it does nothing but to read and set places. */
export function fillingBuffers(node: Loop, context: StatementContext, translate: () => Doc[]): Doc[] {
  const filled = filledIn(node, context);
  const read = readIn(node, context);
  for (const variable of read)
    variable.numbers = { spelling: context.scope.fresh(`${variable.spelling}Numbers`), isUsed: false };
  for (const variable of filled)
    variable.buffer = { spelling: context.scope.fresh(`${variable.spelling}Buffer`), isUsed: false };
  try {
    const loop = translate();
    const used = filled.filter(({ buffer }) => buffer!.isUsed);
    const asked = read.filter(({ numbers }) => numbers!.isUsed);
    const ends = used.map(({ spelling, buffer }): Doc => [`${spelling} = ${buffer!.spelling}.toTensor();`]);
    return [
      ...asked.flatMap((one): Doc[] => [checkOf(one), madeOf(one, one.numbers!.spelling)]),
      ...used.flatMap((one): Doc[] => [
        ...(one.buffer!.isByNumbers ? [checkOf(one)] : []),
        madeOf(one, one.buffer!.spelling),
      ]),
      // Where an error is caught, the array has what was set before it.
      ...(used.length > 0 && /^\s*try\s*:/m.test(context.text)
        ? [['try ', { statements: loop }, ' finally ', { statements: ends }]]
        : [...loop, ...ends]),
    ];
  } finally {
    for (const variable of filled) delete variable.buffer;
    for (const variable of read) delete variable.numbers;
  }
}

const madeOf = ({ spelling }: Variable, buffer: string): string =>
  `const ${buffer} = ${spelling}.bufferSync();`;

const checkOf = ({ spelling, kind: { rank } }: Variable): string =>
  `if (${spelling}.rank !== ${rank}) throw new Error(\`${spelling}: expected ${rank} ${rank === 1 ? 'axis' : 'axes'}. ` +
  `Received: \${${spelling}.rank}.\`);`;

/** Tensors of this scope whose axes are known, and that neither the loop nor a function gives other values. */
function readIn(node: Loop, { scope, uses }: StatementContext): Variable[] {
  const all = usesIn([node]);
  return [...new Set(all.map(({ name }) => name))].flatMap((name) => {
    const variable = scope.own(name);
    const isLeft = all.every((use) => use.name !== name || !(use.isStore || use.isPlace));
    const isKnown = variable?.kind.name === 'tensor' && variable.kind.rank !== undefined;
    return isKnown && isLeft && !variable.numbers && !variable.buffer && !uses.isInner(name)
      ? [variable]
      : [];
  });
}

/** Tensors of this scope of which the loop sets places, and reads no more than places, and the functions around nothing. */
function filledIn(node: Loop, { scope, uses }: StatementContext): Variable[] {
  const all = usesIn([node]);
  const names = new Set(all.filter(({ isPlace }) => isPlace).map(({ name }) => name));
  return [...names].flatMap((name) => {
    const variable = scope.own(name);
    if (variable?.kind.name !== 'tensor' || variable.buffer || scope.isOuter(name) || uses.isInner(name))
      return [];
    const read = placesRead(node, name, variable.kind.rank);
    const isFilled = all.every((use) => use.name !== name || use.isPlace || read.has(use.at));
    return isFilled ? [variable] : [];
  });
}

/** Where a name stands as `x[i, j]` with a place for each axis, or for what no place changes: `x.shape`, `len(x)`. */
function placesRead(tree: unknown, name: string, rank: number | undefined): Set<number> {
  const found = new Set<number>();
  const isIt = (one: Expression | undefined): one is Of<'name'> => one?.type === 'name' && one.name === name;
  const visit = (one: unknown): void => {
    if (typeof one !== 'object' || one === null) return;
    if (Array.isArray(one)) one.forEach(visit);
    const node = one as Expression;
    if (node.type === 'subscript' && isIt(node.object) && node.index.length === rank && hasPlaces(node))
      found.add(node.object.from);
    if (node.type === 'attribute' && isIt(node.object) && /^(shape|ndim|size)$/.test(node.name))
      found.add(node.object.from);
    if (node.type === 'call' && node.callee.type === 'name' && node.callee.name === 'len') {
      const [given] = node.args;
      if (isIt(given?.value)) found.add(given.value.from);
    }
    Object.values(node).forEach(visit);
  };
  visit(tree);
  return found;
}

const hasPlaces = ({ index }: Of<'subscript'>): boolean =>
  index.every(({ type }) => !/^(slice|starred|list|tuple|constant|comprehension)$/.test(type));

/** `x[i, j]` of an array whose numbers a buffer has: a number. */
export function numberRead(node: Of<'subscript'>, context: Context): Code | undefined {
  if (node.object.type !== 'name') return undefined;
  const variable = context.scope.own(node.object.name);
  const { numbers, buffer, kind: { rank } = unknown } = variable ?? {};
  const from = buffer ?? numbers;
  if (!from || node.index.length !== rank || !hasPlaces(node)) return undefined;
  const places = node.index.map((one) => context.expression(one));
  if (places.every(({ kind }) => kind.name === 'number')) {
    from.isUsed = true;
    from.isByNumbers = true;
    return code([from.spelling, call('.get', placesIn(from.spelling, places))], number);
  }
  if (!buffer) return undefined;
  // What stands there may be several places.
  buffer.isUsed = true;
  const keys = places.map((one) => within(one, levels.assign));
  return code(call(context.facts.use('ops.getItem'), [`${buffer.spelling}.toTensor()`, list(keys)]), tensor);
}

/** `x[i, j] = value` of a number, in a loop that has the array's numbers in a buffer. */
export function numberSet(
  { buffer, kind: { rank } }: Variable,
  index: readonly Expression[],
  value: Code,
  context: Context,
): Doc | undefined {
  if (!buffer || value.kind.name !== 'number' || index.length !== rank) return undefined;
  if (index.some(({ type }) => type === 'slice')) return undefined;
  const places = index.map((one) => context.expression(one));
  if (!places.every(({ kind }) => kind.name === 'number')) return undefined;
  buffer.isUsed = true;
  buffer.isByNumbers = true;
  const docs = placesIn(buffer.spelling, places);
  return [buffer.spelling, call('.set', [within(value, levels.assign), ...docs]), ';'];
}

/** Places as a buffer counts them: those from behind by the axis. */
const placesIn = (buffer: string, places: readonly Code[]): Doc[] =>
  places.map((one, axis): Doc => {
    if (one.kind.isCount) return within(one, levels.assign);
    const size = `${buffer}.shape[${axis}]!`;
    const fromBehind = /^-(\d+)$/.exec(oneLine(one.doc))?.[1];
    if (fromBehind !== undefined) return `${size} - ${fromBehind}`;
    const place = within(one, levels.sum);
    return [
      within(one, levels.relational + 1),
      ' < 0 ? ',
      place,
      ` + ${size} : `,
      within(one, levels.assign),
    ];
  });
