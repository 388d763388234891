// `display`, as cells call it: shows any value or MIME bundle at once, in place of an earlier one if asked to.
import type { DisplayData } from '../contract/content.js';
import { currentCell } from './current-cell.js';
import { isBundle } from './mime-bundle.js';
import { send } from './outgoing.js';
import { fromBundle, show } from './show.js';

export interface DisplayOptions {
  /** Names this display, so that a later one with the same id can replace it. */
  displayId?: string;
  /** Replaces what was shown under `displayId` instead of adding a new output. Default: false. */
  update?: boolean;
}

/**
 * Shows a value in the cell's output: a MIME bundle such as `{ 'text/html': '<b>hi</b>' }`, or any other value
 * as it would look on a cell's last line.
 *
 * @example
 * await display({ 'text/markdown': '**bold**' });
 */
async function displayValue(value: unknown, options: DisplayOptions = {}): Promise<void> {
  const shown = isBundle(value) ? fromBundle(value) : await show(value);
  if (shown) sendShown(shown, options);
}

/** Shows a value in the front end's pager, beside the notebook: for long texts, such as reference pages. */
export async function page(value: unknown): Promise<void> {
  const shown = typeof value === 'string' ? fromBundle({ 'text/plain': value }) : await show(value);
  if (shown) send({ type: 'page', cell: currentCell().id, shown });
}

function sendShown(shown: DisplayData, { displayId, update = false }: DisplayOptions): void {
  send({
    type: 'display',
    cell: currentCell().id,
    shown,
    displayId,
    update: update && displayId !== undefined,
  });
}

function displayAs(type: string) {
  return (data: unknown, options: DisplayOptions = {}) => sendShown(fromBundle({ [type]: data }), options);
}

/** Clears the cell's output; with `wait`, only when the next output comes, so that images do not flicker. */
function clear({ wait = false }: { wait?: boolean } = {}): void {
  send({ type: 'clear_output', cell: currentCell().id, wait });
}

export const display = Object.assign(displayValue, {
  /** Shows HTML. */
  html: displayAs('text/html') as (html: string, options?: DisplayOptions) => void,
  /** Shows an SVG image from its source. */
  svg: displayAs('image/svg+xml') as (svg: string, options?: DisplayOptions) => void,
  /** Shows a PNG image from its bytes, or from base64 text. */
  png: displayAs('image/png') as (png: Uint8Array | string, options?: DisplayOptions) => void,
  /** Shows Markdown. */
  markdown: displayAs('text/markdown') as (markdown: string, options?: DisplayOptions) => void,
  /** Shows a JSON value as a tree whose nodes can be opened. */
  json: displayAs('application/json') as (value: object, options?: DisplayOptions) => void,
  clear,
});
