import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { brightness, pngURL, toImages, toPixels } from '../../lib/plot/marks/pixels.js';

async function decoded(url: string) {
  const png = Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
  return sharp(png).raw().toBuffer({ resolveWithObject: true });
}

describe('pngURL', () => {
  it.each([1, 3, 4] as const)('writes %d channels so that a decoder reads them back', async (channels) => {
    const data = Uint8Array.from({ length: 5 * 3 * channels }, (_, i) => (i * 41) % 256);
    const { data: read, info } = await decoded(pngURL({ width: 5, height: 3, channels, data }));
    expect([info.width, info.height]).toEqual([5, 3]);
    const first = channels === 1 ? Array.from(data, (_, i) => read[i * info.channels]!) : [...read];
    expect(first).toEqual([...data]);
  });
});

describe('toImages', () => {
  it.each<[string, number[], number[]]>([
    ['one grey image', [28, 28], [28, 28, 1]],
    ['rows of a square number of pixels', [3, 784], [28, 28, 1]],
    ['a batch without channels', [3, 10, 12], [10, 12, 1]],
    ['a coloured image', [10, 12, 3], [10, 12, 3]],
    ['a batch with channels', [2, 10, 12, 3], [10, 12, 3]],
  ])('takes %s', (_, shape, expected) => {
    expect(toImages(nested(shape) as number[][], 'test')[0]!.shape).toEqual(expected);
  });

  it('says what it expects instead', () => {
    expect(() => toImages([1, 2, 3], 'plot.images')).toThrow(
      '[n, height, width, channels] with 1, 3 or 4 channels',
    );
  });
});

describe('brightness', () => {
  it('knows 0…1, 0…255, and stretches the rest', () => {
    const of = (data: number[]) => brightness([{ data, shape: [data.length] }]);
    expect(of([0.2, 0.9])).toEqual([0, 1]);
    expect(of([3, 200])).toEqual([0, 255]);
    expect(of([-1, 0.5])).toEqual([-1, 0.5]);
  });

  it('maps the span to 0…255 and NaN to black', () => {
    const image = { data: [-1, 0, 1, Number.NaN], shape: [2, 2, 1] };
    expect([...toPixels(image, [-1, 1]).data]).toEqual([0, 128, 255, 0]);
  });
});

function nested([first, ...rest]: number[]): unknown {
  return Array.from({ length: first! }, (_, i) => (rest.length > 0 ? nested(rest) : i % 2));
}
