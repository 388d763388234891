// Layers that repeat, frame or cut lines and volumes; tfjs has those of pictures only.
import { tf } from '../tf.js';
import { type Inputs, one, repeated } from './own-layer.js';
import { type Pair, pairs, type Rank, Sized } from './sized-layer.js';
import { register } from './tfjs-bases.js';

abstract class UpSampling extends Sized {
  readonly size: number[];

  constructor(rank: Rank, args: { size?: number | number[] }) {
    super(rank, args);
    this.size = repeated(args.size ?? 2, rank);
  }

  protected sized(size: number, axis: number): number {
    return size * this.size[axis]!;
  }

  protected run(inputs: Inputs): tf.Tensor {
    return this.size.reduce((values, times, axis) => repeat(values, this.first + axis, times), one(inputs));
  }

  protected ownConfig(): Record<string, unknown> {
    return this.rank === 1 ? { size: this.size[0] } : { size: this.size, dataFormat: this.dataFormat };
  }
}

/** Each entry of an axis several times over. */
function repeat(values: tf.Tensor, axis: number, times: number): tf.Tensor {
  const { shape } = values;
  const before = shape.slice(0, axis + 1).reduce((product, size) => product * size, 1);
  const tiled = tf.tile(tf.reshape(values, [before, 1, -1]), [1, times, 1]);
  return tf.reshape(
    tiled,
    shape.map((size, i) => (i === axis ? size * times : size)),
  );
}

abstract class ZeroPadding extends Sized {
  readonly padding: Pair[];

  constructor(rank: Rank, args: { padding?: number | Pair | number[] | Pair[] }) {
    super(rank, args);
    this.padding = pairs(args.padding ?? 1, rank);
  }

  protected sized(size: number, axis: number): number {
    return size + this.padding[axis]![0] + this.padding[axis]![1];
  }

  protected run(inputs: Inputs): tf.Tensor {
    return tf.pad(one(inputs), this.perAxis(this.padding));
  }

  protected ownConfig(): Record<string, unknown> {
    return { padding: this.rank === 1 ? this.padding[0] : this.padding, dataFormat: this.dataFormat };
  }
}

abstract class Cropping extends Sized {
  readonly cropping: Pair[];

  constructor(rank: Rank, args: { cropping?: number | Pair | number[] | Pair[] }) {
    super(rank, args);
    this.cropping = pairs(args.cropping ?? 1, rank);
  }

  protected sized(size: number, axis: number): number {
    const left = size - this.cropping[axis]![0] - this.cropping[axis]![1];
    if (left > 0) return left;
    throw new Error(
      `cropping${this.rank}d: cropping [${this.cropping[axis]}] leaves nothing of an axis of ${size}.`,
    );
  }

  protected run(inputs: Inputs): tf.Tensor {
    const input = one(inputs);
    const begin = this.perAxis(this.cropping).map(([before]) => before);
    return tf.slice(input, begin, this.computeOutputShape(input.shape) as number[]);
  }

  protected ownConfig(): Record<string, unknown> {
    // Keras' Cropping1D has no data format.
    return this.rank === 1
      ? { cropping: this.cropping[0] }
      : { cropping: this.cropping, dataFormat: this.dataFormat };
  }
}

export class UpSampling1D extends UpSampling {
  static readonly className = 'UpSampling1D';
  constructor(args: { size?: number }) {
    super(1, args);
  }
}
export class UpSampling3D extends UpSampling {
  static readonly className = 'UpSampling3D';
  constructor(args: { size?: number | number[] }) {
    super(3, args);
  }
}
export class ZeroPadding1D extends ZeroPadding {
  static readonly className = 'ZeroPadding1D';
  constructor(args: { padding?: number | Pair }) {
    super(1, args);
  }
}
export class ZeroPadding3D extends ZeroPadding {
  static readonly className = 'ZeroPadding3D';
  constructor(args: { padding?: number | number[] | Pair[] }) {
    super(3, args);
  }
}
export class Cropping1D extends Cropping {
  static readonly className = 'Cropping1D';
  constructor(args: { cropping?: number | Pair }) {
    super(1, args);
  }
}
export class Cropping3D extends Cropping {
  static readonly className = 'Cropping3D';
  constructor(args: { cropping?: number | number[] | Pair[] }) {
    super(3, args);
  }
}
for (const defined of [UpSampling1D, UpSampling3D, ZeroPadding1D, ZeroPadding3D, Cropping1D, Cropping3D])
  register(defined);
