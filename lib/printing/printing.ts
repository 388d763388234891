// How tensors, layers and models look where Node prints them: console.log, a list of them, a cell's last line. Without
// this, a model is thousands of lines of its inside.
import { type InspectOptionsStylized, inspect } from 'node:util';
import { Layer } from '../core/layer.js';
import { Network } from '../core/network.js';
import { SymbolicTensor } from '../core/symbolic-tensor.js';
import { LayerVariable } from '../core/variable.js';
import { tf } from '../tf.js';
import { printsAs } from './one-line.js';
import { tensorHead, tensorText } from './tensor-text.js';

type Shape = readonly (number | null)[];

/** Called once when the library is loaded. */
export function installPrinting(): void {
  print(tf.Tensor, printTensor);
  print(LayerVariable, (variable) => tensorText(variable.read()));
  print(SymbolicTensor, printSymbol);
  print(Layer, printLayer);
  print(Network, printModel);
  // The last that fits is taken: a model is a layer as well.
  printsAs(SymbolicTensor, printSymbol);
  printsAs(Layer, printLayer);
  printsAs(Network, printModel);
}

function print<T>(
  type: { readonly prototype: T },
  text: (value: T, depth: number, options: InspectOptionsStylized) => string,
): void {
  Object.defineProperty(type.prototype, inspect.custom, {
    value(this: T, depth: number, options: InspectOptionsStylized) {
      // A class prototype is inspected, too, and has none of the fields.
      return this === type.prototype ? '[prototype]' : text(this, depth, options);
    },
    configurable: true,
    writable: true,
  });
}

/** Deep inside other objects the values would hide them. */
function printTensor(tensor: tf.Tensor, depth: number): string {
  return depth < 0 ? tensorHead(tensor) : tensorText(tensor);
}

function printSymbol({ name, shape, dtype }: SymbolicTensor): string {
  return `SymbolicTensor '${name}' ${shapeText(shape)} ${dtype}`;
}

function printLayer(layer: Layer): string {
  const head = `${layer.getClassName()} '${layer.name}'`;
  return layer.built ? `${head} ${outputShape(layer)}, ${parameters(layer)}` : `${head}, not built yet`;
}

function printModel(model: Network): string {
  const kind = model.stack ? 'Sequential' : 'Model';
  const { length } = model.layers;
  if (length === 0) return `${kind} '${model.name}', no layers yet`;
  const count = model.isDescribed ? parameters(model) : 'not built yet';
  return `${kind} '${model.name}', ${length} ${length === 1 ? 'layer' : 'layers'}, ${count}`;
}

function parameters(layer: Layer): string {
  const count = layer.countParams();
  return `${count.toLocaleString('en')} ${count === 1 ? 'parameter' : 'parameters'}`;
}

/** A layer that was called several times may have several; only its first call says the shape. */
function outputShape(layer: Layer): string {
  const [call] = layer.inboundNodes;
  return call
    ? call.outputTensors.map(({ shape }) => shapeText(shape)).join(', ')
    : '(called on tensors only)';
}

function shapeText(shape: Shape): string {
  return `(${shape.map((size) => size ?? 'None').join(', ')})`;
}
