// Gradients of ops that select values: each goes back to the place that was selected. TensorFlow.js lacks most.
import { tf } from '../../tf.js';
import { summedTo } from '../broadcasting.js';
import type { Rules } from '../gradient-rule.js';

const none =
  (x: tf.Tensor): (() => tf.Tensor) =>
  () =>
    tf.zeros(x.shape);

export const selectionGradients = {
  GatherV2: {
    inputsToSave: ['x', 'indices'],
    gradFunc: (dy, [x, indices], attributes) => {
      const { axis, batchDims } = attributes as { axis: number; batchDims: number };
      const place = tf.util.parseAxisParam(axis, x!.shape)[0]!;
      return {
        x: () => ungathered(dy as tf.Tensor, x!.shape, indices!, place, batchDims),
        indices: none(indices!),
      };
    },
  },

  GatherNd: {
    inputsToSave: ['params', 'indices'],
    gradFunc: (dy, [params, indices]) => ({
      params: () => scattered(indices!, dy as tf.Tensor, params!.shape),
      indices: none(indices!),
    }),
  },

  ScatterNd: {
    inputsToSave: ['indices', 'updates'],
    gradFunc: (dy, [indices, updates]) => ({
      updates: () => tf.reshape(tf.gatherND(dy as tf.Tensor, indices!), updates!.shape),
      indices: none(indices!),
    }),
  },

  TensorScatterUpdate: {
    inputsToSave: ['indices', 'updates'],
    gradFunc: (gradient, [indices, updates]) => {
      const dy = gradient as tf.Tensor;
      return {
        tensor: () => tf.tensorScatterUpdate(dy, indices!, tf.zeros(updates!.shape)),
        updates: () => tf.reshape(tf.gatherND(dy, indices!), updates!.shape),
        indices: none(indices!),
      };
    },
  },

  SparseToDense: {
    inputsToSave: ['sparseIndices', 'sparseValues', 'defaultValue'],
    gradFunc: (gradient, [places, values, otherwise]) => {
      const dy = gradient as tf.Tensor;
      // One number a place stands for a list of one.
      const lists = tf.reshape(places!, places!.rank < 2 ? [-1, 1] : places!.shape);
      const picked = (): tf.Tensor => tf.gatherND(dy, lists);
      return {
        sparseValues: () => summedTo(picked(), values!.shape),
        defaultValue: () => tf.reshape(tf.sub(tf.sum(dy), tf.sum(picked())), otherwise!.shape),
        sparseIndices: none(places!),
      };
    },
  },

  UnsortedSegmentSum: {
    ...tf.getGradient('UnsortedSegmentSum'),
  },

  SparseSegmentSum: {
    inputsToSave: ['data', 'indices', 'segmentIds'],
    gradFunc: (dy, [data, indices, segments]) => ({
      data: () => unsegmented(tf.gather(dy as tf.Tensor, segments!), indices!, data!.shape),
      indices: none(indices!),
      segmentIds: none(segments!),
    }),
  },

  SparseSegmentMean: {
    inputsToSave: ['data', 'indices', 'segmentIds'],
    gradFunc: (gradient, [data, indices, segments]) => {
      const dy = gradient as tf.Tensor;
      const counts = (): tf.Tensor =>
        tf.unsortedSegmentSum(tf.ones(segments!.shape), segments as tf.Tensor1D, dy.shape[0]!);
      const shared = (): tf.Tensor =>
        tf.div(dy, tf.reshape(tf.maximum(counts(), 1), [-1, ...dy.shape.slice(1).map(() => 1)]));
      return {
        data: () => unsegmented(tf.gather(shared(), segments!), indices!, data!.shape),
        indices: none(indices!),
        segmentIds: none(segments!),
      };
    },
  },

  SparseFillEmptyRows: {
    inputsToSave: ['defaultValue'],
    outputsToSave: [false, false, false, true],
    gradFunc: (changes, [otherwise, rows]) => {
      const dy = (changes as tf.Tensor[])[1]!;
      const given = (): tf.Tensor => tf.gather(dy, rows!);
      return {
        values: given,
        defaultValue: () => tf.reshape(tf.sub(tf.sum(dy), tf.sum(given())), otherwise!.shape),
      };
    },
  },

  TopK: {
    inputsToSave: ['x'],
    outputsToSave: [false, true],
    gradFunc: (changes, [x, places]) => ({
      x: () => putBack((changes as tf.Tensor[])[0]!, x!.shape, places!),
    }),
  },
} satisfies Rules;

/** Each gathered value's gradient at the place that it came from. */
function ungathered(
  dy: tf.Tensor,
  shape: number[],
  indices: tf.Tensor,
  axis: number,
  batchDims: number,
): tf.Tensor {
  const size = (part: number[]): number => tf.util.sizeFromShape(part);
  const [batch, outer, inner] = [
    shape.slice(0, batchDims),
    shape.slice(batchDims, axis),
    shape.slice(axis + 1),
  ];
  const count = size(indices.shape.slice(batchDims));
  // Rows of a table, as in an embedding.
  if (axis === 0)
    return unsegmented(tf.reshape(dy, [count, size(inner)]), tf.reshape(indices, [count]), shape);
  // [batch, outer, count, inner], the places counted through all batches.
  const values = tf.reshape(dy, [size(batch), size(outer), count, size(inner)]);
  const starts = tf.mul(tf.range(0, size(batch), 1, 'int32'), tf.scalar(shape[axis]!, 'int32'));
  const places = tf.add(tf.reshape(indices, [size(batch), count]), tf.reshape(starts, [-1, 1]));
  const rows = tf.reshape(tf.transpose(values, [0, 2, 1, 3]), [
    size(batch) * count,
    size(outer) * size(inner),
  ]);
  const sums = unsegmented(rows, tf.reshape(places, [-1]), [size(batch) * shape[axis]!, rows.shape[1]!]);
  const apart = tf.reshape(sums, [size(batch), shape[axis]!, size(outer), size(inner)]);
  return tf.reshape(tf.transpose(apart, [0, 2, 1, 3]), shape);
}

/** Rows added up at their places: other engines lack TensorFlow's op for it, or look at all rows for each place. */
function unsegmented(rows: tf.Tensor, places: tf.Tensor, shape: number[]): tf.Tensor {
  const numbers = tf.cast(places, 'int32');
  if (tf.getBackend() === 'tensorflow' || rows.size === 0)
    return tf.reshape(tf.unsortedSegmentSum(rows, numbers as tf.Tensor1D, shape[0]!), shape);
  return tf.scatterND(tf.expandDims(numbers, -1), rows, [shape[0]!, ...rows.shape.slice(1)]).reshape(shape);
}

/** The gradient of the greatest values, each in the place of its row that it was found in. */
function putBack(dy: tf.Tensor, shape: number[], places: tf.Tensor): tf.Tensor {
  const length = shape.at(-1)!;
  const count = places.shape.at(-1)!;
  const size = tf.util.sizeFromShape(shape);
  if (dy.size === 0) return tf.zeros(shape);
  const starts = tf.range(0, size, length, 'int32');
  const flat = tf.add(tf.reshape(places, [-1, count]), tf.expandDims(starts, 1));
  return tf.reshape(scattered(tf.reshape(flat, [-1, 1]), tf.reshape(dy, [-1]), [size]), shape);
}

/** The values at their places, those of one place added up. */
function scattered(indices: tf.Tensor, values: tf.Tensor, shape: number[]): tf.Tensor {
  const depth = indices.shape.at(-1)!;
  const places = tf.reshape(indices, [-1, depth]);
  return tf.scatterND(places, tf.reshape(values, [places.shape[0]!, ...shape.slice(depth)]), shape);
}
