// While a model is made from a file, its weights may not be more than the file holds: a configuration alone can ask for
// any amount of memory.
import { SizeLimit } from './size-limit.js';

let limit: SizeLimit | undefined;

/** For what files do not hold, such as the states of recurrent layers. */
const spare = 2 ** 20;

/** Makes a model whose weights together hold `numbers` at most. */
export function withWeightLimit<T>(numbers: number, make: () => T): T {
  const outer = limit;
  limit = new SizeLimit(numbers + spare, 'the file', 'numbers');
  try {
    return make();
  } finally {
    limit = outer;
  }
}

/** Called before memory is taken for a weight. */
export function countWeight(name: string, shape: readonly number[]): void {
  limit?.take(
    `its weight '${name}' of the shape [${shape}]`,
    shape.reduce((product, size) => product * size, 1),
  );
}
