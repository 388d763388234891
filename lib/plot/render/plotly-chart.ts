// A drawing by Plotly, for what needs a third dimension. Plotly itself runs in the browser only, so each such
// drawing brings a flat chart that stands for it in the PNG.
import type { MimeBundle } from '../../host.js';
import { fontFamily, grid, ink, paper, textOnPaper } from '../scales/theme.js';
import type { Chart, Spec } from './chart.js';
import { Drawing } from './drawing.js';

const layoutOfAll = {
  paper_bgcolor: paper,
  plot_bgcolor: paper,
  font: { family: fontFamily, color: textOnPaper, size: 12 },
  margin: { l: 48, r: 24, t: 64, b: 48 },
  xaxis: { gridcolor: grid, zerolinecolor: ink },
  yaxis: { gridcolor: grid, zerolinecolor: ink },
};

/**
 * A Plotly chart: its traces, its layout, and the flat chart in its place.
 * @example
 * const chart = plot.plotly([{ type: 'scatter', x: [1, 2], y: [2, 5] }]);
 * await chart.save('chart.html');
 */
export class PlotlyChart extends Drawing {
  /** JupyterLab's Plotly shows the PNG, pixel for pixel, until the mouse points at it. */
  protected override readonly scale = 1;
  readonly layout: Spec;
  protected readonly page = {
    libraries: ['plotly.js-dist-min/plotly.min.js'],
    statement: 'Plotly.newPlot(place, specification);',
  };

  constructor(
    readonly data: readonly Spec[],
    layout: Spec,
    readonly flat: Chart,
  ) {
    super(flat.text);
    this.layout = { ...layoutOfAll, ...layout };
  }

  toSVG(): Promise<string> {
    return this.flat.toSVG();
  }

  protected interactive(): MimeBundle {
    return { 'application/vnd.plotly.v1+json': this.specification() };
  }

  protected specification(): Spec {
    return { data: this.data, layout: this.layout, config: { displaylogo: false, responsive: true } };
  }
}
