// Colours as numbers, and how far they stand out.

export type RGB = [number, number, number];

export const white: RGB = [255, 255, 255];
/** The background of Vega's dark theme, which JupyterLab and VS Code take where they are dark. */
export const dark: RGB = [51, 51, 51];

/** `#2b83ba`, `#fff` or `rgb(1, 2, 3)`, with or without opacity. */
export function rgb(color: string): RGB {
  return rgba(color).slice(0, 3) as RGB;
}

/** Its opacity too, from 0 to 1. */
export function rgba(color: string): [number, number, number, number] {
  const [, numbers] = /^rgba?\(([^)]*)\)$/.exec(color) ?? [];
  if (numbers) {
    const [r = 0, g = 0, b = 0, a = 1] = numbers.split(',').map(Number);
    return [r, g, b, a];
  }
  if (color === 'black') return [0, 0, 0, 1];
  if (color === 'white') return [255, 255, 255, 1];
  const digits = color.slice(1);
  const long = digits.length <= 4 ? [...digits].map((digit) => digit + digit).join('') : digits;
  if (!/^#/.test(color) || !/^([\da-f]{6}|[\da-f]{8})$/i.test(long)) throw new Error(`No colour: ${color}`);
  const [r = 0, g = 0, b = 0, a = 255] = long.match(/../g)!.map((pair) => Number.parseInt(pair, 16));
  return [r, g, b, a / 255];
}

/** What is seen of a colour through which a background shines. */
export function over(color: string, opacity: number, background: RGB): RGB {
  const [r, g, b, a] = rgba(color);
  const share = a * opacity;
  return [r, g, b].map((value, i) => value * share + background[i]! * (1 - share)) as RGB;
}

function linear(channel: number): number {
  const share = channel / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

/** WCAG 2's relative luminance and contrast. */
function luminance([r, g, b]: RGB): number {
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}

export function contrast(a: RGB, b: RGB): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}
