// One of TensorFlow's operations as a step of a graph by itself, as Keras records arithmetic on symbolic tensors and
// the masks that its layers compute.
import { nextName } from '../core/layer-names.js';
import { unknownName } from '../core/names.js';
import { mapStructure, type Structure } from '../core/structure.js';
import { Node, type NodeOptions, type Operation, SymbolicTensor } from '../core/symbolic-tensor.js';
import { tidied } from '../core/tidied.js';
import { tf } from '../tf.js';
import { checkPrecision } from './halves.js';
import { inOrder, type Recipe, type Settings, type Spec } from './recipe.js';
import { recipeOf } from './recipes.js';
import { Constant } from './values.js';

export class TensorOperation implements Operation {
  readonly inboundNodes: Node[] = [];
  readonly outboundNodes: Node[] = [];
  readonly name: string;
  readonly settings: Settings;
  readonly #recipe: Recipe;

  /**
   * @param className as Keras has it: `NotEqual`
   * @param given its settings in camelCase
   */
  constructor(
    readonly className: string,
    given: Settings = {},
    name?: string,
  ) {
    const recipe = recipeOf(className);
    if (!recipe) throw new Error(`The operation '${className}' is not available here.`);
    this.#recipe = recipe;
    this.name = name ?? nextName(className);
    this.settings = settingsFor(className, recipe, given);
  }

  get module(): string {
    return `keras.src.ops.${this.#recipe.module}`;
  }

  getClassName(): string {
    return this.className;
  }

  /** Records a call. @param args what it takes, in order: symbolic tensors, numbers, constants, lists of them */
  connect(args: readonly unknown[], options: NodeOptions = {}): SymbolicTensor | SymbolicTensor[] {
    const described = this.describe(args as Structure<SymbolicTensor>, options);
    new Node(this, args, options, [described].flat());
    return described;
  }

  invoke(args: Structure<tf.Tensor>, options: NodeOptions): tf.Tensor | tf.Tensor[] {
    checkPrecision(this.className, [args, options]);
    return tidied(() => this.#run(args as readonly unknown[], options));
  }

  describe(args: Structure<SymbolicTensor>, options: NodeOptions): SymbolicTensor | SymbolicTensor[] {
    const given = this.#inOrder(args as readonly unknown[], options);
    const { shape, specs } = this.#recipe;
    if (specs) return specs(given.map(specOf)).map((one) => new SymbolicTensor([...one.shape], one.dtype));
    // The type shows on tensors of one number, where no axis is of account.
    if (shape && given.every((one) => !Array.isArray(one))) {
      const tried = this.#tried(given, () => 1, true)[0]!;
      return new SymbolicTensor(shape(given.map(specOf), this.settings), tried.dtype);
    }
    return this.#describedByTrial(given);
  }

  /** Open axes are those that come out otherwise when they go in otherwise. */
  #describedByTrial(given: unknown[]): SymbolicTensor | SymbolicTensor[] {
    const [few, more] = [this.#tried(given, (size) => size ?? 2), this.#tried(given, (size) => size ?? 3)];
    const specs = few.map(({ shape, dtype }, i) => {
      const other = more[i]!.shape;
      return new SymbolicTensor(
        shape.map((size, axis) => (size === other[axis] ? size : null)),
        dtype,
      );
    });
    return specs.length === 1 ? specs[0]! : specs;
  }

  /** Shapes and types of the outputs for zeros; for small trials ones, by which whole numbers can be divided. */
  #tried(given: unknown[], sizeOf: (size: number | null) => number, isSmall = false): Spec[] {
    const fill = isSmall ? tf.ones : tf.zeros;
    const standIn = (leaf: unknown): unknown => {
      if (leaf instanceof SymbolicTensor && leaf.dtype === 'string')
        return tf.fill(leaf.shape.map(sizeOf), '', 'string');
      if (leaf instanceof SymbolicTensor) return fill(leaf.shape.map(sizeOf), leaf.dtype);
      return isSmall && leaf instanceof Constant ? fill([], leaf.dtype) : leaf;
    };
    return tf.tidy(() =>
      [this.#recipe.run(mapStructure(given, standIn) as unknown[], this.settings)]
        .flat()
        .map(({ shape, dtype }) => ({ shape: [...shape], dtype })),
    );
  }

  #run(args: readonly unknown[], options: NodeOptions): tf.Tensor | tf.Tensor[] {
    return this.#recipe.run(this.#inOrder(args, options), this.settings);
  }

  /** By place or by name. */
  #inOrder(args: readonly unknown[], options: NodeOptions): unknown[] {
    return inOrder(this.#recipe, args, options);
  }
}

function specOf(given: unknown): Spec | undefined {
  if (given instanceof SymbolicTensor || given instanceof tf.Tensor || given instanceof Constant)
    return { shape: [...given.shape], dtype: given.dtype };
  return undefined;
}

/** The settings that are given, checked, and the defaults of others. */
export function settingsFor(className: string, { settings }: Recipe, given: Settings): Settings {
  for (const key of Object.keys(given)) {
    if (!(key in settings))
      throw unknownName(`setting of the operation ${className}`, key, Object.keys(settings));
  }
  const whole = { ...settings, ...given };
  const missing = Object.keys(whole).find((key) => whole[key] === undefined);
  if (missing) throw new Error(`The operation ${className} lacks its setting '${missing}'.`);
  return whole;
}
