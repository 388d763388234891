// What stands in for IMDB's reviews: reviews of films that never were, put together from ready sentences. Which way a
// review goes shows in most of its sentences, not in all, and `not` turns a word round: single words do not say it.
import { MersenneTwister } from '../random/mersenne-twister.js';
import { type DrawnTexts, numbered } from './drawn-texts.js';

const seed = 19_951_228;
const [reviews, trained] = [50_000, 25_000];

const lists = {
  part: 'the story|the acting|the music|the camera work|the ending|the script|the first half|the leading role|every scene|the dialogue|the humour|the direction|the editing|the last hour'.split(
    '|',
  ),
  good: 'wonderful|moving|clever|brilliant|charming|gripping|fresh|superb|touching|delightful|honest|beautiful|witty|warm'.split(
    '|',
  ),
  bad: 'dull|awful|boring|clumsy|predictable|lifeless|silly|weak|terrible|tedious|empty|messy|wooden|cheap'.split(
    '|',
  ),
  very: 'really|truly|quite|simply|so|rather|very'.split('|'),
  thing: 'film|movie|picture|drama|comedy|thriller|western'.split('|'),
  plain:
    'i saw it with a friend on a rainy evening|it runs for about two hours|the plot follows a family in a small town|a detective comes back to the city|it was made by a young director|most of it takes place on a train|my sister had told me about it|there is a long scene at a station|the book came out many years ago|two brothers inherit an old theatre'.split(
      '|',
    ),
};
const forIt =
  'i would see it again tomorrow|do not miss it|one of the best of the year|we laughed and we cried|i loved it from the start'.split(
    '|',
  );
const against =
  'i left before it was over|save your money|one of the worst of the year|we looked at the clock all the time|i wanted it to end'.split(
    '|',
  );

/** The reviews, the same every time. */
export function drawnReviews(): DrawnTexts {
  const random = new MersenneTwister(seed);
  const below = (count: number): number => Math.floor(random.random() * count);
  const one = (list: readonly string[]): string => list[below(list.length)]!;

  const judged = (isFor: boolean): string => {
    const [same, other] = isFor ? [lists.good, lists.bad] : [lists.bad, lists.good];
    const word = below(5) === 0 ? `not ${one(other)}` : one(same);
    const forms = [`${one(lists.part)} is ${one(lists.very)} ${word}`, `what a ${word} ${one(lists.thing)}`];
    return below(4) === 0 ? one(isFor ? forIt : against) : one(forms);
  };
  const review = (isFor: boolean): string => {
    const sentences = Array.from({ length: 3 + below(8) }, () => {
      const kind = below(20);
      if (kind < 7) return one(lists.plain);
      return judged(kind < 10 ? !isFor : isFor);
    });
    return sentences.join(' ');
  };
  const classes = Array.from({ length: reviews }, () => below(2));
  const texts = classes.map((isFor) => review(isFor === 1));
  return numbered(texts, classes, trained);
}
