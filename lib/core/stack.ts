// Layers one after the other, that may be added and taken off: what makes a sequential model's graph.
import { Graph } from './graph.js';
import { InputLayer } from './input-layer.js';
import type { Layer } from './layer.js';
import type { Shape } from './shape.js';
import { SymbolicTensor } from './symbolic-tensor.js';

export class Stack {
  readonly #layers: Layer[] = [];
  /** What each layer gives, as far as the input is known. */
  readonly #outputs: SymbolicTensor[] = [];
  #input: InputLayer | undefined;
  #graph: Graph | undefined;
  #revision = 0;
  readonly #refusals = new Map<string, string | undefined>();

  /** How often layers came or went. */
  get revision(): number {
    return this.#revision;
  }

  get layers(): Layer[] {
    return [...this.#layers];
  }

  /** The layer that takes the input; not among `layers`, as in Keras. */
  get input(): InputLayer | undefined {
    return this.#input;
  }

  /** Adds a layer at the end. */
  push(layer: Layer): void {
    if (layer instanceof InputLayer) this.#enter(layer);
    else this.#layers.push(layer);
    this.#change();
    const known = this.#input ? undefined : this.#layers[0]?.knownInput();
    if (known) this.build(known.shape, known.dtype);
    else this.#connect();
  }

  /** Takes the last layer off. */
  pop(): Layer | undefined {
    const layer = this.#layers.pop();
    this.#outputs.length = Math.min(this.#outputs.length, this.#layers.length);
    this.#change();
    return layer;
  }

  /** Tells the shape of the input where no layer did. */
  build(batchShape: Shape, dtype?: SymbolicTensor['dtype']): void {
    if (this.#input || this.#layers.length === 0) return;
    this.#enter(new InputLayer({ batchShape, dtype, name: `${this.#layers[0]!.name}_input` }));
    this.#connect();
  }

  /** The calls from the input to the last layer; undefined while the input is not known. */
  get graph(): Graph | undefined {
    if (!this.#input) return undefined;
    this.#graph ??= new Graph([this.#input.output], [this.#outputs.at(-1) ?? this.#input.output]);
    return this.#graph;
  }

  /** What its layers say of an input of other sizes than they were connected for; undefined where they take it. */
  refusal(batchShape: Shape, dtype: SymbolicTensor['dtype']): string | undefined {
    const shape: Shape = [null, ...batchShape.slice(1)];
    const key = shape.join();
    if (!this.#refusals.has(key)) this.#refusals.set(key, this.#ask(new SymbolicTensor(shape, dtype)));
    return this.#refusals.get(key);
  }

  #ask(input: SymbolicTensor): string | undefined {
    try {
      this.graph?.describe([input]);
      return undefined;
    } catch (error) {
      return ` ${(error as Error).message}`;
    }
  }

  #change(): void {
    this.#graph = undefined;
    this.#refusals.clear();
    this.#revision += 1;
  }

  #enter(layer: InputLayer): void {
    if (this.#input) {
      throw new Error(
        `sequential: there is an input already, of the shape [${this.#input.batchInputShape}]. Expected: one input.`,
      );
    }
    this.#input = layer;
    this.#graph = undefined;
  }

  #connect(): void {
    if (!this.#input) return;
    try {
      while (this.#outputs.length < this.#layers.length) this.#outputs.push(this.#next());
    } catch (error) {
      this.#layers.length = this.#outputs.length; // what does not fit does not stay
      throw error;
    }
  }

  #next(): SymbolicTensor {
    const layer = this.#layers[this.#outputs.length]!;
    const output: unknown = layer.apply(this.#outputs.at(-1) ?? this.#input!.output);
    if (!Array.isArray(output)) return output as SymbolicTensor;
    throw new Error(
      `sequential: layer '${layer.name}' gives several outputs; in a sequential model each layer gives one. Use model({ inputs, outputs }).`,
    );
  }
}
