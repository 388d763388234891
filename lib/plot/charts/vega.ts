// Any Vega-Lite specification, in this library's colours.
import { Chart, type Spec } from '../render/chart.js';

/**
 * Draws a Vega-Lite version 5 specification. Its own `config` wins over the library's.
 *
 * @throws when it is not an object
 * @example
 * plot.vega({ data: { values: [{ a: 1, b: 2 }] }, mark: 'bar', encoding: { x: { field: 'a' }, y: { field: 'b', type: 'quantitative' } } });
 */
export function vega(spec: Spec): Chart {
  if (typeof spec !== 'object' || spec === null || Array.isArray(spec)) {
    throw new Error(
      `plot.vega expects a Vega-Lite specification, an object such as { data, mark, encoding }. Received: ${JSON.stringify(spec)}.`,
    );
  }
  const title = spec.title;
  const text =
    typeof title === 'string' ? title : ((title as { text?: string } | undefined)?.text ?? 'Vega-Lite chart');
  return new Chart(spec, text);
}
