// Options that the lookup layers share.
import { received } from '../../../core/messages.js';
import { choice, flag, number, type Option, option, optional, whole } from '../../../core/options.js';
import type { LayerArgs } from '../../base/layer.js';
import type { LookupMode } from './lookup-table.js';

/** @inline */
export type LookupModeName = LookupMode | 'one_hot' | 'multi_hot' | 'tf_idf';

/** Arguments of `layers.stringLookup` and `layers.integerLookup`. */
export interface LookupArgs<T extends string | number> extends LayerArgs {
  /** At most so many numbers, those for unknown and masked terms among them. Default: no limit. */
  maxTokens?: number;
  /** Numbers for unknown terms; several share them by hash. 0: an unknown term is an error. Default: 1. */
  numOovIndices?: number;
  /** The term that stands for nothing, and has the number 0. Default: none. */
  maskToken?: T;
  /** What unknown terms are called. Default: '[UNK]', or -1. */
  oovToken?: T;
  /** The terms in the order of their numbers, so that `adapt` is not needed. Default: none. */
  vocabulary?: readonly T[];
  /** For outputMode 'tfIdf' with a vocabulary: the weight of each term. Default: none. */
  idfWeights?: readonly number[];
  /** From numbers to terms. Default: false. */
  invert?: boolean;
  /** Default: 'int'. */
  outputMode?: LookupModeName;
  /** Rows are as wide as maxTokens, even where there are fewer terms. Default: false. */
  padToMaxTokens?: boolean;
  /** A key, for hashes that nobody foresees. Default: none. */
  salt?: number | readonly [number, number];
}

export const lookupModes = ['int', 'oneHot', 'multiHot', 'count', 'tfIdf'] as const;

/** A list of one kind of thing, or null when not given. */
export const listOf = <T extends string | number>(kind: 'string' | 'number'): Option<readonly T[] | null> =>
  optional(
    option((given, layer, name) => {
      if (Array.isArray(given) && given.every((one) => typeof one === kind)) return [...given] as T[];
      throw new Error(
        `${layer}: ${name} must be a list of ${kind === 'string' ? 'texts' : 'numbers'}. Received: ${received(given)}.`,
      );
    }),
  );

export const text = (...fallback: [] | [string]): Option<string> =>
  option(
    (given, layer, name) => {
      if (typeof given === 'string') return given;
      throw new Error(`${layer}: ${name} must be a text. Received: ${received(given)}.`);
    },
    ...fallback,
  );

/** One whole number for both halves of the key, or two. */
export const salt = (): Option<readonly [number, number] | null> =>
  optional(
    option((given, layer, name) => {
      const pair = Array.isArray(given) ? given : [given, given];
      if (pair.length === 2 && pair.every(Number.isSafeInteger)) return [pair[0], pair[1]] as const;
      throw new Error(`${layer}: ${name} must be a whole number or two. Received: ${received(given)}.`);
    }),
  );

/** What Keras would give as sparse or ragged tensors, which are not there here. */
export const refused = (what: string): Option<boolean> =>
  option((given, layer, name) => {
    if (given === false) return false;
    throw new Error(
      `${layer}: ${name}: true would give ${what} tensors, which are not available here. Leave it out.`,
    );
  }, false);

export const sharedOptions = {
  maxTokens: optional(whole(1)),
  numOovIndices: whole(0, 1),
  idfWeights: listOf<number>('number'),
  invert: flag(false),
  outputMode: choice(lookupModes, 'int'),
  padToMaxTokens: flag(false),
  sparse: refused('sparse'),
  vocabularySize: optional(number()),
  oovMethod: choice(['floormod', 'farmhash'], 'floormod'),
  salt: salt(),
};
