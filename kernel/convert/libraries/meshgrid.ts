// `meshgrid`, which NumPy, TensorFlow and Keras' ops have alike.
import { call, code } from '../translate/code.js';
import { listOf, tensor } from '../translate/kinds.js';
import { type Handler, textOf } from './handler.js';

/** `ij` has the first two axes the other way round. */
export const meshgrid: Handler = (given, context) => {
  const indexing = given.named.get('indexing');
  const order = indexing ? textOf(indexing) : 'xy';
  const others = [...given.named.keys()].filter((name) => name !== 'indexing' && name !== 'name');
  if ((order !== 'xy' && order !== 'ij') || others.length > 0 || given.plain.length === 0) return undefined;
  if (given.plain.some(({ type }) => type === 'starred')) return undefined;
  const axes = given.plain.map((one) => context.expression(one).doc);
  const swapped = order === 'ij' && axes.length > 1;
  const taken = swapped ? [axes[1]!, axes[0]!, ...axes.slice(2)] : axes;
  const grid = call(context.facts.use('ops.meshgrid'), taken);
  if (!swapped) return code(grid, listOf(tensor));
  return code(['(([second, first, ...rest]) => [first!, second!, ...rest])(', grid, ')'], listOf(tensor));
};
