// A block of numbers as text: aligned, in TensorFlow's brackets, the middle of long axes left out.

/** Up to this length an axis is shown whole; of a longer one both ends. */
const longestAxis = 20;
const shownEnds = 3;

type Words = string | Words[];

/** @param digits significant ones. Default: as many as float32 holds, so that small numbers do not become zero */
export function blockText(values: ArrayLike<number>, shape: readonly number[], digits = 7): string {
  const words = wordsOf(values, shape, { start: 0, digits });
  if (typeof words === 'string') return words;
  const width = Math.max(0, ...widths(words));
  return lines(words, width).join('\n');
}

interface Part {
  readonly start: number;
  readonly digits: number;
}

function wordsOf(values: ArrayLike<number>, shape: readonly number[], { start, digits }: Part): Words {
  const [length, ...inner] = shape;
  if (length === undefined) return word(values[start]!, digits);
  const stride = inner.reduce((product, size) => product * size, 1);
  return places(length).map((place) =>
    place === undefined ? '...' : wordsOf(values, inner, { start: start + place * stride, digits }),
  );
}

/** Indices along an axis; undefined stands for what is left out. */
function places(length: number): (number | undefined)[] {
  const all = [...Array(Math.min(length, longestAxis + 1)).keys()];
  if (length <= longestAxis) return all;
  const ends = all.slice(0, shownEnds);
  return [...ends, undefined, ...ends.map((place) => length - shownEnds + place)];
}

function word(value: number | boolean, digits: number): string {
  return typeof value === 'boolean' || Number.isInteger(value)
    ? String(value)
    : String(Number(value.toPrecision(digits)));
}

function widths(words: Words): number[] {
  return typeof words === 'string' ? [words === '...' ? 0 : words.length] : words.flatMap(widths);
}

function lines(words: Words[], width: number): string[] {
  if (words.every((one) => typeof one === 'string')) return [row(words, width)];
  const parts = words.map((part) => (typeof part === 'string' ? [part] : lines(part, width)));
  // An empty line between matrices.
  const gap = Array.isArray(words[0]) && Array.isArray(words[0][0]) ? [''] : [];
  const joined = parts.flatMap((part, index) =>
    index === parts.length - 1 ? part : [...part.slice(0, -1), `${part.at(-1)},`, ...gap],
  );
  const inside = joined.map((line, index) => (line === '' ? '' : `${index === 0 ? '[' : ' '}${line}`));
  return [...inside.slice(0, -1), `${inside.at(-1)}]`];
}

function row(words: string[], width: number): string {
  return `[${words.map((one) => (one === '...' ? one : one.padStart(width))).join(', ')}]`;
}
