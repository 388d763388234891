// What an export tells its caller: where it is, and what can be called there.
import { dataTypeName } from '../../engine/data-types.js';
import type { Endpoint } from './contents.js';
import { type Arranged, flatOf, type TensorSpec } from './messages.js';

export function describeEndpoints(folder: string, endpoints: readonly Endpoint[]): string {
  const lines = endpoints.flatMap(({ name, inputs, outputs }) => [
    '',
    `* Endpoint '${name}'`,
    ...inputs.map((one, i) => `  argument ${i}: ${arranged(one)}`),
    `  output: ${arranged(outputs)}`,
  ]);
  return [`Saved artifact at '${folder}'. The following endpoints are available:`, ...lines].join('\n');
}

function arranged(specs: Arranged<TensorSpec>): string {
  if (specs.kind === 'one') return spec(specs.tensor);
  if (specs.kind === 'list') return `a list of ${flatOf(specs).map(spec).join(', ')}`;
  return specs.tensors.map(([name, one]) => `${name}: ${spec({ ...one, name: '' })}`).join(', ');
}

function spec({ name, dtype, shape }: TensorSpec): string {
  const type = dtype === 1 ? 'float32' : dataTypeName(dtype);
  return `${type} [${shape.map((size) => (size < 0 ? 'any' : size)).join(', ')}]${name && ` '${name}'`}`;
}
