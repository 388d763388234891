// The shapes that the checker reads from a cell's text are those that the library's layers compute, and refusals are in
// the layers' own words.
import { describe, expect, it } from 'vitest';
import { mergedShape } from '../../../../kernel/language/editor/shapes/merging.js';
import type { Value } from '../../../../kernel/language/editor/shapes/options.js';
import { outputShape, rules } from '../../../../kernel/language/editor/shapes/rules.js';
import type { Layer } from '../../../../lib/core/layer.js';
import type { Shape } from '../../../../lib/core/shape.js';
import type { SymbolicTensor } from '../../../../lib/core/symbolic-tensor.js';
import * as layers from '../../../../lib/layers/layers.js';

type Given = Record<string, Value>;
type Maker = (options?: object) => Layer;

/** The same numbers each time. */
function draws(seed: number): <T>(list: readonly T[]) => T {
  let state = seed;
  return (list) => {
    state = (state * 1103515245 + 12345) % 2 ** 31;
    return list[Math.floor((state / 2 ** 31) * list.length)]!;
  };
}

const make = (maker: string, options: Given) => (layers as unknown as Record<string, Maker>)[maker]!(options);

/** What the layer itself says, without the name that it has in a model. */
function ofLibrary(maker: string, options: Given, shape: Shape): Shape | string {
  try {
    const input = layers.input({ batchShape: shape }) as unknown as SymbolicTensor;
    const output = make(maker, options).apply(input as never);
    return (output as unknown as SymbolicTensor).shape;
  } catch (error) {
    return (error as Error).message;
  }
}

const sizesOf = (rank: number) => [
  1,
  2,
  3,
  ...(rank === 1 ? [[2]] : [Array.from({ length: rank }, (_, i) => i + 1)]),
];

/** Options for each layer, drawn. */
function optionsFor(maker: string, draw: <T>(list: readonly T[]) => T): Given {
  const rank = Number(/(\d)d$/.exec(maker)?.[1] ?? 0);
  const some = (options: Given): Given =>
    Object.fromEntries(Object.entries(options).filter(() => draw([true, true, false])));
  const format = { dataFormat: draw(['channelsLast', 'channelsLast', 'channelsFirst']) };
  if (/conv/i.test(maker)) {
    const padding = draw(['valid', 'same', ...(maker === 'conv1d' ? ['causal'] : [])]);
    const moves = draw([
      { strides: draw(sizesOf(rank)) },
      { dilationRate: draw(sizesOf(rank)) },
      {},
    ]) as Given;
    const own: Given = maker.startsWith('depthwise') ? { depthMultiplier: 2 } : { filters: 4 };
    return { kernelSize: draw(sizesOf(rank)), ...own, ...moves, ...some({ padding, ...format }) };
  }
  if (/^(max|average|avg)/.test(maker))
    return some({
      poolSize: draw(sizesOf(rank)),
      strides: draw(sizesOf(rank)),
      padding: draw(['valid', 'same']),
      ...format,
    });
  if (/^global/.test(maker)) return some({ keepdims: draw([true, false]), ...format });
  if (/^zeroPadding/.test(maker)) return some({ padding: draw([0, 1, 3]), ...format });
  if (/^upSampling/.test(maker))
    return maker === 'upSampling1d' ? some({ size: 3 }) : some({ size: draw(sizesOf(rank)), ...format });
  const others: Record<string, Given> = {
    dense: { units: draw([1, 7]) },
    embedding: { inputDim: 5, outputDim: 6 },
    reshape: { targetShape: draw<Value[]>([[-1], [2, -1], [4, 6], [null, 3], [24], [5, 5]]) },
    permute: {
      dims: draw([
        [2, 1],
        [1, 2],
        [2, 1, 3],
        [3, 1, 2],
      ]),
    },
    repeatVector: { n: 4 },
    activation: { activation: 'relu' },
    rescaling: { scale: 2 },
    activityRegularization: { l1: 0.1 },
    dropout: { rate: 0.5 },
    alphaDropout: { rate: 0.5 },
    gaussianDropout: { rate: 0.5 },
    gaussianNoise: { stddev: 0.5 },
  };
  if (/^(lstm|gru|simpleRNN)$/.test(maker))
    return { units: 5, ...some({ returnSequences: draw([true, false]) }) };
  return others[maker] ?? {};
}

const inputs: Shape[] = [
  [null, 24],
  [null, 6, 4],
  [8, 5, 3],
  [null, null, 4],
  [null, 8, 8, 3],
  [null, 3, 9, 2],
  [2, 2, 2, 2],
  [null, 6, 5, 4, 2],
];

describe('each rule', () => {
  it.each(Object.keys(rules).map((maker) => [maker]))('of %s gives what the layer does', (maker) => {
    const draw = draws(maker.length);
    let [shapes, refusals] = [0, 0];
    for (let round = 0; round < 60; round++) {
      const [options, input] = [optionsFor(maker, draw), draw(inputs)];
      const ours = outputShape(maker, new Map(Object.entries(options)), input);
      if (ours === undefined) continue;
      const theirs = ofLibrary(maker, options, input);
      const label = `${maker} ${JSON.stringify(options)} of ${JSON.stringify(input)}`;
      if ('problem' in ours) {
        expect(typeof theirs, `${label}: ${ours.problem}`).toBe('string');
        // A layer says its name in a model, which has none before it is made.
        if (!ours.problem.includes(' takes ')) expect(ours.problem, label).toBe(theirs);
        else
          expect((theirs as string).replace(/^.*? takes /, ''), label).toBe(
            ours.problem.replace(/^.*? takes /, ''),
          );
        refusals += 1;
      } else if (typeof theirs === 'string') {
        // Refused for a reason of which the rules say nothing; no shape is shown where the compiler or the layer complains.
        expect(theirs, label).not.toMatch(/ takes |must fit|must not be larger|must hold as many/);
      } else {
        expect(ours, label).toEqual(theirs);
        shapes += 1;
      }
    }
    expect(shapes).toBeGreaterThan(0);
    if (rules[maker]?.axes !== undefined) expect(refusals).toBeGreaterThan(0);
  });
});

describe('several inputs', () => {
  const shapes: Shape[][] = [
    [
      [null, 4],
      [null, 4],
    ],
    [
      [null, 4],
      [null, 1],
    ],
    [
      [null, 3, 4],
      [null, 4],
    ],
    [
      [2, 3, 4],
      [null, 3, 1],
    ],
    [
      [null, 3],
      [null, 4],
    ],
    [
      [null, 3, 4],
      [null, 5, 4],
      [null, null, 4],
    ],
    [
      [null, 3, 4],
      [null, 3, 4, 5],
    ],
    [
      [null, 8, 8, 3],
      [null, 8, 8, 5],
    ],
  ];

  it.each(['add', 'average', 'multiply', 'maximum', 'minimum', 'concatenate'])(
    '%s as the layer does',
    (maker) => {
      for (const given of shapes) {
        for (const options of maker === 'concatenate' ? [{}, { axis: 1 }, { axis: 4 }] : [{}]) {
          const ours = mergedShape(maker, new Map(Object.entries(options)), given);
          const theirs = attempt(() => {
            const tensors = given.map((shape) => layers.input({ batchShape: shape }));
            return (make(maker, options as Given).apply(tensors as never) as unknown as SymbolicTensor).shape;
          });
          expect(
            ours && 'problem' in ours ? ours.problem : ours,
            `${maker} ${JSON.stringify(given)}`,
          ).toEqual(theirs);
        }
      }
    },
  );
});

function attempt<T>(work: () => T): T | string {
  try {
    return work();
  } catch (error) {
    return (error as Error).message;
  }
}

describe('what is not known', () => {
  const of = (maker: string, options: Given, input: (number | null | undefined)[]) =>
    outputShape(maker, new Map(Object.entries(options)), input);

  it('stays so, and is no reason to refuse', () => {
    expect(of('dense', { units: undefined }, [null, 3])).toEqual([null, undefined]);
    expect(of('conv2d', { filters: 4, kernelSize: undefined }, [null, 2, 2, 1])).toEqual([
      null,
      undefined,
      undefined,
      4,
    ]);
    expect(of('conv2d', { filters: 4, kernelSize: 3 }, [null, undefined, 8, 1])).toEqual([
      null,
      undefined,
      6,
      4,
    ]);
    expect(
      of('conv2d', { filters: 4, kernelSize: 3, dataFormat: undefined }, [null, 2, 2, 1]),
    ).toBeUndefined();
    expect(of('flatten', {}, [null, undefined, 3])).toEqual([null, undefined]);
    expect(of('reshape', { targetShape: [7] }, [null, undefined])).toEqual([null, 7]);
    expect(of('lstm', { units: 3, returnSequences: undefined }, [null, 4, 2])).toBeUndefined();
    expect(of('constructor', {}, [null, 3])).toBeUndefined();
  });
});
