// Colours and Vega-Lite settings that every chart shares. Background and text are the front end's: Vega's own on white,
// or, where JupyterLab or VS Code is dark, those of Vega's dark theme. So each colour here has to stand out on white and
// on that theme's grey alike, and the first four, which most charts get by with, stay apart for colour-blind people:
// test/plot/theme.test.ts holds them to it. The idea is Okabe and Ito's palette.

/** Rules and arrows: the grey that is as far from white as from the dark background. */
export const ink = '#808080';
/** Grid lines: there when looked for. */
export const grid = '#80808033';
/** Of texts among a chart's marks: what reads on the background that the front end gave. */
export const textColor = { expr: "luminance(background) < 0.2 ? '#ffffff' : '#000000'" } as const;
/** Plotly's charts, to which the front end gives no colours, are on white. */
export const paper = '#ffffff';
export const textOnPaper = '#1c1c1c';

export const blue = '#2b83ba';
export const vermilion = '#d55e00';
export const green = '#3a9140';
export const purple = '#9d5cf2';
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

const label = { labelFontSize: 11 };
const heading = { titleFontSize: 12, titleFontWeight: 600 };

/** The `config` block of every specification. */
export const config = {
  font: fontFamily,
  padding: 8,
  view: { stroke: null },
  title: {
    anchor: 'start',
    fontSize: 15,
    fontWeight: 600,
    subtitleFontSize: 12,
    subtitlePadding: 4,
    offset: 12,
  },
  axis: {
    ...label,
    ...heading,
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
  text: { color: textColor, fontSize: 11 },
  rule: { color: ink },
} as const;
