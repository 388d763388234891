// How long an axis becomes under a moving window, and under the transpose of one.

/** A window along one axis. */
export interface AxisWindow {
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  readonly padding: 'valid' | 'same' | 'causal';
}

/** Cells from a window's first to its last. */
const reach = ({ kernel, dilation }: AxisWindow): number => (kernel - 1) * dilation + 1;

/**
 * How many places the window has along an axis.
 * @param who the layer, for the message where it has none
 */
export function outputLength(size: number, window: AxisWindow, who: string): number {
  const cells = window.padding === 'valid' ? reach(window) : 1;
  if (size >= cells) return Math.ceil((size - cells + 1) / window.stride);
  throw new Error(
    `${who}: the kernel must fit into the input, expected a size of at least ${cells} along each axis that it moves ` +
      `along (kernelSize ${window.kernel}, dilationRate ${window.dilation}). Received: ${size}. ` +
      "Use padding: 'same', a smaller kernel or larger inputs.",
  );
}

/** How many zeros the window needs before and after an axis. */
export function paddingOf(size: number, window: AxisWindow): [before: number, after: number] {
  const cells = reach(window);
  if (window.padding === 'valid') return [0, 0];
  if (window.padding === 'causal') return [cells - 1, 0];
  return halved((Math.ceil(size / window.stride) - 1) * window.stride + cells - size);
}

/** How long the transpose of a window makes an axis. */
export function transposedLength(size: number, window: AxisWindow, outputPadding: number | null): number {
  const { stride, padding } = window;
  const cells = reach(window);
  const before = (size - 1) * stride;
  if (outputPadding === null) return before + (padding === 'valid' ? Math.max(cells, stride) : stride);
  return before + (padding === 'valid' ? cells : cells % 2) + outputPadding;
}

/** How much of what the transpose of a window gives lies before its output. */
export function cutBefore(size: number, window: AxisWindow, length: number): number {
  if (window.padding === 'valid') return 0;
  return halved((size - 1) * window.stride + reach(window) - length)[0];
}

/** As TensorFlow does: the odd one comes after. */
function halved(total: number): [before: number, after: number] {
  const positive = Math.max(total, 0);
  return [Math.floor(positive / 2), Math.ceil(positive / 2)];
}
