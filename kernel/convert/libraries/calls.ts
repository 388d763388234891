// What a call calls: a library's function, Python's own, one of the program's, or a method.
import type { Expression, Of } from '../python/syntax.js';
import { isAppearanceCall } from '../translate/appearance.js';
import { arranged, byName, type Given, given } from '../translate/arguments.js';
import { isBuiltIn } from '../translate/class-bases.js';
import { type Code, call, code, levels } from '../translate/code.js';
import { type Context, Untranslated } from '../translate/context.js';
import { kindOf, listOf, none, number, text } from '../translate/kinds.js';
import { pathOf } from '../translate/paths.js';
import { specOf, specOrders } from './archives.js';
import { builtInArguments } from './built-in-bases.js';
import { builtIns } from './built-ins.js';
import { configCall } from './configs.js';
import { files } from './files.js';
import { kerasCall } from './keras.js';
import { methodCall } from './method-calls.js';
import { numpyCall } from './numpy.js';
import { pandas, sklearn, standard } from './others.js';
import { calledOn, ends, endsByName, ordered, ownCall, plainArguments } from './own-calls.js';
import { patterns } from './patterns.js';
import { pillow } from './pictures.js';
import { rowOf } from './table.js';
import { tensorflowCall } from './tensorflow.js';
import { tfds } from './tfds.js';
import { torch } from './torch.js';
import { valueCall } from './value-calls.js';

export function callOf(node: Of<'call'>, context: Context): Code {
  const args = withoutEmpty(given(node), context);
  const path = pathOf(node.callee, context.scope);
  if (path !== undefined) return libraryCall(path, apart(args, context), context);
  const { callee } = node;
  if (callee.type === 'name') return namedCall(callee, args, context);
  if (callee.type === 'attribute') return methodCall(callee, args, context);
  return valueCall(context.expression(callee), args, context);
}

/** Without `*args` that nothing is ever in. */
function withoutEmpty(args: Given, context: Context): Given {
  const plain = args.plain.filter((one) => {
    const kind =
      one.type === 'starred' && one.value.type === 'name'
        ? context.scope.find(one.value.name)?.kind
        : undefined;
    return kind?.name !== 'tuple' || kind.items?.length !== 0;
  });
  return { ...args, plain };
}

/** `Resizing(*size)` of a tuple of known length: each of its values by its place. */
function apart(args: Given, context: Context): Given {
  if (!args.plain.some(({ type }) => type === 'starred')) return args;
  const plain = args.plain.flatMap((one): Expression[] => {
    if (one.type !== 'starred' || one.value.type !== 'name') return [one];
    const { kind } = context.expression(one.value);
    if (kind.name !== 'tuple' || !kind.items) return [one];
    const { from, to } = one;
    const { value: object } = one;
    return kind.items.map((_, i) => {
      const index = [{ from, to, type: 'number' as const, text: String(i) }];
      return { from, to, type: 'subscript', object, index, isTuple: false };
    });
  });
  return { ...args, plain };
}

/** A call of a library's function. */
export function libraryCall(path: string, args: Given, context: Context): Code {
  if (isAppearanceCall(path)) return code('', none);
  const made = byLibrary(path, args, context);
  if (made) return made;
  throw new Untranslated(`\`${path}\` with these arguments is not known here`);
}

function byLibrary(path: string, args: Given, context: Context): Code | undefined {
  const [root, ...rest] = path.split('.');
  const name = rest.join('.');
  switch (root) {
    case 'keras':
      return ofKeras(name, args, context);
    case 'tensorflow':
      return name === 'TensorSpec'
        ? specOf(args, specOrders.tensorflow, context)
        : tensorflowCall(name, args, context);
    case 'numpy':
      return numpyCall(name, args, context);
    case 'pandas':
      return pandas[name]?.(args, context);
    case 'sklearn':
      return sklearn[name]?.(args, context);
    default:
      return (standard[path] ?? files[path] ?? patterns[path] ?? tfds[path] ?? torch[path] ?? pillow[path])?.(
        args,
        context,
      );
  }
}

function ofKeras(name: string, args: Given, context: Context): Code | undefined {
  const data = /^datasets\.(\w+)\.load_data$/.exec(name)?.[1];
  if (data !== undefined) return loaded(data, args, context);
  const beside = /^datasets\.(imdb|reuters)\.get_(word_index|label_names)$/.exec(name);
  if (beside) return besideTexts(beside[1]!, beside[2]!, context);
  if (name === 'backend.epsilon' || name === 'config.epsilon') return code('1e-7', number);
  if (name === 'backend.backend') return code("'tensorflow'", text);
  // Not their own types: programs ask whether it is the other one.
  if (/^(backend|config)\.image_data_format$/.test(name)) return code("('channels_last' as string)", text);
  if (/^(backend|config)\.floatx$/.test(name)) return code("('float32' as string)", text);
  if (name.startsWith('backend.')) return tensorflowCall(`keras.${name}`, args, context);
  if (name === 'utils.clear_session') return code('', none);
  if (/^config\.(disable|enable)_traceback_filtering$/.test(name)) return code('', none);
  if (name === 'config.backend') return code("'tensorflow'", text);
  if (/^(layers\.)?InputSpec$/.test(name)) return specOf(args, specOrders.keras, context);
  if (/\.ImageDataGenerator$/.test(name)) {
    const row = rowOf('ImageDataGenerator');
    if (!row) return undefined;
    const list = arranged(byName(args, row.parameters), row, context, args.node.to);
    return code(['new ', call(context.facts.use('ImageDataGenerator'), list)], kindOf('generator'));
  }
  if (/\.Tokenizer$/.test(name)) {
    const renamed = { num_words: 'words', oov_token: 'unknown' };
    const places = [
      new Set(['words', 'filters', 'lower', 'split', 'charLevel', 'oovToken', 'unknown', 'numWords']),
    ];
    return code(
      call(
        context.facts.use('tokenizer'),
        arranged(
          byName(args, ['num_words', 'filters', 'lower', 'split', 'char_level', 'oov_token']),
          { places, renamed },
          context,
          args.node.to,
        ),
      ),
      kindOf('tokenizer'),
    );
  }
  return configCall(name, args, context) ?? kerasCall(name, args, context);
}

/** `imdb.get_word_index()`: what goes with a data set of texts. */
function besideTexts(data: string, what: string, context: Context): Code {
  const called = call(
    context.facts.use(`datasets.${data}.get${what === 'word_index' ? 'WordIndex' : 'LabelNames'}`),
    [],
  );
  if (what === 'label_names') return code(called, listOf(text));
  context.wait();
  return code(['await ', called], kindOf('dict'), levels.unary);
}

/** `mnist.load_data()`. */
function loaded(data: string, args: Given, context: Context): Code {
  const row = rowOf(`datasets.${data}`);
  if (row?.ours === undefined)
    throw new Untranslated(`\`datasets.${data}\` is not here${row?.reason ? `: ${row.reason}` : ''}`);
  context.wait();
  const list = arranged(byName(args, row.parameters), row, context, args.node.to);
  return code(['await ', call(context.facts.use(row.ours), list)], kindOf('dict'), levels.unary);
}

/** Functions that Python has without an import, beside those of {@link builtIns}. */
const pythons: ReadonlySet<string> = new Set(
  (
    'aiter anext ascii bin breakpoint bytearray bytes callable classmethod compile complex delattr dir divmod eval exec ' +
    'format frozenset getattr globals hasattr hash hex id issubclass iter locals memoryview object oct pow property repr setattr slice staticmethod type vars __import__'
  ).split(' '),
);

function namedCall(callee: Of<'name'>, args: Given, context: Context): Code {
  const variable = context.scope.find(callee.name);
  if (!variable) {
    const own = builtIns[callee.name];
    if (!own && pythons.has(callee.name) && !context.scope.isKnown(callee.name))
      throw new Untranslated(`Python's \`${callee.name}\` is not known here`);
    if (!own) return valueCall(context.expression(callee), args, context);
    const made = own(args, context);
    if (made) return made;
    throw new Untranslated(`\`${callee.name}\` with these arguments is not known here`);
  }
  const own = context.facts.classes.get(callee.name);
  if (own) {
    const maker = context.facts.methodOf(callee.name, '__init__');
    const isGiven =
      !maker && args.plain.length > 1 && context.facts.rootOf(callee.name) === 'keras.models.Model';
    const root = context.facts.rootOf(callee.name);
    const list = isGiven
      ? ends(args, context)
      : !maker && isBuiltIn(root)
        ? builtInArguments(root!, args, context)
        : maker
          ? ordered(
              maker,
              maker.hasNoRest && root === 'keras.models.Model' ? endsByName(args, maker) : args,
              context,
            )
          : plainArguments(args, context);
    return code(['new ', call(variable.spelling, list)], { name: 'own', className: callee.name });
  }
  if (variable.method) return calledOn(variable.spelling, variable.method, args, context);
  const facts = context.facts.functions.get(callee.name);
  if (facts && variable.kind.name === 'function') return ownCall(variable.spelling, facts, args, context);
  return valueCall(code(variable.spelling, variable.kind), args, context);
}
