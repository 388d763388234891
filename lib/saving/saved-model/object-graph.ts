// The objects of a SavedModel: what Python gets as attributes when it loads one. Sources:
// tensorflow/core/protobuf/saved_object_graph.proto, trackable_object_graph.proto.
import { bytes, entry, text, varint } from '../../engine/protobuf.js';
import {
  type Contents,
  type Endpoint,
  type Signature,
  type StoredVariable,
  signaturesOf,
  usedVariables,
  variablesOf,
} from './contents.js';
import { flatOf, rearranged, shapeMessage, structured, type TensorSpec } from './messages.js';

interface Child {
  readonly name: string;
  readonly node: SavedNode;
}

interface SavedNode {
  readonly children: readonly Child[];
  /** The field of `SavedObject` that says what it is. */
  readonly kind: Buffer;
  readonly variable?: StoredVariable;
  readonly dependencies?: readonly Child[];
}

/** All objects in the order of their numbers, the root first. */
export class ObjectGraph {
  readonly #nodes: SavedNode[];
  readonly #numbers: ReadonlyMap<SavedNode, number>;
  readonly #variables: ReadonlyMap<StoredVariable, SavedNode>;

  constructor(private readonly contents: Contents) {
    this.#variables = new Map(variablesOf(contents).map((one) => [one, variableNode(one)]));
    this.#nodes = reachable(this.#root());
    this.#numbers = new Map(this.#nodes.map((node, number) => [node, number]));
  }

  /** A `SavedObjectGraph`. */
  saved(): Buffer {
    const nodes = this.#nodes.map(({ children, kind, dependencies = [] }) =>
      bytes(1, ...this.#references(1, children), kind, ...this.#references(15, dependencies)),
    );
    const functions = [
      ...this.contents.endpoints.map((one) => entry(2, one.functionName, this.#concrete(one))),
      ...signaturesOf(this.contents).map((one) => entry(2, one.functionName, this.#concreteSignature(one))),
    ];
    return Buffer.concat([...nodes, ...functions]);
  }

  /** A `TrackableObjectGraph`, which a checkpoint holds. */
  trackable(): Buffer {
    const hasValues = bytes(5, varint(1, 1));
    return Buffer.concat(
      this.#nodes.map(({ children, variable }) => {
        const value = variable
          ? [
              bytes(
                2,
                text(1, 'VARIABLE_VALUE'),
                text(2, variable.name),
                text(3, this.checkpointKey(variable)),
              ),
            ]
          : [];
        return bytes(1, ...this.#references(1, children), ...value, hasValues);
      }),
    );
  }

  /** The name of a variable's values in the checkpoint. */
  checkpointKey(variable: StoredVariable): string {
    const lists = [
      ['variables', this.contents.tracked],
      ['_all_variables', usedVariables(this.contents)],
      ...this.contents.collections,
    ] as const;
    const [name, variables] = lists.find(([, list]) => list.includes(variable))!;
    return `${keyName(name)}/${variables.indexOf(variable)}/.ATTRIBUTES/VARIABLE_VALUE`;
  }

  #root(): SavedNode {
    const { endpoints, tracked, collections } = this.contents;
    const list = (name: string, variables: readonly StoredVariable[]): Child => ({
      name,
      node: {
        children: variables.map((one, i) => ({ name: String(i), node: this.#variables.get(one)! })),
        kind: userObject('trackable_list_wrapper'),
      },
    });
    const signatures = signaturesOf(this.contents).map((one) => ({
      name: one.name,
      node: signatureNode(one),
    }));
    return {
      kind: userObject('_generic_user_object'),
      children: [
        list('variables', tracked),
        list(
          'trainable_variables',
          tracked.filter(({ trainable }) => trainable),
        ),
        list(
          'non_trainable_variables',
          tracked.filter(({ trainable }) => !trainable),
        ),
        list('_all_variables', usedVariables(this.contents)),
        list('_misc_assets', []),
        ...[...collections].map(([name, variables]) => list(name, variables)),
        ...endpoints.map((one) => ({ name: one.name, node: functionNode(one) })),
        { name: 'signatures', node: { children: signatures, kind: userObject('signature_map') } },
      ],
    };
  }

  #references(field: number, children: readonly Child[]): Buffer[] {
    return children.map(({ name, node }) => bytes(field, varint(1, this.#numbers.get(node)!), text(2, name)));
  }

  #concrete(endpoint: Endpoint): Buffer[] {
    const positional = structured.tuple(endpoint.inputs.map(structured.arranged));
    const outputs = flatOf(endpoint.outputs).map((spec, i) => ({ ...spec, name: `tensor_${i}` }));
    const result = endpoint.outputs.kind === 'one' ? [{ ...outputs[0]!, name: 'tensor' }] : outputs;
    return [
      ...this.#bound(endpoint),
      bytes(3, structured.tuple([positional, structured.names([])])),
      bytes(4, structured.arranged(rearranged(endpoint.outputs, result))),
    ];
  }

  #concreteSignature({ endpoint, inputs, outputs }: Signature): Buffer[] {
    const byName = (specs: readonly TensorSpec[]) =>
      structured.names(specs.map((spec) => [spec.name, structured.tensor(spec)]));
    return [
      ...this.#bound(endpoint),
      bytes(3, structured.tuple([structured.tuple([]), byName(inputs)])),
      bytes(4, byName(outputs)),
    ];
  }

  /** The variables that a function takes after its inputs. */
  #bound({ variables }: Endpoint): Buffer[] {
    return variables.map((one) => varint(2, this.#numbers.get(this.#variables.get(one)!)!));
  }
}

/** A name as keys of a checkpoint hold it: `/` parts them, `.` begins what is TensorFlow's own. */
const keyName = (name: string): string => name.replaceAll('.', '..').replaceAll('/', '.S');

/** From the root outwards. */
function reachable(root: SavedNode): SavedNode[] {
  const found = new Set([root]);
  for (const { children } of found) for (const { node } of children) found.add(node);
  return [...found];
}

function userObject(identifier: string): Buffer {
  return bytes(4, text(1, identifier), bytes(2, varint(1, 1), varint(2, 1)));
}

function variableNode(variable: StoredVariable): SavedNode {
  const { dtype, shape, trainable, name } = variable;
  const kind = bytes(
    7,
    varint(1, dtype),
    bytes(2, shapeMessage(shape)),
    varint(3, trainable ? 1 : 0),
    text(6, name),
  );
  return { children: [], kind, variable };
}

/** A function with one graph, behind a Python function's list of arguments. */
function functionNode(endpoint: Endpoint): SavedNode {
  const names = endpoint.parameters;
  const signature = structured.tuple(endpoint.inputs.map(structured.arranged));
  const spec = bytes(2, bytes(1, argumentSpec(names, [])), bytes(5, signature));
  const traced = {
    name: 'trace_0',
    node: concreteNode(endpoint.functionName, {
      keywords: endpoint.inputs.flatMap(flatOf).map(({ name }) => name),
      positional: endpoint.inputs.flatMap(flatOf).length,
      argumentNames: argumentSpec(names, []),
    }),
  };
  return { children: [traced], kind: bytes(6, text(1, endpoint.functionName), spec), dependencies: [traced] };
}

function signatureNode({ functionName, inputs }: Signature): SavedNode {
  const keywords = inputs.map(({ name }) => name);
  return concreteNode(functionName, { keywords, positional: 0, argumentNames: argumentSpec([], keywords) });
}

interface Call {
  readonly keywords: readonly string[];
  /** How many may come without their names. */
  readonly positional: number;
  readonly argumentNames: Buffer;
}

function concreteNode(functionName: string, { keywords, positional, argumentNames }: Call): SavedNode {
  const kind = bytes(
    8,
    text(1, functionName),
    ...keywords.map((name) => text(2, name)),
    ...(positional > 0 ? [varint(3, positional)] : []),
    bytes(4, bytes(1, argumentNames), bytes(5, structured.none())),
  );
  return { children: [], kind };
}

/** Python's `inspect.FullArgSpec` of a function without defaults. */
function argumentSpec(names: readonly string[], onlyByName: readonly string[]): Buffer {
  const texts = (values: readonly string[]) => structured.list(values.map(structured.text));
  return structured.namedTuple('FullArgSpec', [
    ['args', texts(names)],
    ['varargs', structured.none()],
    ['varkw', structured.none()],
    ['defaults', structured.none()],
    ['kwonlyargs', texts(onlyByName)],
    ['kwonlydefaults', structured.none()],
    ['annotations', structured.names([])],
  ]);
}
