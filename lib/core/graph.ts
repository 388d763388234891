// The way from a model's inputs to its outputs: which calls lie on it, in which order they run, and which operations
// they belong to. The orders are Keras 3's, as its files number layers by them.
import type { tf } from '../tf.js';
import type { Node, Operation, SymbolicTensor } from './symbolic-tensor.js';

export class Graph {
  /** The calls, each after those that it needs. */
  readonly nodes: readonly Node[];
  /** The operations, in the order of files: those furthest from the outputs first. */
  readonly operations: readonly Operation[];
  readonly #members: ReadonlySet<Node>;

  constructor(
    readonly inputs: readonly SymbolicTensor[],
    readonly outputs: readonly SymbolicTensor[],
  ) {
    const { order, firstSeen } = walk(inputs, outputs);
    this.#members = new Set(order);
    const { ofNodes, ofOperations } = this.#depths(order, firstSeen);
    this.operations = [...ofOperations.keys()].sort(
      (a, b) => ofOperations.get(b)! - ofOperations.get(a)! || firstSeen.get(a)! - firstSeen.get(b)!,
    );
    this.nodes = [...ofNodes.keys()].sort((a, b) => ofNodes.get(b)! - ofNodes.get(a)!);
    this.#check();
  }

  /** Whether a call is part of the graph: layers may be called outside of it as well. */
  has(node: Node): boolean {
    return this.#members.has(node) || this.nodes.includes(node);
  }

  /** The calls of an operation that are part of the graph. */
  callsOf(operation: Operation): Node[] {
    return operation.inboundNodes.filter((node) => this.has(node));
  }

  /** The number of a call among those of its operation in this graph. */
  callNumber(node: Node): number {
    return this.callsOf(node.operation).indexOf(node);
  }

  /** The outputs for these inputs. */
  run(inputs: readonly tf.Tensor[]): tf.Tensor[] {
    const values = new Map<SymbolicTensor, tf.Tensor>(this.inputs.map((tensor, i) => [tensor, inputs[i]!]));
    this.#follow(values, (node) => node.run((tensor) => values.get(tensor)!));
    return this.outputs.map((tensor) => values.get(tensor)!);
  }

  /** What the outputs would be for inputs of other shapes. */
  describe(inputs: readonly SymbolicTensor[]): SymbolicTensor[] {
    const specs = new Map<SymbolicTensor, SymbolicTensor>(
      this.inputs.map((tensor, i) => [tensor, inputs[i]!]),
    );
    this.#follow(specs, (node) => node.describe((tensor) => specs.get(tensor)!));
    return this.outputs.map((tensor) => specs.get(tensor)!);
  }

  #follow<T>(values: Map<SymbolicTensor, T>, give: (node: Node) => T[]): void {
    for (const node of this.nodes) {
      if (node.isInput || node.outputTensors.every((tensor) => values.has(tensor))) continue;
      const outputs = give(node);
      node.outputTensors.forEach((tensor, i) => {
        if (!values.has(tensor)) values.set(tensor, outputs[i]!);
      });
    }
  }

  /** How many calls lie between each call, or operation, and the outputs: its longest way. */
  #depths(order: readonly Node[], firstSeen: Map<Operation, number>) {
    const ofNodes = new Map<Node, number>();
    const ofOperations = new Map<Operation, number>();
    for (const node of [...order].reverse()) {
      const depth = Math.max(ofNodes.get(node) ?? 0, ofOperations.get(node.operation) ?? 0);
      ofNodes.set(node, depth);
      ofOperations.set(node.operation, depth);
      for (const parent of node.parents) {
        if (this.#members.has(parent)) ofNodes.set(parent, Math.max(depth + 1, ofNodes.get(parent) ?? 0));
      }
    }
    // Inputs that lead nowhere are still the model's.
    for (const { source } of this.inputs) {
      if (!source.isInput || ofOperations.has(source.operation)) continue;
      ofNodes.set(source, 0);
      ofOperations.set(source.operation, 0);
      firstSeen.set(source.operation, -1);
    }
    return { ofNodes, ofOperations };
  }

  #check(): void {
    const there = new Set<SymbolicTensor>(this.inputs);
    for (const node of this.nodes) {
      if (node.isInput) continue;
      const missing = node.inputTensors.find((tensor) => !there.has(tensor));
      if (missing) {
        throw new Error(
          `model: the outputs also depend on '${missing.name}' (at '${node.operation.name}'), which does not come from the inputs. ` +
            `Expected: every way back from the outputs ends in one of the inputs ${this.inputs.map(({ name }) => `'${name}'`).join(', ')}.`,
        );
      }
      for (const tensor of node.outputTensors) there.add(tensor);
    }
    const names = new Set<string>();
    for (const { name } of this.operations) {
      if (names.has(name))
        throw new Error(
          `model: two of its layers are named '${name}'; each needs a name of its own, by which files know it.`,
        );
      names.add(name);
    }
  }
}

/** Depth first, from the outputs: calls from inputs to outputs, and when each operation was first met. */
function walk(inputs: readonly SymbolicTensor[], outputs: readonly SymbolicTensor[]) {
  const order: Node[] = [];
  const finished = new Set<Node>();
  const firstSeen = new Map<Operation, number>();
  const declared = new Set(inputs);
  const visit = (tensor: SymbolicTensor): void => {
    const { source } = tensor;
    if (finished.has(source)) return;
    finished.add(source); // calls are recorded after those that they need: there is no circle
    // What comes before an input that another layer gives is not the model's.
    if (!source.isInput && declared.has(tensor)) return;
    if (!firstSeen.has(source.operation)) firstSeen.set(source.operation, firstSeen.size);
    if (!source.isInput) source.inputTensors.forEach(visit);
    order.push(source);
  };
  outputs.forEach(visit);
  return { order, firstSeen };
}
