// NASNet: cells found by search, each fed by the two before it (Zoph et al., 2017).

import type { Layer } from '../layers/base/layer.js';
import * as layers from '../layers/layers.js';
import { application } from './application.js';
import { channelsOf, mean, type Place, paddedForSteps, plainConv, sidesOf, through } from './blocks.js';
import { classifier, pooled } from './heads.js';
import { publicFolder, weightsFiles } from './pretrained.js';

const normalization = (name: string): Layer =>
  layers.batchNormalization({ momentum: 0.9997, epsilon: 1e-3, name });
const relu = (name?: string): Layer => layers.activation({ activation: 'relu', name });
const across = (filters: number, name: string): Layer =>
  plainConv(filters, 1, { padding: 'same', kernelInitializer: 'heNormal', name });
const sum = (parts: Place[], name?: string): Place => layers.add({ name }).apply(parts) as Place;
const joined = (parts: Place[], name?: string): Place => layers.concatenate({ name }).apply(parts) as Place;
const smooth = (x: Place, name: string): Place =>
  through(x, layers.averagePooling2d({ poolSize: 3, strides: 1, padding: 'same', name }));

/** Two separable convolutions; the first takes every other pixel where `strides` is 2. */
function separable(given: Place, filters: number, kernelSize: number, id: string, strides: 1 | 2 = 1): Place {
  const x = through(given, relu());
  const padded = strides === 2 ? paddedForSteps(x, kernelSize, `separable_conv_1_pad_${id}`) : x;
  const one = (index: 1 | 2): Layer[] => [
    layers.separableConv2d({
      filters,
      kernelSize,
      strides: index === 1 ? strides : 1,
      padding: index === 1 && strides === 2 ? 'valid' : 'same',
      useBias: false,
      name: `separable_conv_${index}_${id}`,
    }),
    normalization(`separable_conv_${index}_bn_${id}`),
  ];
  return through(padded, ...one(1), relu(), ...one(2));
}

/** What the cell before the last gave, brought to this one's size and channels. */
function fitted(before: Place | undefined, x: Place, filters: number, id: string): Place {
  if (before === undefined) return x;
  if (sidesOf(before)[1] !== sidesOf(x)[1]) return halved(before, filters, id);
  if (channelsOf(before) === filters) return before;
  return through(
    before,
    relu(),
    across(filters, `adjust_conv_projection_${id}`),
    normalization(`adjust_bn_${id}`),
  );
}

/** Every other pixel, and those between them, side by side. */
function halved(before: Place, filters: number, id: string): Place {
  const x = through(before, relu(`adjust_relu_1_${id}`));
  const picked = (index: 1 | 2): Layer[] => [
    layers.averagePooling2d({
      poolSize: 1,
      strides: 2,
      padding: 'valid',
      name: `adjust_avg_pool_${index}_${id}`,
    }),
    across(Math.floor(filters / 2), `adjust_conv_${index}_${id}`),
  ];
  const even = through(x, ...picked(1));
  const shifted = [
    layers.zeroPadding2d({
      padding: [
        [0, 1],
        [0, 1],
      ],
    }),
    layers.cropping2d({
      cropping: [
        [1, 0],
        [1, 0],
      ],
    }),
  ];
  return through(joined([even, through(x, ...shifted, ...picked(2))]), normalization(`adjust_bn_${id}`));
}

/** A cell's results, and what went into it, which the next but one takes. */
type Pair = readonly [x: Place, before: Place];

function normalCell(x: Place, before: Place, filters: number, id: string): Pair {
  const p = fitted(before, x, filters, id);
  const h = through(x, relu(), across(filters, `normal_conv_1_${id}`), normalization(`normal_bn_1_${id}`));
  const first = sum(
    [separable(h, filters, 5, `normal_left1_${id}`), separable(p, filters, 3, `normal_right1_${id}`)],
    `normal_add_1_${id}`,
  );
  const second = sum(
    [separable(p, filters, 5, `normal_left2_${id}`), separable(p, filters, 3, `normal_right2_${id}`)],
    `normal_add_2_${id}`,
  );
  const third = sum([smooth(h, `normal_left3_${id}`), p], `normal_add_3_${id}`);
  const fourth = sum(
    [smooth(p, `normal_left4_${id}`), smooth(p, `normal_right4_${id}`)],
    `normal_add_4_${id}`,
  );
  const fifth = sum([separable(h, filters, 3, `normal_left5_${id}`), h], `normal_add_5_${id}`);
  return [joined([p, first, second, third, fourth, fifth], `normal_concat_${id}`), x];
}

function reductionCell(x: Place, before: Place | undefined, filters: number, id: string): Pair {
  const p = fitted(before, x, filters, id);
  const h = through(
    x,
    relu(),
    across(filters, `reduction_conv_1_${id}`),
    normalization(`reduction_bn_1_${id}`),
  );
  const padded = paddedForSteps(h, 3, `reduction_pad_1_${id}`);
  const window = { poolSize: 3, strides: 2, padding: 'valid' } as const;
  const first = sum(
    [
      separable(h, filters, 5, `reduction_left1_${id}`, 2),
      separable(p, filters, 7, `reduction_right1_${id}`, 2),
    ],
    `reduction_add_1_${id}`,
  );
  const second = sum(
    [
      through(padded, layers.maxPooling2d({ ...window, name: `reduction_left2_${id}` })),
      separable(p, filters, 7, `reduction_right2_${id}`, 2),
    ],
    `reduction_add_2_${id}`,
  );
  const third = sum(
    [
      through(padded, layers.averagePooling2d({ ...window, name: `reduction_left3_${id}` })),
      separable(p, filters, 5, `reduction_right3_${id}`, 2),
    ],
    `reduction_add3_${id}`,
  );
  const fourth = sum([second, smooth(first, `reduction_left4_${id}`)]);
  const fifth = sum(
    [
      separable(first, filters, 3, `reduction_left4_${id}`),
      through(padded, layers.maxPooling2d({ ...window, name: `reduction_right5_${id}` })),
    ],
    `reduction_add4_${id}`,
  );
  return [joined([second, third, fourth, fifth], `reduction_concat_${id}`), x];
}

interface Network {
  readonly kind: 'Mobile' | 'Large';
  readonly side: number;
  /** Channels of the last maps. */
  readonly last: number;
  /** Normal cells between reductions. */
  readonly count: number;
  readonly stem: number;
  /** Whether a reduction hands on what went into the cell before it. */
  readonly skipsReduction: boolean;
  readonly checksums: readonly [string, string];
}

function nasNet({ kind, side, last, count, stem, skipsReduction, checksums }: Network) {
  const lower = kind.toLowerCase();
  return application({
    maker: `nasNet${kind}`,
    sides: () => [side, 32],
    preprocessing: 'tf',
    body: (x) => cells(x, Math.floor(last / 24), { count, stem, skipsReduction }),
    head: (x, given) =>
      given.includeTop ? through(x, mean(), classifier(given)) : pooled(x, given, undefined),
    modelName: () => `nasnet_${lower}`,
    weightsFile: weightsFiles(publicFolder('nasnet'), `NASNet-${lower}`, checksums, '-no-top'),
  });
}

function cells(
  given: Place,
  filters: number,
  { count, stem, skipsReduction }: Pick<Network, 'count' | 'stem' | 'skipsReduction'>,
): Place {
  const start = through(
    given,
    plainConv(stem, 3, { strides: 2, kernelInitializer: 'heNormal', name: 'stem_conv1' }),
    normalization('stem_bn1'),
  );
  let pair = reductionCell(start, undefined, Math.floor(filters / 4), 'stem_1');
  pair = reductionCell(...pair, Math.floor(filters / 2), 'stem_2');
  for (let stage = 0; stage < 3; stage++) {
    const wide = filters * 2 ** stage;
    if (stage > 0) {
      const [x, before] = reductionCell(...pair, wide, `reduce_${stage * count}`);
      pair = [x, skipsReduction ? pair[1] : before];
    }
    for (let i = 0; i < count; i++)
      pair = normalCell(...pair, wide, String(stage * count + i + (stage > 0 ? 1 : 0)));
  }
  return through(pair[0], relu());
}

/** NASNetMobile: 5.3 million weights, 23 MB. Keras: `NASNetMobile`. @example applications.nasNetMobile */
export const nasNetMobile = nasNet({
  kind: 'Mobile',
  side: 224,
  last: 1056,
  count: 4,
  stem: 32,
  skipsReduction: false,
  checksums: ['020fb642bf7360b370c678b08e0adf61', '1ed92395b5b598bdda52abe5c0dbfd63'],
});

/** NASNetLarge: 89 million weights, 343 MB, for images of 331 × 331. Keras: `NASNetLarge`. @example applications.nasNetLarge */
export const nasNetLarge = nasNet({
  kind: 'Large',
  side: 331,
  last: 4032,
  count: 6,
  stem: 96,
  skipsReduction: true,
  checksums: ['11577c9a518f0070763c2b964a382f17', 'd81d89dc07e6e56530c4e77faddd61b5'],
});
