// What stands in for Reuters' newswires: short notes put together by chance, each of words that go with its topic among
// words that go with all. As in the original, a few topics have most of the notes.
import { MersenneTwister } from '../random/mersenne-twister.js';
import { type DrawnTexts, numbered } from './drawn-texts.js';

const seed = 19_870_226;
const wires = 11_228;
const common =
  'the of said and to in a mln for on by from year it company dlrs pct at with was market its billion today will new last week report month'.split(
    ' ',
  );
const shared =
  'price prices output export imports tonnes rate rates bank government minister official analyst quarter profit loss shares stock trade deal talks supply demand rise fall level plan agreement'.split(
    ' ',
  );

/** Newswires of so many topics, the same every time; nobody has told training from testing yet. */
export function drawnNewswires(topics: readonly string[]): DrawnTexts {
  const random = new MersenneTwister(seed);
  const below = (count: number): number => Math.floor(random.random() * count);
  const one = (list: readonly string[]): string => list[below(list.length)]!;
  // Three words of its own for each topic, besides its name, and four that it shares with others.
  const near = topics.map((topic, i) => [
    topic,
    ...['board', 'firm', 'index'].map((end) => `${topic}-${end}`),
    ...Array.from({ length: 4 }, (_, k) => shared[(i * 5 + k * 7) % shared.length]!),
  ]);
  const frequent = [3, 4, 3, 4, 19, 16, 11, 1, 20, 10];
  const classes = Array.from({ length: wires }, () =>
    below(4) > 0 ? frequent[below(10)]! : below(topics.length),
  );
  const texts = classes.map((topic) =>
    Array.from({ length: 12 + below(60) }, () => {
      const kind = below(20);
      return kind < 12
        ? one(common)
        : one(kind < 16 ? shared : kind < 19 ? near[topic]! : near[below(topics.length)]!);
    }).join(' '),
  );
  return numbered(texts, classes, wires);
}
