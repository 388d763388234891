// Graphs become programs, or are left to TensorFlow with the op's name; on graphs that no TensorFlow holds.
import { expect, test } from 'vitest';
import type { Endpoint } from '../../../lib/engine/c-api.js';
import { dataType } from '../../../lib/engine/data-types.js';
import { functionModule, loopModule } from '../../../lib/engine/pjrt/lowering/modules.js';
import type { Rule } from '../../../lib/engine/pjrt/lowering/site.js';
import { type Left, loweringTable } from '../../../lib/engine/pjrt/lowering/table.js';
import { tracedOps } from '../../../lib/engine/pjrt/lowering/traced-ops.js';
import type { TracedGraph } from '../../../lib/engine/pjrt/lowering/write-graph.js';

type Node = ReturnType<TracedGraph['node']>;

interface Drawn extends Partial<Omit<Node, 'op'>> {
  readonly op: string;
  readonly shape: readonly number[];
  readonly type?: number;
}

/** A graph of nodes with one output each, known by their places. */
function graphOf(nodes: readonly Drawn[]): { graph: TracedGraph; at: (place: number) => Endpoint } {
  const at = (place: number): Endpoint => ({ operation: place, index: 0 });
  const full = nodes.map((node) => ({ inputs: [], attributes: [], ...node }));
  const needed = (roots: readonly number[]): Set<number> => {
    const found = new Set<number>();
    const visit = (place: number): void => {
      if (found.has(place)) return;
      found.add(place);
      for (const { operation } of full[place]!.inputs) visit(operation);
    };
    roots.forEach(visit);
    return found;
  };
  const graph = {
    node: (place: number) => full[place]!,
    shape: ({ operation }: Endpoint) => [...full[operation]!.shape],
    type: ({ operation }: Endpoint) => full[operation]!.type ?? dataType.float,
    inOrder: (roots: readonly number[]) => [...needed(roots)].sort((a, b) => a - b),
  };
  return { graph, at };
}

const bytes = (values: Int32Array | Float32Array): Uint8Array => new Uint8Array(values.buffer);

test('every op of the table has a rule or a reason', () => {
  expect(Object.keys(loweringTable).sort()).toEqual([...tracedOps].sort());
  for (const op of tracedOps) {
    const entry: Rule | Left = loweringTable[op];
    expect(typeof entry === 'function' || entry.left.length > 0, op).toBe(true);
  }
});

test('a function: its inputs, its ops in their order, its outputs', () => {
  const { graph, at } = graphOf([
    { op: 'Placeholder', shape: [2, 3] },
    { op: 'Const', shape: [], type: dataType.int32, contents: bytes(Int32Array.of(1)) },
    { op: 'Sum', shape: [2], inputs: [] },
    { op: 'Neg', shape: [2] },
  ]);
  Object.assign(graph.node(2), { inputs: [at(0), at(1)] });
  Object.assign(graph.node(3), { inputs: [at(2)] });
  expect(functionModule({ graph, inputs: [at(0)], outputs: [at(3), at(0)] }).text.split('\n')).toEqual([
    'module @tensorcell {',
    'func.func public @main(%v0: tensor<2x3xf32>) -> (tensor<2xf32>, tensor<2x3xf32>) {',
    '%v1 = stablehlo.constant dense<0x00000000> : tensor<f32>',
    '%v2 = stablehlo.reduce(%v0 init: %v1) applies stablehlo.add across dimensions = [1] : (tensor<2x3xf32>, tensor<f32>) -> tensor<2xf32>',
    '%v3 = stablehlo.negate %v2 : tensor<2xf32>',
    'return %v3, %v0 : tensor<2xf32>, tensor<2x3xf32>',
    '}',
    '}',
    '',
  ]);
});

const leftOps: [string, Drawn, string][] = [
  ['an op that is not in the table', { op: 'Betainc', shape: [2] }, 'Betainc'],
  [
    'a case of an op',
    { op: 'Cumsum', shape: [2], attributes: [{ name: 'reverse', type: 3, value: true }] },
    'Cumsum (exclusive or backwards)',
  ],
  ['float64', { op: 'Neg', shape: [2], type: dataType.double }, 'Neg (of float64)'],
];
test.each(leftOps)('left to TensorFlow by name: %s', (_, node, message) => {
  const { graph, at } = graphOf([{ op: 'Placeholder', shape: [2] }, node]);
  Object.assign(graph.node(1), { inputs: [at(0)] });
  const write = () => functionModule({ graph, inputs: [at(0)], outputs: [at(1)] });
  if (node.type === undefined) expect(write).toThrow(message);
  else expect(() => functionModule({ graph, inputs: [at(1)], outputs: [at(1)] })).toThrow(message);
});

test('what changes variables in place is left to TensorFlow', () => {
  const { graph, at } = graphOf([{ op: 'ResourceApplyAdam', shape: [] }]);
  expect(() => functionModule({ graph, inputs: [], outputs: [at(0)], effects: [0] })).toThrow(
    'ResourceApplyAdam (in place)',
  );
});

test('a loop carries only what steps change, and adds the rest of each sum up beside it', () => {
  const { graph, at } = graphOf([
    { op: 'Placeholder', shape: [], type: dataType.int32 },
    { op: 'Placeholder', shape: [], type: dataType.int32 },
    { op: 'Placeholder', shape: [1], type: dataType.double },
    { op: 'Placeholder', shape: [1] },
    { op: 'Placeholder', shape: [1] },
    { op: 'Const', shape: [], type: dataType.int32, contents: bytes(Int32Array.of(1)) },
    { op: 'AddV2', shape: [], type: dataType.int32 },
    { op: 'AddV2', shape: [1] },
  ]);
  Object.assign(graph.node(6), { inputs: [at(0), at(5)] });
  Object.assign(graph.node(7), { inputs: [at(3), at(4)] });
  const body = {
    graph,
    inputs: [0, 1, 2, 3, 4].map(at),
    outputs: [at(6), at(1), at(2), at(3), at(7)],
    effects: [],
    vector: at(7),
  };
  const module = loopModule(body, [4]);
  expect(module.inputs.map(({ shape }) => shape)).toEqual([[], [], [1], [1]]);
  expect(module.outputs.map(({ shape }) => shape)).toEqual([[1], [1], [1]]);
  const loop = module.text.split('\n').find((line) => line.includes('stablehlo.while'));
  expect(loop).toContain(': tensor<i32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>');
  expect(module.text).not.toContain('f64');
});
