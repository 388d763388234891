// A chart that shows itself: in a notebook interactively and as a PNG for places without JavaScript, on a
// terminal as one sentence.
import { writeBeside } from '../../core/write-beside.js';
import { type Displayable, displaySymbol, host, type MimeBundle, metadataSymbol } from '../../host.js';
import { type PageDrawing, pageOf } from './page.js';

/**
 * What every `plot` function gives. As a cell's last expression it is shown; `show()` shows it in the middle of a
 * cell.
 *
 * @example
 * const chart = plot.line([{ x: 1, y: 2 }, { x: 2, y: 4 }], { x: 'x', y: 'y' });
 * await chart.show();
 * await chart.save('line.png');
 */
export abstract class Drawing implements Displayable {
  constructor(
    /** The chart in words: what a terminal shows, and who cannot see. */
    readonly text: string,
  ) {}

  /** The specification that JupyterLab draws, by its MIME type. */
  protected abstract interactive(): MimeBundle;
  protected abstract specification(): unknown;
  /** What draws it in a browser, for a page of its own. */
  protected abstract readonly page: Omit<PageDrawing, 'specification'>;
  /** Pixels of the PNG for each of the page's: two keep it sharp on fine screens. */
  protected readonly scale: number = 2;

  /** The chart as SVG text. */
  abstract toSVG(): Promise<string>;

  /** Shows the chart now. With a `displayId` shown before, replaces the chart that stands there. */
  async show(options: { displayId?: string } = {}): Promise<void> {
    host().display(await this[displaySymbol](), options);
  }

  /** The chart as a PNG file's bytes. */
  async toPNG(): Promise<Uint8Array> {
    return (await this.#raster()).data;
  }

  /**
   * Writes the chart to a file; the ending says how: `.png`, `.svg`, `.html` for an interactive page that needs
   * no network, or `.json` for the specification. An older file stays as it was where the chart cannot be written.
   *
   * @throws when the path ends in anything else
   */
  async save(path: string): Promise<void> {
    if (path.endsWith('.png')) return writeBeside(path, await this.toPNG());
    if (path.endsWith('.svg')) return writeBeside(path, await this.toSVG());
    if (path.endsWith('.json')) return writeBeside(path, JSON.stringify(this.specification(), null, 2));
    if (path.endsWith('.html')) return writeBeside(path, await this.#html());
    throw new Error(`A chart is saved as .png, .svg, .html or .json. Received: ${path}`);
  }

  async [displaySymbol](): Promise<MimeBundle> {
    const { data, width, height } = await this.#raster();
    return {
      ...this.interactive(),
      'image/png': Buffer.from(data).toString('base64'),
      'text/plain': this.text,
      [metadataSymbol]: { 'image/png': { width, height, alt: this.text } },
    };
  }

  #html(): Promise<string> {
    return pageOf(this.text, { ...this.page, specification: this.specification() });
  }

  async #raster() {
    const [svg, { rasterize }] = await Promise.all([this.toSVG(), import('./raster.js')]);
    return rasterize(svg, this.scale);
  }
}
