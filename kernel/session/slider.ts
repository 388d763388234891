// A slider, and charts that follow it.
import { randomUUID } from 'node:crypto';
import { display } from './display.js';
import { type Widget, widget } from './widget.js';

export interface SliderOptions {
  /** Text before the slider. */
  label?: string;
  /** Default: 0. */
  min?: number;
  /** Default: 100. */
  max?: number;
  /** Default: 1. */
  step?: number;
  /** Its first value. Default: `min`. */
  value?: number;
}

export type Slider = Widget<Required<SliderOptions>>;

// The notebook would take arrow keys for itself, to go from cell to cell.
const esm = `export default { render({ model, el }) {
  const label = document.createElement('label');
  const input = document.createElement('input');
  const output = document.createElement('output');
  input.type = 'range';
  for (const name of ['min', 'max', 'step', 'value']) input[name] = model.get(name);
  const show = () => { output.textContent = ' ' + model.get('value'); };
  input.oninput = () => { model.set('value', Number(input.value)); model.save_changes(); show(); };
  input.onkeydown = (event) => { if (/^(Arrow|Page|Home|End)/.test(event.key)) event.stopPropagation(); };
  model.on('change:value', () => { input.value = model.get('value'); show(); });
  label.append(model.get('label') + ' ', input, output);
  el.append(label);
  show();
} };`;
const css = 'label:has(> input[type=range]) { display: inline-flex; gap: 0.5em; align-items: center; }';

/**
 * A slider that the user moves; `get('value')` and `on('value', …)` follow it.
 *
 * @example
 * const rate = slider({ label: 'learning rate', min: 0, max: 1, step: 0.05, value: 0.1 });
 */
export function slider(options: SliderOptions = {}): Slider {
  const { label = '', min = 0, max = 100, step = 1, value = min } = options;
  return widget({ esm, css, state: { label, min, max, step, value } });
}

/**
 * Shows a slider and below it what `draw` gives for its value, drawn again each time the slider moves.
 *
 * @example
 * await follow(slider({ label: 'frequency', min: 1, max: 10 }), (frequency) =>
 *   plot.functions({ wave: (x) => Math.sin(frequency * x) }, { from: 0, to: 6 }));
 */
export async function follow(control: Slider, draw: (value: number) => unknown): Promise<void> {
  const displayId = randomUUID();
  await display(control);
  await display(await draw(control.get('value')), { displayId });
  let drawing = false;
  control.on('value', async () => {
    // The slider may move while `draw` runs; only its last value is drawn next.
    if (drawing) return;
    drawing = true;
    try {
      for (let drawn: number | undefined; drawn !== control.get('value'); ) {
        drawn = control.get('value');
        await display(await draw(drawn), { displayId, update: true });
      }
    } finally {
      drawing = false;
    }
  });
}
