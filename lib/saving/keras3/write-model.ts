// From a model to its configuration, as `config.json` of a `.keras` file holds it.
import { InputLayer } from '../../core/input-layer.js';
import { Layer } from '../../core/layer.js';
import { toSnakeCase } from '../../core/names.js';
import { Network } from '../../core/network.js';
import { isPlainObject } from '../../core/structure.js';
import { type Node, type Operation, SymbolicTensor } from '../../core/symbolic-tensor.js';
import { Ellipsis, Range } from '../../operations/items.js';
import { TensorOperation } from '../../operations/tensor-operation.js';
import { Constant } from '../../operations/values.js';
import { tf } from '../../tf.js';
import { callForm } from './call-forms.js';
import { type Json, type JsonObject, type KerasObject, kerasObject } from './keras-object.js';
import { inputToKeras, layerToKeras, typeToKeras } from './write-layer.js';

export const modelToKeras = (model: Network): JsonObject & KerasObject => new ModelWriter().model(model);

class ModelWriter {
  readonly #written = new Set<Layer>();
  #marks = 0;

  model(model: Network): JsonObject & KerasObject {
    return model.stack ? this.#sequential(model) : this.#functional(model);
  }

  #sequential(model: Network): JsonObject & KerasObject {
    const [input] = model.inputs;
    const layers = [input!.operation as InputLayer, ...model.layers].map((layer) => this.#marked(layer));
    const dtype = typeToKeras(model.dtypePolicy.name);
    const config = { name: model.name, trainable: model.trainable, dtype, layers };
    return kerasObject('keras', 'Sequential', { ...config, build_input_shape: input!.shape });
  }

  #functional(model: Network): JsonObject & KerasObject {
    const layers = model.graph.operations.map((operation) => ({
      ...(operation instanceof Layer
        ? this.#marked(operation)
        : operationToKeras(operation as TensorOperation)),
      name: operation.name,
      inbound_nodes: model.graph
        .callsOf(operation)
        .filter((call) => !call.isInput)
        .map((call) => callToKeras(model, call)),
    }));
    const config = {
      name: model.name,
      trainable: model.trainable,
      layers,
      input_layers: endsToKeras(model, model.inputs, model.isNamed.inputs && model.inputNames),
      output_layers: endsToKeras(model, model.outputs, model.isNamed.outputs && model.outputNames),
    };
    return kerasObject('keras.src.models.functional', 'Functional', config, 'Functional');
  }

  /** A layer that another model within this one has as well gets a mark from its second place on, as in Keras. */
  #marked(layer: Layer): JsonObject {
    if (!this.#written.has(layer)) {
      this.#written.add(layer);
      return this.#layer(layer);
    }
    // A number of its own each time: what Keras finds by a number it would call in two models at once.
    return { ...this.#layer(layer), shared_object_id: ++this.#marks };
  }

  #layer(layer: Layer): JsonObject {
    if (layer instanceof Network) return this.model(layer);
    if (layer instanceof InputLayer) return inputToKeras(layer);
    return layerToKeras(layer, (inner) => this.#marked(inner));
  }
}

function operationToKeras({ className, module, name, settings }: TensorOperation): JsonObject {
  const config = Object.entries(settings).map(([key, value]) => {
    if (typeof value !== 'number' || Number.isFinite(value)) return [settingName(key), value];
    throw new Error(`The operation ${className} has ${key} ${value}, which no file can hold.`);
  });
  return kerasObject(module, className, { name, ...(Object.fromEntries(config) as JsonObject) }, className);
}

/** Keras has a few settings in capitals: `N` of vander. */
const settingName = (key: string): string => (key === key.toUpperCase() ? key : toSnakeCase(key));

/** The model's inputs, or outputs: a list, or by name. */
function endsToKeras(model: Network, tensors: readonly SymbolicTensor[], names: string[] | false): Json {
  const places = tensors.map((tensor): Json => {
    const [name, call, output] = placeOf(model, tensor);
    // Here Keras counts a functional model's own making as its first call.
    const shift = tensor.operation instanceof Network && !tensor.operation.stack ? 1 : 0;
    return [name, call + shift, output];
  });
  return names ? Object.fromEntries(places.map((place, i) => [names[i]!, place])) : places;
}

/** Layer, which of its calls in this model, which of its outputs. */
export function placeOf(model: Network, tensor: SymbolicTensor): [string, number, number] {
  return [tensor.operation.name, model.graph.callNumber(tensor.source), tensor.tensorIndex];
}

function callToKeras(model: Network, { operation, inputs, options }: Node): JsonObject {
  const write = (value: unknown): Json => argumentToKeras(model, value);
  const kwargs = Object.entries(options).map(([key, value]) => [toSnakeCase(key), write(value)]);
  return { args: argsOf(operation, inputs).map(write), kwargs: Object.fromEntries(kwargs) };
}

/** What is given by place. */
function argsOf(operation: Operation, inputs: unknown): unknown[] {
  const isApart =
    operation instanceof TensorOperation || (operation instanceof Layer && callForm(operation)?.isApart);
  if (isApart) return [inputs].flat();
  const byName = operation instanceof Network && operation.isNamed.inputs && !isPlainObject(inputs);
  if (!byName) return [inputs];
  const list = [inputs].flat();
  return [Object.fromEntries(operation.inputNames.map((name, i) => [name, list[i]]))];
}

function argumentToKeras(model: Network, value: unknown): Json {
  if (value instanceof SymbolicTensor) return tensorToKeras(model, value);
  if (value instanceof tf.Tensor)
    return special('__tensor__', { value: value.arraySync() as Json, dtype: value.dtype });
  if (value instanceof Constant)
    return special('__numpy__', { value: value.values as Json, dtype: value.dtype });
  if (value instanceof Range)
    return special('__slice__', { start: value.start, stop: value.stop, step: value.step });
  if (value instanceof Ellipsis) return special('__ellipsis__', {});
  if (Array.isArray(value)) return value.map((item) => argumentToKeras(model, item));
  if (isPlainObject(value))
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, argumentToKeras(model, item)]),
    );
  return (value ?? null) as Json;
}

const special = (className: string, config: JsonObject): JsonObject => ({ class_name: className, config });

function tensorToKeras(model: Network, tensor: SymbolicTensor): JsonObject {
  const { shape, dtype } = tensor;
  return special('__keras_tensor__', { shape, dtype, keras_history: placeOf(model, tensor) });
}
