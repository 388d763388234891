// What an export tells its caller: where it is, and what can be called there.
import { dataTypeName } from '../../engine/data-types.js';
import type { Endpoint } from './contents.js';
import type { Arranged, TensorSpec } from './messages.js';

export function describeEndpoints(folder: string, endpoints: readonly Endpoint[]): string {
  const lines = endpoints.flatMap(({ name, inputs, outputs }) => [
    '',
    `* Endpoint '${name}'`,
    ...inputs.map((one, i) => `  argument ${i}: ${told(one)}`),
    `  output: ${told(outputs)}`,
  ]);
  return [`Saved artifact at '${folder}'. The following endpoints are available:`, ...lines].join('\n');
}

function told(specs: Arranged<TensorSpec>): string {
  if (specs.kind === 'one') return spec(specs.tensor);
  if (specs.kind === 'list') return `a list of ${specs.parts.map(inner).join(', ') || 'nothing'}`;
  return specs.parts.map(([name, part]) => `${name}: ${inner(nameless(part))}`).join(', ');
}

const inner = (part: Arranged<TensorSpec>): string => (part.kind === 'one' ? told(part) : `(${told(part)})`);

/** What is known by the name that it stands under. */
const nameless = (part: Arranged<TensorSpec>): Arranged<TensorSpec> =>
  part.kind === 'one' ? { ...part, tensor: { ...part.tensor, name: '' } } : part;

function spec({ name, dtype, shape }: TensorSpec): string {
  const type = dtype === 1 ? 'float32' : dataTypeName(dtype);
  return `${type} [${shape.map((size) => (size < 0 ? 'any' : size)).join(', ')}]${name && ` '${name}'`}`;
}
