// How much the weights of a manifest take, by what it announces.
import { SizeLimit } from '../../core/size-limit.js';
import type { tf } from '../../tf.js';

type Spec = tf.io.WeightsManifestEntry;

/** Bytes a number; a text has at least its length before it. */
const widths: Readonly<Record<string, number>> = {
  float32: 4,
  int32: 4,
  bool: 1,
  string: 4,
  complex64: 8,
  float16: 2,
  uint16: 2,
  uint8: 1,
};

const numbersOf = ({ shape }: Spec): number => shape.reduce((product, size) => product * size, 1);

const bytesOf = (spec: Spec): number =>
  numbersOf(spec) * (widths[spec.quantization?.dtype ?? spec.dtype] ?? Number.NaN);

/** Of all weights together. */
export const storedNumbers = (specs: readonly Spec[]): number =>
  specs.reduce((sum, spec) => sum + numbersOf(spec), 0);

/** Of all weights together. */
export const storedBytes = (specs: readonly Spec[]): number =>
  specs.reduce((sum, spec) => sum + bytesOf(spec), 0);

/** Throws where the weights announce more than the data holds. */
export function checkStored(specs: readonly Spec[], data: number): void {
  const limit = new SizeLimit(data, `its data of ${data} bytes`);
  for (const spec of specs)
    limit.take(`its weight '${spec.name}' of the shape [${spec.shape}]`, bytesOf(spec));
}
