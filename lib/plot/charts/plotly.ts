// Any Plotly chart, in this library's colours.
import { describe } from '../../data/describe.js';
import { Chart, type Spec } from '../render/chart.js';
import { PlotlyChart } from '../render/plotly-chart.js';

/**
 * Draws Plotly traces. JupyterLab shows them interactively; the PNG beside them holds lines, points and bars, and
 * for kinds that need Plotly itself says so.
 *
 * @param data Plotly's traces
 * @param layout Plotly's layout
 * @throws when `data` is not a list
 * @example
 * plot.plotly([{ type: 'scatter', x: [1, 2, 3], y: [2, 4, 3] }], { title: { text: 'Three points' } });
 */
export function plotly(data: readonly Spec[], layout: Spec = {}): PlotlyChart {
  if (!Array.isArray(data)) {
    throw new Error(
      `plot.plotly expects a list of traces, such as [{ type: 'scatter', x, y }]. Received: ${describe(data)}.`,
    );
  }
  const title = titleOf(layout.title);
  const traces = data.flatMap((trace, i) => flatTrace(trace, i) ?? []);
  const flat = traces.length > 0 ? { layer: traces, width: 480, height: 280 } : placeholder(data);
  const text = [title || 'Plotly chart', `${data.length} traces`].join('. ');
  return new PlotlyChart(data, layout, new Chart({ title: { text: title }, ...flat }, text));
}

function titleOf(title: unknown): string {
  if (typeof title === 'string') return title;
  return (title as { text?: string } | undefined)?.text ?? '';
}

/** A trace with x and y as a Vega-Lite layer. */
function flatTrace(trace: Spec, index: number): Spec | undefined {
  const { type = 'scatter', x, y, mode = 'lines+markers', name } = trace;
  if (!Array.isArray(y) || (type !== 'scatter' && type !== 'scattergl' && type !== 'bar')) return undefined;
  const values = y.map((value, i) => ({
    x: Array.isArray(x) ? x[i] : i,
    y: value,
    trace: name ?? `trace ${index}`,
  }));
  const line = String(mode).includes('lines');
  const mark =
    type === 'bar'
      ? { type: 'bar' }
      : line
        ? { type: 'line', point: String(mode).includes('markers') }
        : { type: 'point', filled: true };
  const xType = typeof values[0]?.x === 'number' && type !== 'bar' ? 'quantitative' : 'nominal';
  return {
    data: { values },
    mark,
    encoding: {
      x: { field: 'x', type: xType, title: null, sort: null },
      y: { field: 'y', type: 'quantitative', title: null },
      color: { field: 'trace', type: 'nominal', title: null },
    },
  };
}

function placeholder(data: readonly Spec[]): Spec {
  const kinds = [...new Set(data.map(({ type }) => String(type ?? 'scatter')))].join(', ');
  const text = { value: `Interactive Plotly chart (${kinds}): open the notebook in JupyterLab to see it.` };
  return {
    width: 480,
    height: 60,
    data: { values: [{}] },
    mark: { type: 'text', fontSize: 12 },
    encoding: { text },
  };
}
