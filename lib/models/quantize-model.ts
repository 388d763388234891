// model.quantize: each layer that can be, also within others.
import type { Layer } from '../core/layer.js';
import { checkOptions, received } from '../core/messages.js';
import type { Network } from '../core/network.js';
import { notice } from '../core/notice.js';
import { checkMode, type QuantizationMode } from '../core/quantization.js';
import type { Layer as PublicLayer } from '../layers/base/layer.js';
import type { QuantizationFilter } from '../training/trained-model.js';

export function quantizeModel(
  model: Network,
  mode: QuantizationMode,
  options: { filters?: QuantizationFilter },
): void {
  checkMode('quantize', mode);
  checkOptions('quantize', options, ['filters']);
  const isChosen = choice(options.filters);
  void model.graph; // says so in words where the model is not built
  const chosen = simplest(model).filter((layer) => isChosen(layer));
  const left = chosen.filter((layer) => !layer.canBeQuantized && layer.weights.length > 0);
  const quantized = chosen.filter((layer) => layer.canBeQuantized);
  // All or none: one that is refused leaves the model as it was.
  for (const layer of quantized) layer.checkQuantize(mode);
  for (const layer of quantized) layer.quantize(mode);
  if (left.length > 0)
    notice(
      `quantize: as in Keras, these layers stay in floats: ${left.map((layer) => `'${layer.name}' (${layer.getClassName()})`).join(', ')}.`,
    );
}

/** Layers that hold no others. */
function simplest(layer: Layer): Layer[] {
  const inner = layer.innerLayers();
  return inner.length === 0 ? [layer] : [...new Set(inner.flatMap(simplest))];
}

function choice(filters: QuantizationFilter | undefined): (layer: Layer) => boolean {
  if (filters === undefined) return () => true;
  if (typeof filters === 'function') return (layer) => filters(layer as never as PublicLayer);
  const patterns = [filters].flat();
  for (const pattern of patterns)
    if (typeof pattern !== 'string' && !(pattern instanceof RegExp))
      throw new Error(
        `quantize: filters must be patterns for layers' names, or a function of a layer. Received: ${received(pattern)}.`,
      );
  return ({ name }) => patterns.some((pattern) => new RegExp(pattern).test(name));
}
