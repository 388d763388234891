// What is wrong with a layer's options, said before tfjs stumbles over them.
import { checkWhole, received } from '../models/options.js';
import { unknownName } from '../names.js';

/** Options of every layer that do not appear in its configuration. */
const common = [
  'inputShape',
  'batchInputShape',
  'batchSize',
  'dtype',
  'inputDType',
  'name',
  'trainable',
  'weights',
];

/** Sizes: a whole number of at least 1, or a list of them. */
const sizes = ['filters', 'kernelSize', 'strides', 'dilationRate', 'poolSize', 'units', 'depthMultiplier'];

const choices: Record<string, readonly string[]> = {
  padding: ['valid', 'same', 'causal'],
  dataFormat: ['channelsLast', 'channelsFirst'],
};

/** Before the layer is made. */
export function checkArgs(layer: string, args: object): void {
  if (typeof args !== 'object' || args === null || Array.isArray(args)) {
    throw new Error(`${layer}: expected an object of options. Received: ${received(args)}.`);
  }
  for (const [name, value] of Object.entries(args)) {
    if (value === undefined || value === null) continue;
    if (sizes.includes(name)) for (const size of [value].flat()) checkWhole(layer, name, size, 1);
    if (typeof value === 'string' && choices[name] && !choices[name].includes(value))
      throw unknownName(`${name} of ${layer}`, value, choices[name]);
    if (/^(batchI|i)nputShape$/.test(name) && !Array.isArray(value))
      throw new Error(
        `${layer}: ${name} must be a list of sizes, such as [4]. Received: ${received(value)}.`,
      );
  }
}

/** After it: an option that left no trace in the layer is one that it does not know. */
export function checkKnown(layer: string, args: object, made: { getConfig(): object }): void {
  const config = made.getConfig();
  const known = (name: string): boolean => common.includes(name) || name in config || name in made;
  const unknown = Object.keys(args).find((name) => !known(name));
  if (unknown !== undefined) throw unknownName(`option of ${layer}`, unknown, Object.keys(config));
}

/** tfjs' complaint about an option, with the layer's name. */
export function explain(layer: string, error: unknown): Error {
  const message = error instanceof Error ? error.message : String(error);
  const missing =
    /required key '(\w+)'/.exec(message)?.[1] ?? /Expected (\w+) to be .* got undefined/.exec(message)?.[1];
  if (missing) return new Error(`${layer}: the option '${missing}' is missing.`);
  return new Error(message.startsWith(`${layer}:`) ? message : `${layer}: ${message}`);
}
