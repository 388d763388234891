// Several charts as one.
import { received } from '../../core/messages.js';
import { Chart, type Spec } from '../render/chart.js';

/** Options of `plot.grid`. */
export interface GridOptions {
  /** Above all of them. Default: none. */
  title?: string;
  /** Charts in a row. Default: 2. */
  columns?: number;
}

/**
 * Sets charts side by side, as one chart that is shown and saved as one.
 *
 * @param charts what other functions of `plot` give; not tables, and not Plotly's
 * @throws when there is none, or one is no chart
 * @example
 * plot.grid([plot.line([3, 2, 1]), plot.bar(['cat', 'dog'], [12, 30])], { title: 'Two views' });
 */
export function grid(charts: readonly Chart[], options: GridOptions = {}): Chart {
  if (!Array.isArray(charts) || charts.length === 0)
    throw new Error(
      `plot.grid needs charts in a list: plot.grid([plot.line(…), …]). Received: ${received(charts)}.`,
    );
  const odd = charts.find((chart) => !(chart instanceof Chart));
  if (odd !== undefined)
    throw new Error(
      `plot.grid takes charts of plot.line, plot.bar and their like. Received: ${received(odd)}. Show it by itself.`,
    );
  const { title, columns = 2 } = options;
  const concat = charts.map(({ spec }) => {
    const { $schema: _schema, config: _config, ...inner } = spec;
    return inner;
  });
  // Each keeps its own colours and legend.
  const apart: Spec = { resolve: { scale: { color: 'independent', strokeDash: 'independent' } } };
  const text = [title, ...charts.map((chart) => chart.text)].filter((one) => one !== undefined).join(' | ');
  return new Chart({ ...(title === undefined ? {} : { title }), concat, columns, ...apart }, text);
}
