// A drawing by Vega-Lite.
import type { MimeBundle } from '../../host.js';
import { config } from '../scales/theme.js';
import { Drawing } from './drawing.js';
import { withRowsAsText } from './one-line-data.js';
import type { Spec } from './vega.js';

export type { Spec };

const schema = 'https://vega.github.io/schema/vega-lite/v5.json';

/**
 * A chart with its Vega-Lite specification.
 * @example
 * const chart = plot.line([{ x: 1, y: 2 }, { x: 2, y: 4 }], { x: 'x', y: 'y' });
 * chart.spec
 */
export class Chart extends Drawing {
  /** The whole specification, theme included. */
  readonly spec: Spec;
  protected readonly page = {
    libraries: ['vega/build/vega.min.js', 'vega-lite/build/vega-lite.min.js'],
    statement:
      "new vega.View(vega.parse(vegaLite.compile(specification).spec), { renderer: 'svg', container: place, hover: true }).runAsync();",
  };

  constructor(spec: Spec, text: string) {
    super(text);
    this.spec = {
      $schema: schema,
      description: text,
      ...spec,
      config: { ...config, ...(spec.config ?? {}) },
    };
  }

  async toSVG(): Promise<string> {
    const { renderSVG } = await import('./vega.js');
    return renderSVG(this.spec);
  }

  protected interactive(): MimeBundle {
    return { 'application/vnd.vegalite.v5+json': withRowsAsText(this.spec) };
  }

  protected specification(): Spec {
    return this.spec;
  }
}
