// Colours and Vega-Lite settings that every chart shares. A chart's background is transparent, so each colour
// has to stand out on white and on near-black alike, and the first four, which most charts get by with, stay
// apart for colour-blind people: test/plot/theme.test.ts holds them to it. The idea is Okabe and Ito's palette.

/** Text, axes and rules: the grey with the same contrast on JupyterLab's white and on its dark background. */
export const ink = '#7b7b7b';
/** Grid lines: there when looked for. */
export const grid = '#7b7b7b33';

export const blue = '#2b83ba';
export const vermilion = '#d55e00';
export const green = '#3a9140';
export const purple = '#9550f0';
export const ochre = '#b38600';
export const slate = '#6c7fc4';
export const rose = '#d9517f';
export const olive = '#6b8e23';

/** For categories, in this order. */
export const palette = [blue, vermilion, green, purple, ochre, slate, rose, olive] as const;
/** Of lines, beside their colours: whole, dashed, dotted, and so on, in an order that meets no colour twice. */
export const dashes = [
  [1, 0],
  [6, 4],
  [2, 3],
  [10, 3, 2, 3],
  [1, 0, 12, 2],
] as const;
/** From little to much (heat maps); both ends differ in brightness, not only in hue. */
export const sequential = 'viridis';
/** From negative through zero to positive. */
export const diverging = 'blueorange';

/** First the reader's own interface font; where that is unknown (PNG), the one bundled here. */
export const fontFamily = 'system-ui, "Noto Sans KR", sans-serif';

const label = { labelColor: ink, labelFontSize: 11 };
const heading = { titleColor: ink, titleFontSize: 12, titleFontWeight: 600 };

/** The `config` block of every specification. */
export const config = {
  background: 'transparent',
  font: fontFamily,
  padding: 8,
  view: { stroke: null },
  title: {
    anchor: 'start',
    color: ink,
    fontSize: 15,
    fontWeight: 600,
    subtitleColor: ink,
    subtitleFontSize: 12,
    subtitlePadding: 4,
    offset: 12,
  },
  axis: {
    ...label,
    ...heading,
    domainColor: ink,
    tickColor: ink,
    gridColor: grid,
    labelPadding: 4,
    labelSeparation: 6,
    titlePadding: 8,
  },
  axisX: { grid: false },
  axisY: { domain: false, ticks: false },
  legend: {
    ...label,
    ...heading,
    labelFontSize: 12,
    symbolStrokeWidth: 2.5,
    symbolSize: 120,
    labelLimit: 240,
  },
  header: { ...label, ...heading, labelFontSize: 12, labelFontWeight: 600 },
  concat: { spacing: 28 },
  range: { category: palette, heatmap: { scheme: sequential }, ramp: { scheme: sequential } },
  mark: { color: blue },
  line: { strokeWidth: 2, strokeCap: 'round', strokeJoin: 'round' },
  bar: { cornerRadiusEnd: 2 },
  text: { color: ink, fontSize: 11 },
  rule: { color: ink },
} as const;
