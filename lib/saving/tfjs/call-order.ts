// The order of a layer's calls in a functional model, as TensorFlow.js makes them anew: round after round those whose
// inputs are there, so that a call that must wait comes after one that need not. Its numbers go by that order.
import { isObject, type Json, type JsonObject } from '../keras3/keras-object.js';

/** A layer's entry: its name, and its calls with places `[layer, call, output]` within. */
export interface Called {
  readonly name: string;
  readonly calls: readonly Json[];
}

/** For each layer the numbers of its calls in the new order. */
export function orderOfCalls(entries: readonly Called[]): ReadonlyMap<string, readonly number[]> {
  const made = new Map(
    entries.map(({ name, calls }): [string, number[]] => [name, calls.length === 0 ? [0] : []]),
  );
  const isReady = (call: Json): boolean =>
    placesIn(call).every(([name, number]) => made.get(name)?.includes(number) ?? false);
  const makeNext = (): boolean => {
    let isProgress = false;
    for (const { name, calls } of entries) {
      const order = made.get(name)!;
      for (const [number, call] of calls.entries()) {
        if (order.includes(number) || !isReady(call)) continue;
        order.push(number);
        isProgress = true;
      }
    }
    return isProgress;
  };
  while (makeNext());
  return made;
}

type Place = [name: string, call: number, output: number];

const historyOf = (value: Json): Place | undefined =>
  isObject(value) && value.class_name === '__keras_tensor__'
    ? ((value.config as JsonObject).keras_history as Place)
    : undefined;

function placesIn(value: Json): Place[] {
  const place = historyOf(value);
  if (place) return [place];
  if (Array.isArray(value)) return value.flatMap(placesIn);
  return isObject(value) ? Object.values(value).flatMap(placesIn) : [];
}

/** The same with every place changed. */
export function withPlaces(value: Json, change: (place: Place) => Place): Json {
  const place = historyOf(value);
  if (place) {
    const tensor = value as JsonObject;
    return { ...tensor, config: { ...(tensor.config as JsonObject), keras_history: change(place) } };
  }
  if (Array.isArray(value)) return value.map((item) => withPlaces(item, change));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withPlaces(item, change)]));
}
