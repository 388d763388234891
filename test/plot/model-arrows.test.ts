// Arrows of plot.model, and which layers they join.
import { expect, it } from 'vitest';
import { layers, model, plot, sequential, tf } from '../../lib/index.js';
import { layerGraph, outputIn } from '../../lib/plot/network/layer-graph.js';
import { arrowWays, boxSize, type Place } from '../../lib/plot/network/model-arrows.js';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** A column of boxes, joined one to the next, and by the arrows given. */
function column(count: number, skips: [from: number, to: number][]) {
  const names = Array.from({ length: count }, (_, i) => ({ name: String(i) })) as never[];
  const places = new Map(
    names.map((layer, depth) => [layer, { x: 0, y: depth * 70, depth } satisfies Place]),
  );
  const nodes = names.map((layer, i) => ({
    layer,
    sources: [],
    allSources: [...(i > 0 ? [i - 1] : []), ...skips.filter(([, to]) => to === i).map(([from]) => from)].map(
      (from) => names[from]!,
    ),
    depth: i,
  }));
  return { ways: arrowWays(nodes, places), boxes: [...places.values()] };
}

const inside = ({ x, y }: Point, box: Place) =>
  x > box.x && x < box.x + boxSize.width && y > box.y && y < box.y + boxSize.height;

function pointsAlong(way: readonly Point[]): Point[] {
  return way.slice(1).flatMap((end, i) =>
    Array.from({ length: 101 }, (_, k) => ({
      x: way[i]!.x + ((end.x - way[i]!.x) * k) / 100,
      y: way[i]!.y + ((end.y - way[i]!.y) * k) / 100,
    })),
  );
}

it('never run through a box', () => {
  const { ways, boxes } = column(6, [
    [0, 2],
    [0, 5],
    [1, 4],
  ]);
  expect(ways).toHaveLength(8);
  for (const point of ways.flatMap(pointsAlong)) {
    expect(boxes.filter((box) => inside(point, box))).toEqual([]);
  }
});

it('that pass the same boxes keep apart', () => {
  const { ways } = column(6, [
    [0, 3],
    [1, 5],
    [4, 5],
  ]);
  const lanes = ways.filter((way) => way.length === 4).map((way) => way[1]!.x);
  expect(new Set(lanes).size).toBe(2);
});

it('join a layer that is used twice with both its sources', () => {
  const tower = layers.dense({ units: 4, name: 'tower' });
  const [a, b] = [layers.input({ shape: [3], name: 'a' }), layers.input({ shape: [3], name: 'b' })];
  const twins = model({ inputs: [a, b], outputs: layers.subtract().apply([tower.apply(a), tower.apply(b)]) });
  const found = layerGraph(twins).find(({ layer }) => layer.name === 'tower')!;
  expect(found.allSources.map(({ name }) => name)).toEqual(['a', 'b']);
  expect(plot.model(twins)).toBeInstanceOf(plot.Chart);
});

it('stay within the model where its layers serve another one, too', () => {
  const dense = layers.dense({ units: 4, name: 'both' });
  const first = sequential([layers.dense({ units: 2, inputShape: [3], name: 'own' }), dense]);
  const other = layers.input({ shape: [2], name: 'other' });
  const second = model({ inputs: other, outputs: dense.apply(other) });
  const sources = (network: typeof second) =>
    layerGraph(network)
      .find(({ layer }) => layer.name === 'both')!
      .allSources.map(({ name }) => name);
  expect([sources(first), sources(second)]).toEqual([['own'], ['other']]);
  expect(outputIn(second, dense).shape).toEqual([null, 4]);
});

it('draw a layer by itself in other charts', () => {
  const cnn = sequential([layers.conv2d({ filters: 2, kernelSize: 3, inputShape: [6, 6, 1], name: 'maps' })]);
  expect(plot.featureMaps(cnn, cnn.layers.at(-1), tf.zeros([6, 6]))).toBeInstanceOf(plot.Chart);
  expect(() => plot.featureMaps(cnn, layers.flatten({ name: 'else' }), tf.zeros([6, 6]))).toThrow(
    'Received: else.',
  );
  expect(plot.activations(cnn, tf.zeros([4, 6, 6]))).toBeInstanceOf(plot.Chart);
});
