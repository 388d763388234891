// Three ways from an empty notebook to an answer about one's own data, typed as a learner would type them: a CSV file
// to a model, photographs to a prediction, a series to a forecast. `TENSORCELL_JOURNEYS=folder` keeps pictures of each
// in both themes and three widths, to be looked at.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { expect, it } from 'vitest';
import { type Desk, describeInJupyterLab } from './in-jupyterlab.js';
import { kernelIs, type NotebookPage } from './page.js';

const pictures = process.env.TENSORCELL_JOURNEYS;
const widths = [1360, 920, 700] as const;
const themes = pictures
  ? (['JupyterLab Light', 'JupyterLab Dark'] as const)
  : (['JupyterLab Light'] as const);

const csvToModel = [
  "const people = await readCsv('people.csv');\npeople",
  'people.describe()',
  "plot.scatter(people, { x: 'age', y: 'fare', color: 'survived' })",
  "const rows = people.fillMissing({ age: 'median' }).oneHot('sex');\nconst [train, test] = trainTestSplit(rows, { testSize: 0.25, seed: 1 });",
  [
    'const scale = layers.normalization();',
    "scale.adapt(train.drop('survived'));",
    'const model = sequential([',
    'scale,',
    "layers.dense({ units: 16, activation: 'relu' }),",
    "layers.dense({ units: 1, activation: 'sigmoid' }),",
    ']);',
    "model.compile({ optimizer: 'adam', loss: 'binaryCrossentropy', metrics: ['accuracy'] });",
  ].join('\n'),
  "await model.fit(train.drop('survived'), train.select('survived'), { epochs: 20, validationSplit: 0.2 });",
  "await model.evaluate(test.drop('survived'), test.select('survived'))",
  "plot.confusionMatrix(test.select('survived'), model.predict(test.drop('survived')))",
  "await model.save('people.keras');\nconst again = await loadModel('people.keras');",
  "const someone = table([{ age: 30, fare: 20, sex: 'female' }]).oneHot('sex', { like: people });\nagain.predict(someone)",
];

const photographsToPrediction = [
  "const photos = imageDatasetFromDirectory('photos', { imageSize: 32, batchSize: 8, seed: 1 });\nplot.images(photos)",
  [
    'const model = sequential([',
    'layers.rescaling({ scale: 1 / 255, inputShape: [32, 32, 3] }),',
    "layers.randomFlip({ mode: 'horizontal' }),",
    "layers.conv2d({ filters: 8, kernelSize: 3, activation: 'relu' }),",
    'layers.maxPooling2d({ poolSize: 2 }),',
    "layers.conv2d({ filters: 16, kernelSize: 3, activation: 'relu' }),",
    'layers.globalAveragePooling2d(),',
    "layers.dense({ units: 2, activation: 'softmax' }),",
    ']);',
  ].join('\n'),
  "model.compile({ optimizer: 'adam', loss: 'sparseCategoricalCrossentropy', metrics: ['accuracy'] });\nawait model.fit(photos, { epochs: 6 });",
  'model.summary()',
  "const mine = await loadImage('mine.jpg', { size: 32 });\nmine",
  'model.predict(mine)',
  'plot.gradCam(model, mine, { classes: photos.classNames })',
];

const seriesToForecast = [
  "const rides = await readCsv('rides.csv');\nrides.head()",
  "plot.line(rides, { x: 'time', y: 'rides' })",
  "const scaled = rides.numbers('rides').map((n) => n / 100);\nconst past = scaled.slice(0, 500);",
  'const windows = timeseriesDatasetFromArray(past.map((n) => [n]), past.slice(24), { sequenceLength: 24, batchSize: 32 });',
  "const model = sequential([layers.lstm({ units: 16, inputShape: [24, 1] }), layers.dense({ units: 1 })]);\nmodel.compile({ optimizer: 'adam', loss: 'meanSquaredError' });\nawait model.fit(windows, { epochs: 5 });",
  'const later = timeseriesDatasetFromArray(scaled.slice(476).map((n) => [n]), null, { sequenceLength: 24, batchSize: null });',
  'const forecast = [...later].map((window) => 100 * model.predict(window.expandDims(0)).dataSync()[0]);',
  "plot.line({ truth: rides.numbers('rides').slice(500), forecast })",
];

for (const theme of themes)
  describeInJupyterLab(`from an empty notebook in ${theme}`, { theme }, (desk) => {
    it('a CSV file becomes a model that answers for one new row', async () => {
      writeFileSync(join(desk.folder(), 'people.csv'), peopleCsv());
      const notebook = await walk(desk, csvToModel);
      const shown = (await notebook.outputs.allInnerTexts()).join('\n');
      expect(shown).toContain('200 rows, 4 columns');
      expect(shown).toContain('20 missing');
      expect(shown).toMatch(/accuracy: 0?\.\d+|accuracy: 1/);
      expect(shown).toMatch(/float32 \[1, 1\]|shape \[1, 1\]|\[1, 1\]/);
      await expect.poll(() => notebook.page.locator('.jp-RenderedVegaCommon5 canvas').count()).toBe(3);
      await look(notebook, `table-${theme}`);
    });

    it('photographs become a network that says what one picture is, and where it looked', async () => {
      await writePhotographs(desk.folder());
      const notebook = await walk(desk, photographsToPrediction);
      const shown = (await notebook.outputs.allInnerTexts()).join('\n');
      expect(shown).toContain('Found 40 files belonging to 2 classes.');
      expect(await notebook.outputs.locator('img').count()).toBe(1);
      await expect.poll(() => notebook.page.locator('.jp-RenderedVegaCommon5 canvas').count()).toBe(3);
      await look(notebook, `photographs-${theme}`);
    });

    it('a series becomes a forecast beside the truth', async () => {
      writeFileSync(join(desk.folder(), 'rides.csv'), ridesCsv());
      const notebook = await walk(desk, seriesToForecast);
      await expect.poll(() => notebook.page.locator('.jp-RenderedVegaCommon5 canvas').count()).toBe(3);
      await look(notebook, `series-${theme}`);
    });
  });

/** Types each step into the cell that the one before left, and runs it with Shift-Enter. */
async function walk(desk: Desk, steps: readonly string[]): Promise<NotebookPage> {
  const notebook = await desk.openCells('');
  const { page } = notebook;
  await page.locator('.jp-CodeCell .cm-content').first().click();
  for (const [i, step] of steps.entries()) {
    for (const [row, line] of step.split('\n').entries()) {
      if (row > 0) await page.keyboard.press('Enter');
      await page.keyboard.type(line, { delay: 2 });
    }
    await page.keyboard.press('Escape'); // what Tab or a hint may have opened
    await page.keyboard.press('Shift+Enter');
    const prompt = page
      .locator('.jp-CodeCell')
      .nth(i)
      .locator('.jp-InputPrompt', { hasText: /\[\d+\]/ });
    await prompt.waitFor({ timeout: 120_000 });
    await page
      .locator('.jp-CodeCell')
      .nth(i + 1)
      .locator('.cm-content')
      .click();
  }
  await kernelIs(page, 'Idle', 60_000);
  const errors = await page
    .locator('.jp-OutputArea [data-mime-type="application/vnd.jupyter.stderr"]')
    .allInnerTexts();
  expect(errors).toEqual([]);
  return notebook;
}

/** Nothing is wider than the page of a desk's screen; and pictures of narrower ones, if they are wanted. */
async function look({ page, outputs }: NotebookPage, name: string): Promise<void> {
  for (const width of pictures ? widths : widths.slice(0, 1)) {
    await page.setViewportSize({ width, height: pictures ? 4000 : 900 });
    await page.locator('.jp-CodeCell').first().scrollIntoViewIfNeeded();
    await page.waitForTimeout(500);
    const tooWide = await outputs.evaluateAll((areas) =>
      (areas as unknown as Area[])
        .filter((area) => area.scrollWidth > area.clientWidth + 1)
        .map((area) => area.textContent),
    );
    // Narrower ones scroll their charts sideways.
    if (width === widths[0]) expect(tooWide).toEqual([]);
    if (!pictures) continue;
    mkdirSync(pictures, { recursive: true });
    const file = `${name.toLowerCase().replaceAll(' ', '-')}-${width}.png`;
    await page.screenshot({ path: join(pictures, file) });
  }
}

/** What the test asks of an element in the page; the project's own code knows no DOM. */
interface Area {
  readonly scrollWidth: number;
  readonly clientWidth: number;
  readonly textContent: string;
}

function peopleCsv(): string {
  const rows = Array.from({ length: 200 }, (_, i) => {
    const sex = i % 3 === 0 ? 'female' : 'male';
    const age = i % 10 === 7 ? '' : 4 + ((i * 37) % 60);
    const survived = sex === 'female' ? i % 8 !== 1 : i % 7 === 2;
    return `${age},${(7 + ((i * 53) % 90) / 2).toFixed(2)},${sex},${survived ? 1 : 0}`;
  });
  return `age,fare,sex,survived\n${rows.join('\n')}\n`;
}

function ridesCsv(): string {
  const rows = Array.from({ length: 600 }, (_, i) => {
    const time = new Date(Date.UTC(2025, 2, 3, i)).toISOString().slice(0, 19).replace('T', ' ');
    return `${time},${Math.round(100 + 60 * Math.sin((i * Math.PI) / 12) + 10 * Math.sin(i * 1.7))}`;
  });
  return `time,rides\n${rows.join('\n')}\n`;
}

/** Round things and square things, in two folders, and one more. */
async function writePhotographs(folder: string): Promise<void> {
  for (const kind of ['balls', 'boxes']) {
    mkdirSync(join(folder, 'photos', kind), { recursive: true });
    for (let i = 0; i < 20; i++)
      await drawn(kind === 'balls', i).toFile(join(folder, 'photos', kind, `${i}.jpg`));
  }
  await drawn(true, 77).toFile(join(folder, 'mine.jpg'));
}

function drawn(round: boolean, i: number): Sharp {
  const [x, y, size] = [20 + ((i * 13) % 40), 20 + ((i * 29) % 40), 14 + (i % 8)];
  const color = `hsl(${(i * 67) % 360} 70% 60%)`;
  const shape = round
    ? `<circle cx="${x}" cy="${y}" r="${size}" fill="${color}"/>`
    : `<rect x="${x - size}" y="${y - size}" width="${2 * size}" height="${2 * size}" fill="${color}"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="80" height="80"><rect width="80" height="80" fill="#444"/>${shape}</svg>`;
  return sharp(Buffer.from(svg)).jpeg();
}
