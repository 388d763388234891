// Solving and decomposing matrices: TensorFlow's ops, which TensorFlow.js has not, and elsewhere ml-matrix in double
// precision. A tensor holds matrices along its last two axes.
import { tf } from '../../tf.js';
import { decompositions, type LinearKernel } from './matrix-decompositions.js';

interface NativeBackend {
  readonly binding: Record<'TF_ATTR_TYPE' | 'TF_ATTR_BOOL' | 'TF_FLOAT' | 'TF_INT32', number>;
  executeMultipleOutputs(
    name: string,
    attributes: object[],
    inputs: tf.TensorInfo[],
    outputs: number,
  ): tf.TensorInfo[];
}

type Call = Parameters<tf.KernelConfig['kernelFunc']>[0];

export type LinearName = keyof typeof decompositions;

/** Runs one of the kernels. @param flags TensorFlow's attributes that are true or false */
export function linear(
  name: LinearName,
  inputs: readonly tf.Tensor[],
  flags: Readonly<Record<string, boolean>> = {},
): tf.Tensor[] {
  const { takes } = decompositions[name];
  const given = Object.fromEntries(takes.map((key, i) => [key, inputs[i]!]));
  return [tf.engine().runKernel(name, given, { ...flags }) as tf.Tensor | tf.Tensor[]].flat();
}

for (const [kernelName, kernel] of Object.entries<LinearKernel>(decompositions)) {
  const isOne = kernel.gives === 1;
  const only = (made: tf.TensorInfo[]): tf.TensorInfo | tf.TensorInfo[] => (isOne ? made[0]! : made);
  tf.registerKernel({
    kernelName,
    backendName: 'tensorflow',
    kernelFunc: (call) => only(natively(kernelName, kernel, call)),
  });
  for (const backendName of ['cpu', 'wasm'])
    tf.registerKernel({ kernelName, backendName, kernelFunc: (call) => only(here(kernel, call)) });
}

function natively(name: string, { takes, gives }: LinearKernel, { inputs, attrs, backend }: Call) {
  const native = backend as NativeBackend;
  const { TF_ATTR_TYPE, TF_ATTR_BOOL, TF_FLOAT, TF_INT32 } = native.binding;
  const flags = Object.entries(attrs ?? {}).map(([key, value]) => ({ name: key, type: TF_ATTR_BOOL, value }));
  const isLu = name === 'Lu';
  const types = [
    { name: 'T', type: TF_ATTR_TYPE, value: TF_FLOAT },
    ...(isLu ? [{ name: 'output_idx_type', type: TF_ATTR_TYPE, value: TF_INT32 }] : []),
  ];
  const operands = takes.map((key) => inputs[key]!);
  return native.executeMultipleOutputs(name, [...types, ...flags], operands, gives);
}

/** Matrix by matrix. */
function here({ takes, run }: LinearKernel, { inputs, attrs, backend }: Call): tf.TensorInfo[] {
  const store = backend as tf.KernelBackend;
  const given = takes.map((key) => inputs[key]!);
  const values = given.map(({ dataId }) => store.readSync(dataId) as Float32Array);
  const [first] = given;
  const outer = first!.shape.slice(0, -2);
  const count = outer.reduce((product, size) => product * size, 1);
  const each = Array.from({ length: count }, (_, i) =>
    run(
      given.map(({ shape }, k) => {
        const [rows, columns] = shape.slice(-2) as [number, number];
        const size = rows * columns;
        return { rows, columns, values: values[k]!.subarray(i * size, (i + 1) * size) };
      }),
      attrs as Readonly<Record<string, boolean>>,
    ),
  );
  return (each[0] ?? []).map(({ shape, type }, k) => {
    const whole = [...outer, ...shape];
    const all = each.flatMap((one) => one[k]!.values);
    const list = type === 'int32' ? Int32Array.from(all) : Float32Array.from(all);
    return { dataId: store.write(list, whole, type), shape: whole, dtype: type };
  });
}
