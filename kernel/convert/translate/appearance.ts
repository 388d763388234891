// Calls and settings that say how something looks in Python's notebooks, or which warnings are shown: nothing becomes of them.

/** Functions, by their paths. */
const calls: ReadonlySet<string> = new Set([
  ...['rc', 'style.use', 'rcParams.update'].flatMap((name) => [
    `matplotlib.${name}`,
    `matplotlib.pyplot.${name}`,
  ]),
  ...['set', 'set_theme', 'set_style', 'set_palette', 'set_context'].map((name) => `seaborn.${name}`),
  'pandas.set_option',
  'warnings.filterwarnings',
  'warnings.simplefilter',
]);

export const isAppearanceCall = (path: string): boolean => calls.has(path);

/** `plt.rcParams['figure.figsize'] = (8, 6)`, `pd.options.display.max_rows = 9`. */
export const isAppearance = (path: string): boolean =>
  /^(matplotlib(\.pyplot)?\.rcParams|pandas\.options)\b/.test(path);
