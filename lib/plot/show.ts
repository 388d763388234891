// Shows a value in the middle of a cell, as the cell's last expression would be.
import { type Displayable, displaySymbol, host } from '../host.js';

/**
 * Shows one or more pictures now.
 *
 * @param pictures charts, tables of pictures, or anything that knows how it is shown
 * @example
 * await plot.show(plot.history({ loss: [0.9, 0.5, 0.4] }));
 */
export async function show(...pictures: Displayable[]): Promise<void> {
  for (const picture of pictures) host().display(await picture[displaySymbol]());
}
