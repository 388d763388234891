// In which ways weights can be quantized, and why not in others.
import { received } from './messages.js';

/** `int8`: whole numbers of 8 bits. */
export type QuantizationMode = 'int8';

/** A layer's type that says how it is quantized. Keras: `QuantizedDTypePolicy`. */
export const quantizedType = 'int8_from_float32';

const reasons: Readonly<Record<string, string>> = {
  int4: 'numbers of 4 bits, packed two to a byte, are not built',
  float8: 'TensorFlow.js has no floats of 8 bits',
  gptq: 'GPTQ, which calibrates on data, is not built',
  awq: 'AWQ, which calibrates on data, is not built',
};

/** Throws unless weights can be quantized in this way. */
export function checkMode(where: string, mode: unknown): void {
  if (mode === 'int8') return;
  throw new Error(`${where}: ${refusalOf(mode)}.`);
}

/** Why a way is not available. */
export function refusalOf(mode: unknown): string {
  const [name = ''] = String(mode).split('/');
  const reason = typeof mode === 'string' ? reasons[name] : undefined;
  return `mode must be 'int8'${reason ? `: ${reason}` : ''}. Received: ${received(mode)}`;
}
