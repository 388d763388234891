// Layers over whole pictures and volumes that tfjs lacks: dropout of channels, and what is left of a volume.
import { tf } from '../tf.js';
import type { LayerArgs } from './args.js';
import { drop } from './chance.js';
import type { DataFormat } from './convolution.js';
import { type CallOptions, type Inputs, OwnLayer, one, type Shape, single } from './own-layer.js';
import { register } from './tfjs-bases.js';

interface SpatialArgs {
  dataFormat?: DataFormat;
}

abstract class Spatial extends OwnLayer {
  readonly dataFormat: DataFormat;

  constructor(rank: number, args: SpatialArgs) {
    super(args as LayerArgs);
    this.dataFormat = args.dataFormat ?? 'channelsLast';
    this.inputSpec = [{ ndim: rank + 2 }];
  }

  protected isChannel(axis: number, axes: number): boolean {
    return axis === (this.dataFormat === 'channelsFirst' ? 1 : axes - 1);
  }

  protected ownConfig(): Record<string, unknown> {
    return { dataFormat: this.dataFormat };
  }
}

abstract class SpatialDropout extends Spatial {
  readonly rate: number;

  constructor(rank: number, args: SpatialArgs & { rate: number }) {
    super(rank, args);
    this.rate = args.rate;
  }

  protected run(inputs: Inputs, { training = false }: CallOptions): tf.Tensor {
    const input = one(inputs);
    if (!training) return tf.clone(input);
    const { shape } = input;
    return drop(
      input,
      this.rate,
      shape.map((size, axis) => (axis === 0 || this.isChannel(axis, shape.length) ? size : 1)),
    );
  }

  protected override ownConfig(): Record<string, unknown> {
    return { ...super.ownConfig(), rate: this.rate };
  }
}

export class SpatialDropout2D extends SpatialDropout {
  static readonly className = 'SpatialDropout2D';
  constructor(args: SpatialArgs & { rate: number }) {
    super(2, args);
  }
}
register(SpatialDropout2D);

export class SpatialDropout3D extends SpatialDropout {
  static readonly className = 'SpatialDropout3D';
  constructor(args: SpatialArgs & { rate: number }) {
    super(3, args);
  }
}
register(SpatialDropout3D);

abstract class GlobalPooling3D extends Spatial {
  constructor(args: SpatialArgs) {
    super(3, args);
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    return single(inputShape).filter((_, axis) => axis === 0 || this.isChannel(axis, 5));
  }

  protected get axes(): number[] {
    return [1, 2, 3, 4].filter((axis) => !this.isChannel(axis, 5));
  }
}

export class GlobalAveragePooling3D extends GlobalPooling3D {
  static readonly className = 'GlobalAveragePooling3D';
  protected run(inputs: Inputs): tf.Tensor {
    return tf.mean(one(inputs), this.axes);
  }
}
register(GlobalAveragePooling3D);

export class GlobalMaxPooling3D extends GlobalPooling3D {
  static readonly className = 'GlobalMaxPooling3D';
  protected run(inputs: Inputs): tf.Tensor {
    return tf.max(one(inputs), this.axes);
  }
}
register(GlobalMaxPooling3D);
