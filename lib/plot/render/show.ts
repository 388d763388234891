// Shows a value in the middle of a cell, as the cell's last expression would be.
import { type Displayable, displaySymbol, host } from '../../host.js';

/**
 * Shows one or more charts now.
 *
 * @param charts charts, tables, or anything that knows how it is shown
 * @example
 * await plot.show(plot.history({ loss: [0.9, 0.5, 0.4] }));
 */
export async function show(...charts: Displayable[]): Promise<void> {
  for (const chart of charts) {
    const bundle = await chart[displaySymbol]();
    if (bundle) host().display(bundle);
  }
}
