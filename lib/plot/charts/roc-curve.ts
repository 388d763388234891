// Hits against false alarms at every threshold.
import { Chart } from '../render/chart.js';
import { rounded, thin } from '../scales/series.js';
import { ink, palette } from '../scales/theme.js';
import { classNames, classNumbers, dense, type Values } from '../scales/values.js';

/** Options of `plot.rocCurve`. */
export interface RocOptions {
  /** Names of the classes, in their order. */
  classes?: readonly string[];
  /** Above the chart. Default: `ROC curve`. */
  title?: string;
}

interface Curve {
  name: string;
  points: { x: number; y: number }[];
  /** Area under the curve: 0.5 is chance, 1 perfect. NaN where a class never or always occurs. */
  area: number;
}

const pointsPerCurve = 400;
const maxCurves = 10;

/**
 * Draws the receiver operating characteristic with the area under it (AUC): of two classes one curve, of more one
 * for each class against the rest (the ten with the smallest areas, if there are more).
 *
 * @param yTrue class numbers or one-hot rows
 * @param yScore probabilities of class 1, or a row of probabilities for each sample
 * @throws when labels and scores differ in number, or there is only one class
 * @example
 * plot.rocCurve([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]);
 */
export function rocCurve(yTrue: Values, yScore: Values, options: RocOptions = {}): Chart {
  const labels = classNumbers(yTrue, 'plot.rocCurve');
  const { data, shape } = dense(yScore, 'plot.rocCurve');
  const columns = shape.length > 1 ? shape[1]! : 1;
  if (labels.length === 0 || data.length / columns !== labels.length) {
    throw new Error(
      `plot.rocCurve needs one score or row of scores for each label. Received ${labels.length} labels and scores [${shape}].`,
    );
  }
  const all = curves(labels, data, columns, options.classes).filter(({ area }) => !Number.isNaN(area));
  if (all.length === 0)
    throw new Error('plot.rocCurve needs samples of at least two classes. Received one class only.');
  const drawn = [...all].sort((a, b) => a.area - b.area).slice(0, maxCurves);
  return chart(
    all.filter((curve) => drawn.includes(curve)),
    all.length,
    options,
  );
}

function curves(
  labels: number[],
  data: ArrayLike<number>,
  columns: number,
  given?: readonly string[],
): Curve[] {
  const column = (c: number) => labels.map((_, i) => data[i * columns + c]!);
  if (columns <= 2)
    return [
      curve(
        given?.[1] ?? 'class 1',
        labels.map((n) => n === 1),
        column(columns - 1),
      ),
    ];
  const names = classNames(given, labels, [columns - 1]);
  return names.map((name, c) =>
    curve(
      name,
      labels.map((n) => n === c),
      column(c),
    ),
  );
}

/** One step for each distinct score, from the strictest threshold to the mildest. */
function curve(name: string, positive: boolean[], scores: number[]): Curve {
  const order = scores.map((_, i) => i).sort((a, b) => scores[b]! - scores[a]!);
  const positives = positive.filter(Boolean).length;
  const negatives = positive.length - positives;
  const points = [{ x: 0, y: 0 }];
  let [hits, alarms, area] = [0, 0, 0];
  order.forEach((sample, rank) => {
    if (positive[sample]) hits++;
    else alarms++;
    if (scores[order[rank + 1] ?? -1] === scores[sample]) return;
    const before = points.at(-1)!;
    const point = { x: alarms / negatives, y: hits / positives };
    area += ((point.x - before.x) * (point.y + before.y)) / 2;
    points.push(point);
  });
  return { name, points, area };
}

function chart(drawn: Curve[], all: number, options: RocOptions): Chart {
  const named = drawn.map((one) => ({ ...one, label: `${one.name}, AUC ${one.area.toFixed(3)}` }));
  const values = named.flatMap(({ label, points }) =>
    thin(points, pointsPerCurve).map(({ x, y }, order) => ({ label, order, x: rounded(x), y: rounded(y) })),
  );
  const few = all > drawn.length ? [`The ${drawn.length} of ${all} classes with the smallest areas`] : [];
  const title = { text: options.title ?? 'ROC curve', subtitle: few };
  const share = (field: string, text: string) => ({
    field,
    type: 'quantitative',
    title: text,
    scale: { domain: [0, 1] },
  });
  const color = {
    field: 'label',
    type: 'nominal',
    title: null,
    scale: { domain: named.map(({ label }) => label), range: palette },
    legend: { symbolType: 'stroke' },
  };
  const chance = {
    data: {
      values: [
        { x: 0, y: 0 },
        { x: 1, y: 1 },
      ],
    },
    mark: { type: 'line', strokeDash: [2, 3], strokeWidth: 1, color: ink },
    encoding: { x: share('x', 'false positive rate'), y: share('y', 'true positive rate') },
  };
  const lines = {
    data: { values },
    mark: { type: 'line', tooltip: true },
    encoding: { ...chance.encoding, color, order: { field: 'order' } },
  };
  const text = [title.text, ...few, ...named.map(({ label }) => label)].join('. ');
  return new Chart({ title, width: 320, height: 320, layer: [chance, lines] }, text);
}
