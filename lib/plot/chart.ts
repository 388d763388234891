// A picture that shows itself: in a notebook as interactive Vega-Lite with a PNG for places without JavaScript, on
// a terminal as one sentence.
import { writeFile } from 'node:fs/promises';
import { type Displayable, displaySymbol, host, type MimeBundle, metadataSymbol } from '../host.js';
import { config } from './theme.js';

/** A Vega-Lite version 5 specification, as plain JSON. */
export type Spec = { readonly [key: string]: unknown };

const schema = 'https://vega.github.io/schema/vega-lite/v5.json';

/**
 * A chart made by one of the `plot` functions. As a cell's last expression it is shown; `show()` shows it in the
 * middle of a cell.
 *
 * @example
 * const chart = plot.line([{ x: 1, y: 2 }, { x: 2, y: 4 }], { x: 'x', y: 'y' });
 * await chart.show();
 * await chart.save('line.png');
 */
export class Chart implements Displayable {
  /** The whole Vega-Lite specification, theme included. */
  readonly spec: Spec;

  constructor(
    spec: Spec,
    /** The picture in words: what a terminal shows, and who cannot see. */
    readonly text: string,
  ) {
    this.spec = {
      $schema: schema,
      description: text,
      ...spec,
      config: { ...config, ...(spec.config ?? {}) },
    };
  }

  /** Shows the chart now. With a `displayId` shown before, replaces the picture that stands there. */
  async show(options: { displayId?: string } = {}): Promise<void> {
    host().display(await this[displaySymbol](), options);
  }

  /** The picture as SVG text. */
  async toSVG(): Promise<string> {
    const { renderSVG } = await import('./render/vega.js');
    return renderSVG(this.spec);
  }

  /** The picture as a PNG file's bytes, at twice the size of the page for sharp screens. */
  async toPNG(): Promise<Uint8Array> {
    return (await this.#picture()).data;
  }

  /**
   * Writes the chart to a file; the ending says how: `.png`, `.svg`, or `.json` for the specification.
   *
   * @throws when the path ends in anything else
   */
  async save(path: string): Promise<void> {
    if (path.endsWith('.png')) return writeFile(path, await this.toPNG());
    if (path.endsWith('.svg')) return writeFile(path, await this.toSVG());
    if (path.endsWith('.json')) return writeFile(path, JSON.stringify(this.spec, null, 2));
    throw new Error(`A chart is saved as .png, .svg or .json. Received: ${path}`);
  }

  async [displaySymbol](): Promise<MimeBundle> {
    const { data, width, height } = await this.#picture();
    return {
      'application/vnd.vegalite.v5+json': this.spec,
      'image/png': Buffer.from(data).toString('base64'),
      'text/plain': this.text,
      [metadataSymbol]: { 'image/png': { width, height } },
    };
  }

  async #picture() {
    const [svg, { rasterize }] = await Promise.all([this.toSVG(), import('./render/raster.js')]);
    return rasterize(svg);
  }
}
