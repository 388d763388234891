// Matplotlib: what draws one figure, statement by statement, becomes one chart.
import type { Doc } from '../code/layout.js';
import type { Expression, Of, Statement } from '../python/syntax.js';
import { namesOf } from '../python/walk.js';
import { isAppearanceCall } from '../translate/appearance.js';
import { type Given, given } from '../translate/arguments.js';
import { type Code, call, code, levels, within } from '../translate/code.js';
import { type Context, Untranslated } from '../translate/context.js';
import { unknown } from '../translate/kinds.js';
import { isIdentifier } from '../translate/names.js';
import { pathOf } from '../translate/paths.js';

/** A call of pyplot's, or of a method of its figures. */
interface Drawn {
  readonly name: string;
  readonly given: Given;
}

const prefix = 'matplotlib.pyplot.';

/** What a statement draws; undefined where it does something else. */
export function drawnBy(statement: Statement, context: Context): Drawn | undefined {
  const value =
    statement.type === 'expression'
      ? statement.value
      : statement.type === 'assign'
        ? statement.value
        : undefined;
  if (value?.type !== 'call') return undefined;
  const own = ofAxes(value, context);
  if (own && (statement.type === 'expression' || isLetGo(statement))) return own;
  const path = pathOf(value.callee, context.scope);
  if (!path?.startsWith(prefix)) return undefined;
  if (isAppearanceCall(path)) return undefined;
  const name = path.slice(prefix.length);
  if (statement.type === 'assign' && !isLetGo(statement)) {
    if (!assigned.has(name)) return undefined;
    for (const target of statement.targets.flatMap(namesOf)) context.scope.add(target, { name: 'axes' });
  }
  return { name: name === 'matshow' ? 'imshow' : name, given: given(value) };
}

/** What gives something that names are kept for. */
const assigned: ReadonlySet<string> = new Set(
  'figure subplot subplots gca axes hist plot imshow xscale yscale legend'.split(' '),
);

/** `_ = plt.legend()`: nobody looks at what it gives. */
const isLetGo = (statement: Statement): boolean =>
  statement.type === 'assign' && statement.targets.every((one) => one.type === 'name' && one.name === '_');

/** `ax.set_title('…')`, `ax.get_xaxis().set_visible(False)`: of what `plt.subplot` gave. */
function ofAxes(value: Of<'call'>, context: Context): Drawn | undefined {
  let { callee } = value;
  if (callee.type !== 'attribute') return undefined;
  const { name } = callee;
  while (callee.type === 'attribute' || callee.type === 'call' || callee.type === 'subscript')
    callee = callee.type === 'call' ? callee.callee : callee.object;
  if (callee.type !== 'name' || context.scope.find(callee.name)?.kind.name !== 'axes') return undefined;
  return { name: name.replace(/^set_(title|xlabel|ylabel|xscale|yscale)$/, '$1'), given: given(value) };
}

/** Statements from the first on that draw together, up to `plt.show()` or the next figure. */
export function figureFrom(statements: readonly Statement[], context: Context): Drawn[] {
  const found: Drawn[] = [];
  for (const one of statements) {
    const drawn = drawnBy(one, context);
    if (!drawn) break;
    if (drawn.name === 'figure' && found.some(({ name }) => isMark(name))) break;
    found.push(drawn);
    if (drawn.name === 'show') break;
  }
  return found;
}

const marks = new Set(['plot', 'scatter', 'imshow', 'hist', 'bar']);
const isMark = (name: string): boolean => marks.has(name);

/** What says how it looks in Matplotlib, and has no meaning here. */
const looks = new Set(
  (
    'figure show legend grid axis axes tight_layout xlim ylim xticks yticks gca clf close colorbar subplots_adjust draw cla gray ' +
    'ion set_cmap margins tick_params set_visible subplots add_subplot set_xticks set_yticks set_xticklabels ' +
    'set_yticklabels set_axis_off pause'
  ).split(' '),
);

/** What a chart here has no place for, and says. */
const leftOut = new Set(
  'text annotate arrow figtext hlines vlines axvline axhline axvspan axhspan'.split(' '),
);

/** A panel: its marks, and what stands around it. */
interface Panel {
  readonly marks: Drawn[];
  readonly options: Map<string, Doc>;
}

/** @returns undefined where nothing is drawn */
export function chartOf(drawn: readonly Drawn[], context: Context): Code | undefined {
  const panels = panelsOf(drawn, context);
  const charts = panels.filter((panel) => panel.marks.length > 0).map((panel) => panelChart(panel, context));
  if (charts.length === 0 && drawn.some(({ name }) => name === 'savefig'))
    throw new Untranslated('a chart is saved by its own method: `await chart.save(path)`');
  if (charts.length === 0) return undefined;
  if (charts.length === 1) return code(charts[0]!, unknown);
  return code(
    call(context.facts.use('plot.grid'), [{ open: '[', items: charts.map((doc) => ({ doc })), close: ']' }]),
    unknown,
  );
}

/** Where the figure is saved to: a picture, which the ending of the name says. */
export function savedTo(drawn: readonly Drawn[], context: Context): Doc[] {
  return drawn
    .filter(({ name }) => name === 'savefig')
    .map(({ given: { plain, named } }) => {
      const path = plain[0] ?? named.get('fname');
      const spelled = path ? context.text.slice(path.from, path.to) : '';
      const isNamed = path?.type === 'text' || path?.type === 'template';
      if (path && /\.(png|svg)['"]/.test(spelled)) return context.expression(path).doc;
      if (!path || !isNamed || /\.\w+['"]$/.test(spelled))
        throw new Untranslated('a chart is saved as .png or .svg: `await chart.save(path)`');
      return [within(context.expression(path), levels.sum), " + '.png'"];
    });
}

const asText = (value: Code): Doc =>
  value.kind.name === 'text' || value.kind.name === 'unknown' ? value.doc : call('String', [value.doc]);

const titles: Readonly<Record<string, string>> = {
  title: 'title',
  suptitle: 'title',
  xlabel: 'xTitle',
  ylabel: 'yTitle',
};

function panelsOf(drawn: readonly Drawn[], context: Context): Panel[] {
  const panels: Panel[] = [{ marks: [], options: new Map() }];
  for (const one of drawn) {
    const title = titles[one.name];
    if (one.name === 'subplot') panels.push({ marks: [], options: new Map() });
    else if (isMark(one.name)) panels.at(-1)!.marks.push(one);
    else if (title !== undefined)
      panels
        .at(-1)!
        .options.set(title, asText(context.expression(one.given.plain[0] ?? one.given.named.get('label')!)));
    else if (one.name === 'xscale' || one.name === 'yscale')
      panels.at(-1)!.options.set(`${one.name[0]!}Scale`, context.expression(one.given.plain[0]!).doc);
    else if (leftOut.has(one.name))
      context.note(`\`${one.name}\` is left out: \`plot.vega\` draws what a chart has no place for.`);
    else if (one.name !== 'savefig' && !looks.has(one.name))
      throw new Untranslated(`\`plt.${one.name}\` is not known here`);
  }
  return panels;
}

function panelChart({ marks: all, options }: Panel, context: Context): Doc {
  const kinds = new Set(all.map(({ name }) => name));
  if (kinds.size > 1) throw new Untranslated('marks of several kinds in one chart: draw them by `plot.vega`');
  const [kind] = kinds;
  if (kind === 'plot') return lines(all, options, context);
  if (kind === 'bar' && all.length > 1) return bars(all, options, context);
  if (all.length > 1)
    throw new Untranslated(
      `several \`plt.${kind}\` in one chart: put the values into one table, with a column for \`color\``,
    );
  const [only] = all;
  const settings = optionsDoc(options);
  const { plain, named } = only!.given;
  const placed = [plain[0] ?? named.get('x'), plain[1] ?? named.get(kind === 'bar' ? 'height' : 'y')];
  const [x, y] = placed.map((one) => one && context.expression(one));
  if (!x || (!y && (kind === 'scatter' || kind === 'bar')))
    throw new Untranslated(`\`plt.${kind}\` by names`);
  if (kind === 'scatter') return call(context.facts.use('plot.scatter'), [x.doc, y!.doc, ...settings]);
  if (kind === 'bar') return call(context.facts.use('plot.bar'), [x.doc, y!.doc, ...settings]);
  if (kind === 'hist')
    return call(context.facts.use('plot.histogram'), [
      x.doc,
      ...optionsDoc(new Map([...options].filter(([name]) => name !== 'yTitle'))),
    ]);
  const image = call(context.facts.use('ops.expandDims'), [x.doc, '0']);
  return call(context.facts.use('plot.images'), [
    image,
    ...optionsDoc(new Map([...options].filter(([name]) => name === 'title'))),
  ]);
}

/** `plt.bar(x - 0.2, a, label='A')`, `plt.bar(x + 0.2, b, label='B')`: side by side over the same places. */
function bars(all: readonly Drawn[], options: ReadonlyMap<string, Doc>, context: Context): Doc {
  const drawn = all.map(({ given: { plain, named } }) => {
    const [x, y] = [plain[0] ?? named.get('x'), plain[1] ?? named.get('height')];
    const label = named.get('label');
    if (!x || !y || !label)
      throw new Untranslated('several `plt.bar` in one chart, of which not all have a label');
    return { x: context.expression(besides(x, context)).doc, y: context.expression(y), label };
  });
  if (new Set(drawn.map(({ x }) => JSON.stringify(x))).size > 1)
    throw new Untranslated(
      'several `plt.bar` over other places: put the values into one table, with a column for `color`',
    );
  const items = drawn.map(({ y, label }) => ({
    doc: [nameOf(label, context), ': ', within(y, levels.assign)],
  }));
  const lists: Doc = { open: '{', items, close: '}' };
  return call(context.facts.use('plot.bar'), [drawn[0]!.x, lists, ...optionsDoc(options)]);
}

/** What a number is added to or taken from. */
function besides(node: Expression, context: Context): Expression {
  const isMoved = node.type === 'binary' && (node.operator === '+' || node.operator === '-');
  return isMoved && context.expression(node.right).kind.name === 'number' ? node.left : node;
}

const optionsDoc = (options: ReadonlyMap<string, Doc>): Doc[] =>
  options.size === 0
    ? []
    : [{ open: '{', items: [...options].map(([name, doc]) => ({ doc: [name, ': ', doc] })), close: '}' }];

interface Line {
  readonly x: Code | undefined;
  readonly y: Code;
  readonly label: Doc | undefined;
}

/** `plt.plot(x, y, 'bo', label='loss')`. */
function lineOf({ given: { plain, named } }: Drawn, context: Context): Line {
  const isFormat = (node: Of<'text'> | (typeof plain)[number]): boolean => node.type === 'text';
  const values = plain.filter((node) => !isFormat(node)).map((one) => context.expression(one));
  if (values.length === 0 || values.length > 2)
    throw new Untranslated('`plt.plot` of several lines: one call for each');
  const label = named.get('label');
  const name = label && nameOf(label, context);
  return { x: values[1] && values[0], y: values[1] ?? values[0]!, label: name };
}

/** A label as a property's name. */
function nameOf(label: Expression, context: Context): Doc {
  if (label.type === 'text' && isIdentifier(label.value)) return label.value;
  const { doc } = context.expression(label);
  return label.type === 'text' ? doc : ['[', doc, ']'];
}

function lines(all: readonly Drawn[], options: ReadonlyMap<string, Doc>, context: Context): Doc {
  const drawn = all.map((one) => lineOf(one, context));
  const [{ x, y, label }] = drawn as [Line];
  const isOne = drawn.length === 1;
  const haveX = drawn.every((one) => one.x);
  const areMarks = haveX && all.every(isOfPoints) && !(isOne && label !== undefined);
  const isAlone = isOne && label === undefined;
  const sources = new Set(drawn.map((one) => JSON.stringify(one.x?.doc)));
  const haveOwnX = !isAlone && (areMarks || sources.size > 1);
  if (haveOwnX && !haveX)
    throw new Untranslated(
      'lines of which some have an x: put the values into one table, with a column for `color`',
    );
  const xs = haveOwnX ? byLabel(drawn, (one) => one.x!) : x?.doc;
  const ys = isAlone ? y.doc : byLabel(drawn, (one) => one.y);
  const chart = context.facts.use(areMarks ? 'plot.scatter' : 'plot.line');
  return call(chart, [...(xs === undefined ? [] : [xs]), ys, ...optionsDoc(options)]);
}

/** `'bo'`: marks, and no line between them. */
const isOfPoints = ({ given: { plain } }: Drawn): boolean =>
  plain.some(
    (node) =>
      node.type === 'text' &&
      /[.,ov^<>12348spP*hH+xXDd]/.test(node.value.replace(/^[bgrcmykw]|C\d/, '')) &&
      !/-|:/.test(node.value),
  );

/** `{ training: …, line2: … }`. */
const byLabel = (drawn: readonly Line[], value: (line: Line) => Code): Doc => ({
  open: '{',
  items: drawn.map((line, i) => ({
    doc: [line.label ?? `line${i + 1}`, ': ', within(value(line), levels.assign)],
  })),
  close: '}',
});
