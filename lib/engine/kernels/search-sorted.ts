// Where values would go in sorted rows: one op of TensorFlow's, which tfjs-node has no kernel for.
import { kernel } from './kernel.js';

export const searchSorted = kernel('SearchSorted', ({ backend, input, attributes }) => {
  const { side } = attributes as { side: 'left' | 'right' };
  const inputs = [input('sortedSequence'), input('values')];
  return backend.executeSingleOutput(side === 'left' ? 'LowerBound' : 'UpperBound', [], inputs);
});
