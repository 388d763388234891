// What counts as a stream of batches, and how each kind is begun.
import { givesFreshBatches } from '../../data/fresh-batches.js';
import { batchesOf, PyDataset } from '../../data/py-dataset.js';
import { tf } from '../../tf.js';
import type { BatchStream } from './types.js';

export type AnyIterator = Iterator<unknown> | AsyncIterator<unknown>;

/** Whether `value` is a stream of batches rather than an array of samples. */
export function isStream(value: unknown): value is BatchStream {
  if (typeof value === 'function') return true;
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value) || ArrayBuffer.isView(value) || value instanceof tf.Tensor) return false;
  return Symbol.asyncIterator in value || Symbol.iterator in value || isTfData(value);
}

/** Image generators and tf.data make each batch anew for us; a user's own generator may give one again. */
export const makesNewBatches = (stream: BatchStream): boolean =>
  givesFreshBatches(stream) || (typeof stream !== 'function' && isTfData(stream));

const isTfData = (value: object): value is { iterator(): Promise<AnyIterator> } =>
  'iterator' in value && typeof value.iterator === 'function';

/** Begins at the stream's start, or, for an iterator, where it stands. @param isShuffled where the stream leaves it open */
export function startStream(stream: BatchStream, isShuffled = false): AnyIterator {
  if (stream instanceof PyDataset) return batchesOf(stream, isShuffled);
  if (typeof stream === 'function') return stream();
  if (Symbol.asyncIterator in stream) return stream[Symbol.asyncIterator]();
  if (isTfData(stream)) return startTfData(stream);
  return (stream as Iterable<unknown>)[Symbol.iterator]();
}

function startTfData(dataset: { iterator(): Promise<AnyIterator> }): AnyIterator {
  const started = dataset.iterator();
  return { next: async () => (await started).next() };
}

/** What wants to hear when a pass begins and ends. */
export const listenerIn = (
  stream: BatchStream,
): Pick<PyDataset, 'onEpochBegin' | 'onEpochEnd'> | undefined =>
  stream instanceof PyDataset ? stream : undefined;

/** Steps in one pass, where the stream says so. */
export function lengthOf(stream: BatchStream): number | undefined {
  const length = typeof stream === 'function' ? undefined : (stream as { length?: unknown }).length;
  if (typeof length === 'number') return length;
  const size = (stream as { size?: unknown }).size;
  return typeof size === 'number' && Number.isFinite(size) ? size : undefined;
}

/** How many axes nested lists have. */
export function depthOf(value: unknown): number {
  if (value instanceof tf.Tensor) return value.rank;
  if (ArrayBuffer.isView(value)) return 1;
  return Array.isArray(value) ? 1 + depthOf(value[0]) : 0;
}

/** A list of batches `[x, y]`, as a generator would give them; undefined for samples. */
export function batchList(value: unknown): BatchStream | undefined {
  const isList = Array.isArray(value) && value.length > 0 && value.every(isBatch);
  if (!isList) return undefined;
  const batches: unknown[] = value;
  return { length: batches.length, [Symbol.iterator]: () => batches[Symbol.iterator]() } as BatchStream;
}

const isBatch = (value: unknown): boolean =>
  Array.isArray(value) &&
  (value.length === 2 || value.length === 3) &&
  value.every((part) => depthOf(part) > 0);
