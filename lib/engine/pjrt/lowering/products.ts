// Products of matrices.
import { NotLowered, type Rule, range, spread } from './site.js';

export const matrixProduct: Rule = ({ emit, input, attribute }) => {
  const contracting = [
    [attribute('transpose_a') === true ? 0 : 1],
    [attribute('transpose_b') === true ? 1 : 0],
  ] as const;
  return emit.dot(input(0), input(1), { contracting: [[...contracting[0]], [...contracting[1]]] });
};

/** Leading axes are spread over each other. */
export const batchedProduct: Rule = ({ op, emit, input, attribute, output }) => {
  const { shape } = output();
  const leading = shape.slice(0, -2);
  const rank = shape.length;
  const [a, b] = [0, 1].map((index) => {
    const x = input(index);
    if (x.shape.length < 2) throw new NotLowered(op, 'of vectors');
    return spread(emit, x, [...leading, ...x.shape.slice(-2)]);
  });
  const batch = range(leading.length);
  const left = attribute('adj_x') === true ? rank - 2 : rank - 1;
  const right = attribute('adj_y') === true ? rank - 1 : rank - 2;
  return emit.dot(a!, b!, { batch: [batch, batch], contracting: [[left], [right]] });
};
