// A layer's options, said once: what each may be, what it is when not given, and how it stands in the layer's
// configuration. From this table come the checks of what a user gives, the layer's fields, its configuration and what
// its file may hold.

import type { tf } from '../tf.js';
import { type BaseLayerArgs, type CallOptions, Layer } from './layer.js';
import { checkWhole, received } from './messages.js';
import { toCamelCase, unknownName } from './names.js';

/** One option. */
export interface Option<T> {
  /** Without a default the option must be given. */
  readonly hasDefault: boolean;
  /** The value where the option is not given. */
  readonly default?: () => T;
  /** What was given, checked. @param where `dense: units`, for messages */
  read(given: unknown, layer: string, name: string): T;
  /** What stands in the configuration. Default: the value itself. */
  write?(value: T): unknown;
  /** Whether the configuration leaves it out where it is null. Default false. */
  readonly isLeftOut?: boolean;
}

export type OptionTable = Readonly<Record<string, Option<unknown>>>;

/** The fields of a layer with these options. */
export type SettingsOf<Table> = {
  readonly [Name in keyof Table]: Table[Name] extends Option<infer T> ? T : never;
};

/** Options that every layer takes. */
const common = [
  'name',
  'trainable',
  'dtype',
  'inputShape',
  'batchInputShape',
  'batchSize',
  'weights',
  'inputDType',
];

/** Names of the options that every layer takes. */
export const commonOptions: readonly string[] = common;

/** Names by which an option goes as well: `{ alpha: 'negativeSlope' }`. */
export type Aliases = Readonly<Record<string, string>>;

/** What a class of layers has of its own. */
type LayerStatics = Pick<typeof Layer, 'className' | 'fromConfig'>;
type BaseClass<Base extends Layer> = LayerStatics & (abstract new (args: BaseLayerArgs) => Base);

export interface ConfiguredClass<Table> extends LayerStatics {
  readonly options: Table;
  readonly aliases: Aliases;
}

/** A layer that computes, whichever options it has. */
export interface ComputingLayer extends Layer {
  call(input: tf.Tensor, options: CallOptions): tf.Tensor;
}

/** The class of such layers, which classes for each number of axes extend. */
export type LayerBase<Table, Base extends Layer = ComputingLayer> = ConfiguredClass<Table> &
  (abstract new (
    args: object,
  ) => Base & SettingsOf<Table>);

/**
 * The base of a class of layers with options.
 * @param className as Keras' files have it: `Conv2D`
 * @param maker what makes it, for messages: `conv2d`
 * @param base what the class extends: `Layer`, or a class that several share
 */
export function layerOf<Table extends OptionTable, Base extends Layer = Layer>(
  className: string,
  maker: string,
  options: Table,
  aliases?: Aliases,
  base?: BaseClass<Base>,
): (abstract new (args: object) => Base & SettingsOf<Table>) & ConfiguredClass<Table>;
export function layerOf(
  className: string,
  maker: string,
  options: OptionTable,
  aliases: Aliases = {},
  base: BaseClass<Layer> = Layer,
): (abstract new (args: object) => Layer) & ConfiguredClass<OptionTable> {
  abstract class Configured extends base {
    static readonly options = options;
    static readonly aliases = aliases;

    constructor(args: object) {
      const settings = readOptions(maker, options, aliases, args);
      super({ ...(args as BaseLayerArgs), ...(settings as BaseLayerArgs) });
      Object.assign(this, settings);
    }

    override getConfig(): Record<string, unknown> {
      return { ...super.getConfig(), ...writeOptions(options, this) };
    }
  }
  Object.defineProperty(Configured, 'className', { value: className });
  return Configured;
}

/** What was given, checked, and the defaults of what was not. */
export function readOptions(
  maker: string,
  table: OptionTable,
  aliases: Aliases,
  args: object,
): Record<string, unknown> {
  if (typeof args !== 'object' || args === null || Array.isArray(args))
    throw new Error(`${maker}: expected an object of options. Received: ${received(args)}.`);
  const given: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(args)) {
    const name = aliases[key] ?? key;
    if (!(name in table) && !common.includes(name))
      throw unknownName(`option of ${maker}`, key, Object.keys(table).concat(common.slice(0, 4)));
    if (value !== undefined && value !== null) given[name] = value;
  }
  checkShapes(maker, given);
  return Object.fromEntries(
    Object.entries(table).map(([name, option]) => [name, settingOf(maker, name, option, given[name])]),
  );
}

function settingOf(maker: string, name: string, option: Option<unknown>, given: unknown): unknown {
  if (given !== undefined) return option.read(given, maker, name);
  if (option.hasDefault) return option.default?.();
  throw new Error(`${maker}: the option '${name}' is missing.`);
}

function checkShapes(maker: string, given: Record<string, unknown>): void {
  for (const name of ['inputShape', 'batchInputShape']) {
    const shape = given[name];
    if (shape === undefined || Array.isArray(shape)) continue;
    throw new Error(`${maker}: ${name} must be a list of sizes, such as [4]. Received: ${received(shape)}.`);
  }
}

/** The options as they stand in the configuration. */
export function writeOptions(table: OptionTable, settings: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(table).flatMap(([name, option]): [string, unknown][] => {
      const value: unknown = Reflect.get(settings, name);
      const isNothing = value === undefined || value === null;
      if (isNothing && option.isLeftOut) return [];
      return [[name, isNothing ? null : (option.write?.(value) ?? value)]];
    }),
  );
}

/** An option that is read in a way of its own. */
export function option<T>(
  read: (given: unknown, layer: string, name: string) => T,
  ...fallback: [] | [fallback: T | (() => T)]
): Option<T> {
  const [value] = fallback;
  const make = typeof value === 'function' ? (value as () => T) : () => value as T;
  return { hasDefault: fallback.length > 0, default: make, read };
}

/** True or false. */
export const flag = (fallback: boolean): Option<boolean> =>
  option((given, layer, name) => {
    if (typeof given === 'boolean') return given;
    throw new Error(`${layer}: ${name} must be true or false. Received: ${received(given)}.`);
  }, fallback);

/** A whole number of at least `least`. */
export const whole = (least: number, ...fallback: [] | [number]): Option<number> =>
  option(
    (given, layer, name) => {
      checkWhole(layer, name, given, least);
      return given as number;
    },
    ...fallback,
  );

/** A size: a whole number of at least 1. */
export const size = (...fallback: [] | [number]): Option<number> => whole(1, ...fallback);

/** A finite number. */
export const number = (...fallback: [] | [number]): Option<number> =>
  option(
    (given, layer, name) => {
      if (typeof given === 'number' && Number.isFinite(given)) return given;
      throw new Error(`${layer}: ${name} must be a number. Received: ${received(given)}.`);
    },
    ...fallback,
  );

/** The same, or null when not given. */
export function optional<T>(inner: Option<T>): Option<T | null> {
  return {
    hasDefault: true,
    default: () => null,
    read: inner.read,
    ...(inner.write ? { write: inner.write as never } : {}),
  };
}

/** The same, left out of the configuration where it is null. */
export const said = <T>(inner: Option<T | null>): Option<T | null> => ({ ...inner, isLeftOut: true });

/** A size for each of `count` axes: one number for all, or a list. */
export const sizes = (count: number, ...fallback: [] | [number]): Option<number[]> =>
  option(
    (given, layer, name) => {
      const list = Array.isArray(given) ? given : Array.from({ length: count }, () => given);
      for (const one of list) checkWhole(layer, name, one, 1);
      if (list.length === count) return [...list] as number[];
      throw new Error(
        `${layer}: ${name} must be ${count === 1 ? 'one number' : `a number or a list of ${count}`}. Received: ${received(given)}.`,
      );
    },
    ...(fallback.length === 0
      ? ([] as [])
      : ([() => Array.from({ length: count }, () => fallback[0]!)] as [() => number[]])),
  );

/** One of some names, in camelCase or as Keras spells it. */
export function choice<Name extends string>(names: readonly Name[], ...fallback: [] | [Name]): Option<Name> {
  return option(
    (given, layer, name) => {
      const camel = toCamelCase(String(given)) as Name;
      if (typeof given === 'string' && names.includes(camel)) return camel;
      throw unknownName(`${name} of ${layer}`, typeof given === 'string' ? given : received(given), names);
    },
    ...fallback,
  );
}

/** Where the channels are. */
export const dataFormat = (): Option<DataFormat> => choice(['channelsLast', 'channelsFirst'], 'channelsLast');

/** A list of whole numbers. */
export const wholeNumbers = (...fallback: [] | [number[]]): Option<number[]> =>
  option(
    (given, layer, name) => {
      if (Array.isArray(given) && given.every((one) => Number.isInteger(one))) return [...given] as number[];
      throw new Error(`${layer}: ${name} must be a list of whole numbers. Received: ${received(given)}.`);
    },
    ...(fallback.length === 0 ? ([] as []) : ([() => [...fallback[0]!]] as [() => number[]])),
  );

/** A seed: a whole number, or null. */
export const seed = (): Option<number | null> => optional(whole(0));

/** `channelsLast`: [height, width, channels], the default; `channelsFirst`: [channels, height, width]. */
export type DataFormat = 'channelsLast' | 'channelsFirst';
