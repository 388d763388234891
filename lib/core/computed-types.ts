// Which types a layer can be of, said before anything is computed in another.
import type { tf } from '../tf.js';
import { received } from './messages.js';

const computed: readonly string[] = [
  'float32',
  'int32',
  'bool',
  'complex64',
  'string',
] satisfies tf.DataType[];

/** Throws for types that nothing is kept in here: those of 8, 16 and 64 bits. */
export function checkType(where: string, dtype: unknown): void {
  if (computed.includes(dtype as string)) return;
  throw new Error(
    `${where}: dtype is not available here. Expected one of '${computed.join("', '")}'. Received: ${received(dtype)}. ` +
      `Weights are float32; to compute in 16 bits, give the policy 'mixed_bfloat16' or 'mixed_float16'.`,
  );
}
