// The lessons as they are when a learner opens them: no line of them is underlined.
import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { describeInJupyterLab } from './in-jupyterlab.js';
import { underlined } from './typing.js';

const lessons = readdirSync('notebooks').filter((name) => name.endsWith('.ipynb'));

describeInJupyterLab('the lessons under the checker', {}, (desk) => {
  it.each(lessons)('%s opens without an underline', async (name) => {
    const { page } = await desk.open(name);
    await page.locator('.tc-Helped[data-checks=checked]').waitFor();
    expect(await underlined(page).allTextContents()).toEqual([]);
  });
});
