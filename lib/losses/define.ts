// Puts a loss together from its parts.
import { type Mask, maskOf } from '../core/masks.js';
import { toCamelCase, toSnakeCase } from '../core/names.js';
import { choice, type Option, type OptionTable, option, optional, type SettingsOf } from '../core/options.js';
import { settings, text } from '../core/settings.js';
import { toPrecision } from '../precision.js';
import { tf } from '../tf.js';
import type { Loss, LossFunction, LossOptions, Reduction } from './loss.js';
import { alignRanks, reduceValues, toFloat } from './weighing.js';

interface LossParts {
  readonly name: string;
  readonly className: string;
  readonly call: LossFunction;
  readonly config?: Record<string, unknown>;
  readonly reduction?: Reduction;
  readonly targets?: Loss['targets'];
}

/** A loss of a name and a function: one of one's own. */
export const loss = (name: string, call: LossFunction): Loss =>
  assemble({ name, className: 'Function', call });

function assemble(parts: LossParts): Loss {
  const { name, reduction = 'sumOverBatchSize' } = parts;
  const call: LossFunction = (yTrue, yPred) =>
    toFloat(parts.call(...alignRanks(toFloat(yTrue), toFloat(yPred))));
  const made = (yTrue: tf.Tensor, yPred: tf.Tensor, weights?: tf.Tensor): tf.Scalar =>
    tf.tidy(() => lossOf({ name, call, reduction }, { yTrue, yPred, weights }));
  return Object.assign(Object.defineProperty(made, 'name', { value: name }), {
    className: parts.className,
    call,
    config: parts.config ?? {},
    reduction,
    targets: parts.targets ?? 'like outputs',
  });
}

interface Judged {
  readonly yTrue: tf.Tensor;
  readonly yPred: tf.Tensor;
  readonly weights?: tf.Tensor | undefined;
}

/** A batch's loss. Values that a mask leaves out, that of the outputs or one that the loss itself sets, do not count. */
export function lossOf(
  { name, call, reduction }: Pick<Loss, 'name' | 'call' | 'reduction'>,
  { yTrue, yPred, weights }: Judged,
): tf.Scalar {
  // Losses are of float32, whatever the model computes in.
  const values = toPrecision(call(toPrecision(yTrue, 'float32'), toPrecision(yPred, 'float32')), 'float32');
  const mask = both(maskOf(yPred), maskOf(values));
  return reduceValues(values, { weights, mask, reduction, who: toCamelCase(name) }) as tf.Scalar;
}

const both = (first: Mask, second: Mask): Mask =>
  first && second ? tf.logicalAnd(tf.cast(first, 'bool'), second) : (first ?? second);

/** What sets a kind of losses apart. */
interface Kind<Table> {
  /** The name of what makes it. */
  readonly maker: string;
  /** Keras' class, where it is not the maker's name with a capital. */
  readonly className?: string;
  readonly options?: Table;
  readonly targets?: Loss['targets'];
}

/** Makes a loss of a kind: its options are read, its configuration follows from them. */
export function defineLoss<Table extends OptionTable = Record<string, never>>(
  kind: Kind<Table>,
  given: LossOptions,
  call: (settings: SettingsOf<Table>) => LossFunction,
): Loss {
  const { maker, targets } = kind;
  const table = { ...(kind.options as Table), ...common };
  const values = settings(`losses.${maker}`, table, given);
  return assemble({
    name: toSnakeCase(maker),
    className: kind.className ?? maker[0]!.toUpperCase() + maker.slice(1),
    call: call(values),
    config: configOf(table, values, given),
    reduction: values.reduction as Reduction,
    ...(targets ? { targets } : {}),
  });
}

/** What was asked for beyond the defaults, as Keras spells it. */
function configOf(
  table: OptionTable,
  values: Record<string, unknown>,
  given: object,
): Record<string, unknown> {
  const asked = Object.keys(table).filter((name) => (given as Record<string, unknown>)[name] != null);
  const changed = asked.filter((name) => values[name] !== table[name]!.default?.());
  return Object.fromEntries(
    changed.map((name) => {
      const value = values[name];
      return [toSnakeCase(name), name === 'reduction' ? toSnakeCase(value as string) : value];
    }),
  );
}

const reductions = choice<Reduction>(
  ['sumOverBatchSize', 'mean', 'sum', 'meanWithSampleWeight', 'none'],
  'sumOverBatchSize',
);
const common = {
  // 'auto' is what Keras 2 wrote for the default.
  reduction: {
    ...reductions,
    read: (given, maker, name) =>
      given === 'auto' ? 'sumOverBatchSize' : reductions.read(given, maker, name),
  } satisfies Option<Reduction>,
  name: optional(text('')),
};

/** One axis, or a list of them; null: all. */
export const axes = () =>
  optional(
    option((given, maker, name): number | number[] => {
      if ([given].flat().every(Number.isInteger)) return given as number | number[];
      throw new Error(
        `${maker}: ${name} must be a whole number or a list of them. Received: ${String(given)}.`,
      );
    }),
  );

/** Whether it is one of `losses`, not a function of one's own. */
export function isLoss(value: unknown): value is Loss {
  return typeof value === 'function' && 'targets' in value;
}
