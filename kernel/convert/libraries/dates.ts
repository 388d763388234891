// Times that pandas reads from texts: dates here, by UTC, as times without a zone are taken there.
import { code, levels } from '../translate/code.js';
import { columnKind, each, isColumn } from '../translate/columns.js';
import { Untranslated } from '../translate/context.js';
import { type Kind, number } from '../translate/kinds.js';
import { type Handler, only, required, textOf } from './handler.js';

/** Parts of a time, by their letters: where `Date.UTC` takes each, and its digits. */
const parts: Readonly<Record<string, readonly [place: number, pattern: string]>> = {
  Y: [0, '(\\d{4})'],
  m: [1, '(\\d{1,2})'],
  d: [2, '(\\d{1,2})'],
  H: [3, '(\\d{1,2})'],
  M: [4, '(\\d{1,2})'],
  S: [5, '(\\d{1,2})'],
};

/** `pd.to_datetime(column, format='%d.%m.%Y %H:%M:%S')`. */
export const datesOf: Handler = (given, context) => {
  only(given, 'format');
  const value = required(given, 0, 'arg', context);
  const format = textOf(given.named.get('format'));
  if (!isColumn(value.kind) || format === undefined) return undefined;
  const places: number[] = [];
  const pattern = format.replace(/%(.)|[.*+?^${}()|[\]\\/]/g, (written, letter: string | undefined) => {
    if (letter === undefined) return `\\${written}`;
    const [place, digits] = parts[letter] ?? [];
    if (place === undefined || digits === undefined || places.includes(place))
      throw new Untranslated(`times as \`${format}\`: \`%${letter}\` is not known here`);
    places.push(place);
    return digits;
  });
  if (!places.includes(0)) throw new Untranslated(`times as \`${format}\`: without a year`);
  const last = Math.max(...places, 1);
  const numbers = Array.from({ length: last + 1 }, (_, place) => {
    const at = places.indexOf(place);
    const taken = at < 0 ? (place === 1 || place === 2 ? '1' : '0') : `+found[${at + 1}]!`;
    return place === 1 ? `${taken} - 1` : taken;
  });
  const made = `new Date(Date.UTC(${numbers.join(', ')}))`;
  // Files are read with their times as dates, where they are plain to see.
  const read = `((found) => ${made})(/^${pattern}$/.exec(one)!)`;
  const isPlain = places[0] === 0 || places.indexOf(2) < places.indexOf(1);
  return each(value, isPlain ? `one instanceof Date ? one : ${read}` : read, columnKind);
};

const secondsKind: Kind = { name: 'function', gives: number };

/** `pd.Timestamp.timestamp`, of a date. */
export const secondsOf = code('(one: any): number => one.getTime() / 1000', secondsKind, levels.assign);
