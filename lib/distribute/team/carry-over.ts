// What a fit's processes cannot be told, since it is code of a cell's: refused by name, before anything is sent.
import { Layer } from '../../core/layer.js';
import { isLibraryClass } from '../../core/registry.js';
import { isLoss } from '../../losses/define.js';
import { metricsOfOursOnly } from '../../saving/keras3/serialize-compile.js';
import type { SharedWork } from '../../training/distribution.js';

/** An error that names what of the work is known in this process alone. */
export function refuseOwnCode({ where, model, state }: SharedWork): void {
  const own = ownCode(model, state);
  if (own === undefined) return;
  throw new Error(
    `${where}: the processes of distribute() do not know ${own}. Use one of the library's, write a script for ` +
      '`tensorcell train --processes N`, or fit in this process alone: await distribute({ processes: 1 }).',
  );
}

function ownCode(model: Layer, { args, metrics }: SharedWork['state']): string | undefined {
  const layer = ownLayer(model);
  if (layer === model) return `the model's class '${layer.constructor.name}', which is your own`;
  if (layer) return `the layer '${layer.name}' of the class '${layer.constructor.name}', which is your own`;
  const losses = typeof args.loss === 'object' && args.loss !== null ? Object.values(args.loss) : [args.loss];
  const loss = losses.find((one) => typeof one === 'function' && !isLoss(one));
  if (loss) return `the loss '${(loss as { name: string }).name || 'loss'}', a function of your own`;
  const metric = metrics.find(({ metric: { className } }) => metricsOfOursOnly.includes(className));
  if (!metric) return undefined;
  return `the metric '${metric.key}', ${metric.metric.className === 'Function' ? 'a function of your own' : "which Keras' files do not hold"}`;
}

/** The first layer of a class that the library does not have. */
function ownLayer(layer: Layer): Layer | undefined {
  if (layer instanceof Layer && !isLibraryClass(layer.constructor)) return layer;
  for (const inner of layer.innerLayers()) {
    const own = ownLayer(inner);
    if (own) return own;
  }
  return undefined;
}
