// The shape of what a layer gives, found by running it on zeros of two sizes: axes that come out alike for both are
// fixed, the others open.
import { inCall } from '../../core/call-context.js';
import type { Layer } from '../../core/layer.js';
import { mapStructure } from '../../core/structure.js';
import { type NodeOptions, SymbolicTensor, symbolicIn } from '../../core/symbolic-tensor.js';
import { tf } from '../../tf.js';

/** Sizes in place of those that are open: of the samples, and of other axes. */
interface Sizes {
  readonly samples: number;
  readonly others: number;
}

// So far apart that no pooling makes them alike; small ones for layers that take no more than so many steps, and large
// ones for those whose windows need them.
const trials: [Sizes, Sizes][] = [
  [
    { samples: 2, others: 8 },
    { samples: 3, others: 24 },
  ],
  [
    { samples: 2, others: 2 },
    { samples: 3, others: 3 },
  ],
  [
    { samples: 2, others: 32 },
    { samples: 3, others: 96 },
  ],
];

/** Shapes and types of the outputs. */
export function specsByRunning(
  layer: Layer,
  inputs: SymbolicTensor | SymbolicTensor[],
  options: NodeOptions,
): SymbolicTensor | SymbolicTensor[] {
  const isOpen = symbolicIn(inputs).some(({ shape }) => shape.slice(1).includes(null));
  let first: unknown;
  for (const pair of isOpen ? trials : trials.slice(0, 1)) {
    try {
      const [some, others] = pair.map((sizes) => outputsFor(layer, inputs, options, sizes));
      return compared(some!, others!);
    } catch (error) {
      first ??= error;
    }
  }
  throw new Error(
    `${layer.getClassName()} '${layer.name}': call failed on zeros, by which the output's shape is found: ${(first as Error).message.replace(/\.$/, '')}. ` +
      'Where call cannot run on zeros, override computeOutputShape(inputShape).',
    { cause: first },
  );
}

interface Outputs {
  readonly specs: Pick<tf.Tensor, 'shape' | 'dtype'>[];
  readonly isList: boolean;
}

function outputsFor(layer: Layer, inputs: unknown, options: NodeOptions, sizes: Sizes): Outputs {
  const zeros = (leaf: unknown): unknown => (leaf instanceof SymbolicTensor ? zerosLike(leaf, sizes) : leaf);
  let found: Outputs | undefined;
  tf.tidy(() => {
    const given = mapStructure(inputs, zeros) as tf.Tensor | tf.Tensor[];
    const told = mapStructure(options, zeros) as NodeOptions;
    keepingWeights(layer, () => {
      const outputs = inCall({ training: false, losses: [] }, () =>
        layer.call(given, { mask: null, ...told, training: false }),
      );
      const specs = [outputs].flat().map(({ shape, dtype }) => ({ shape: [...shape], dtype }));
      found = { specs, isList: Array.isArray(outputs) };
    });
  });
  return found!;
}

function zerosLike({ shape, dtype }: SymbolicTensor, { samples, others }: Sizes): tf.Tensor {
  const sizes = shape.map((size, axis) => size ?? (axis === 0 ? samples : others));
  return tf.zeros(sizes, dtype as 'float32');
}

/** A call may assign to weights, such as a count of calls: these were none. */
function keepingWeights(layer: Layer, body: () => void): void {
  const before = layer.weights.map((weight) => [weight, tf.clone(weight.read())] as const);
  try {
    body();
  } finally {
    for (const [weight, value] of before) if (weight.read().dataId !== value.dataId) weight.write(value);
  }
}

function compared(some: Outputs, others: Outputs): SymbolicTensor | SymbolicTensor[] {
  const specs = some.specs.map(({ shape, dtype }, i) => {
    const other = others.specs[i]?.shape;
    return new SymbolicTensor(
      shape.map((size, axis) => (size === other?.[axis] ? size : null)),
      dtype,
    );
  });
  return some.isList ? specs : specs[0]!;
}
