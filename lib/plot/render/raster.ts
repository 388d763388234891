// SVG to PNG by resvg, with the bundled font, so that an image looks the same on every machine; then packed by
// sharp, to a third of the size, because every chart is kept in its notebook.
import { Resvg } from '@resvg/resvg-js';
import sharp from 'sharp';
import { fontFiles } from './fonts.js';

export interface Raster {
  data: Uint8Array;
  /** Size on the page, in CSS pixels; the image itself holds `scale` times as many. */
  width: number;
  height: number;
}

export async function rasterize(svg: string, scale: number): Promise<Raster> {
  // Vega asks for hard pixels twice, for old and new browsers; resvg knows only the first of the two words.
  const drawn = new Resvg(svg.replaceAll(' image-rendering: pixelated;', ''), {
    font: { fontFiles: fontFiles(), loadSystemFonts: false, defaultFontFamily: 'Noto Sans KR' },
    fitTo: { mode: 'zoom', value: scale },
  }).render();
  return {
    data: await pack(drawn.asPng(), svg.includes('<image')),
    width: Math.round(drawn.width / scale),
    height: Math.round(drawn.height / scale),
  };
}

/** 256 colours suffice. Photographs get more by mixing them dot by dot, which would spot the faint areas of drawings. */
function pack(png: Uint8Array, hasPhotographs: boolean): Promise<Buffer> {
  return sharp(png)
    .png({ palette: true, quality: 95, effort: 3, dither: hasPhotographs ? 1 : 0 })
    .toBuffer();
}
