// While a model is made from a file, its weights may not be more than the file holds: a configuration alone can ask for
// any amount of memory.
import { SizeLimit } from './size-limit.js';

let limit: SizeLimit | undefined;

/** For small weights that files do not hold. */
const spare = 2 ** 20;
/** For the states of recurrent layers, which no file holds: they grow with the batch, 1 GiB here. */
const mostStates = 2 ** 28;

let states: SizeLimit | undefined;

/** Makes a model whose weights together hold `numbers` at most. */
export function withWeightLimit<T>(numbers: number, make: () => T): T {
  const outer = [limit, states];
  limit = new SizeLimit(numbers + spare, 'the file', 'numbers');
  states = new SizeLimit(mostStates, 'the states of a model', 'numbers');
  try {
    return make();
  } finally {
    [limit, states] = outer;
  }
}

/** Called before memory is taken for a weight. @param isStored false for states, which files leave out */
export function countWeight(name: string, shape: readonly number[], isStored = true): void {
  const [kind, most] = isStored ? ['weight', limit] : ['state', states];
  most?.take(
    `its ${kind} '${name}' of the shape [${shape}]`,
    shape.reduce((product, size) => product * size, 1),
  );
}
