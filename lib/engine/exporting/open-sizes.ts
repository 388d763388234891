// The nodes by which a graph computes numbers from sizes that are only known when it runs.
import type { Endpoint } from '../c-api.js';
import { dataType } from '../data-types.js';
import { attributeType, type OpAttribute } from '../op-attributes.js';
import type { TensorValues } from '../tensor-transfer.js';
import type { Recorder } from '../tracing/recorder.js';
import type { SizeRule } from './size-rule.js';

/** Where an open size can be read: an axis of an input. */
export interface SizePlace {
  readonly input: Endpoint;
  readonly axis: number;
}

export class OpenSizes {
  readonly #products = new Map<number, Endpoint>();
  readonly #numbers = new Map<number, Endpoint>();

  constructor(
    private readonly recorder: Recorder,
    private readonly places: readonly SizePlace[],
  ) {}

  /** One number, an int32. */
  scalar(rule: SizeRule): Endpoint {
    const terms = [...rule].filter(([, coefficient]) => coefficient !== 0);
    if (terms.length === 0) return this.#number(0);
    return terms
      .map(([key, coefficient]) => this.#term(key, coefficient))
      .reduce((a, b) => this.#add('AddV2', a, b));
  }

  /** Numbers in a row. Packed one by one, so that TensorFlow sees which of them are fixed. */
  row(rules: readonly SizeRule[]): Endpoint {
    if (rules.length === 0) return this.constant(dataType.int32, [0], []);
    return this.op(
      'Pack',
      rules.map((rule) => this.scalar(rule)),
      [
        { name: 'N', type: attributeType.int, value: rules.length },
        { name: 'axis', type: attributeType.int, value: 0 },
      ],
    );
  }

  constant(type: number, shape: readonly number[], values: TensorValues): Endpoint {
    return this.recorder.endpoint(this.recorder.createTensor(shape, type, values));
  }

  op(name: string, inputs: readonly Endpoint[], attributes: readonly OpAttribute[] = []): Endpoint {
    return { operation: this.recorder.graph.add(name, inputs, { attributes }), index: 0 };
  }

  /** The same numbers in another type. */
  cast(value: Endpoint, type: number): Endpoint {
    if (type === dataType.int32) return value;
    return this.op('Cast', [value], [{ name: 'DstT', type: attributeType.type, value: type }]);
  }

  #term(key: number, coefficient: number): Endpoint {
    if (key === 0) return this.#number(coefficient);
    const sizes = this.#product(key);
    return coefficient === 1 ? sizes : this.#add('Mul', sizes, this.#number(coefficient));
  }

  #product(key: number): Endpoint {
    let made = this.#products.get(key);
    if (!made) {
      const last = 31 - Math.clz32(key);
      const rest = key & ~(1 << last);
      made =
        rest === 0
          ? this.#size(this.places[last]!)
          : this.#add('Mul', this.#product(rest), this.#product(1 << last));
      this.#products.set(key, made);
    }
    return made;
  }

  #size({ input, axis }: SizePlace): Endpoint {
    const shape = this.op('Shape', [input]);
    const bounds = [axis, axis + 1, 1].map((value) => this.constant(dataType.int32, [1], [value]));
    return this.op(
      'StridedSlice',
      [shape, ...bounds],
      [{ name: 'shrink_axis_mask', type: attributeType.int, value: 1 }],
    );
  }

  #number(value: number): Endpoint {
    let made = this.#numbers.get(value);
    if (!made) {
      made = this.constant(dataType.int32, [], [value]);
      this.#numbers.set(value, made);
    }
    return made;
  }

  #add(op: 'AddV2' | 'Mul', a: Endpoint, b: Endpoint): Endpoint {
    return this.op(op, [a, b]);
  }
}
