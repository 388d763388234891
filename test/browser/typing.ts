// Types as a person does, and measures what the page does meanwhile.
import type { Locator, Page } from 'playwright-core';

/** Milliseconds between two keys. */
const pace = 60;

/** Puts the cursor at a cell's end and types. */
export async function typeAtEnd(page: Page, cell: Locator, text: string): Promise<void> {
  await cell.locator('.cm-content').click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(text, { delay: pace });
}

/** Puts the cursor into a part of a cell's first line. */
export async function putCursor(page: Page, cell: Locator, part: string): Promise<void> {
  await cell.locator('.cm-content').click();
  await page.keyboard.press('Control+Home');
  const line = (await cell.locator('.cm-line').first().textContent()) ?? '';
  for (let n = 0; n <= line.indexOf(part); n++) await page.keyboard.press('ArrowRight');
}

/** The words that are underlined in a cell, or anywhere. */
export function underlined(within: Locator | Page): Locator {
  return within.locator('.cm-lintRange');
}

/** In the page: when the last key went down, and when the first underline after it was there. */
const watching = `
  const times = (window.underlineTimes = { lastKey: 0, underlined: 0 });
  document.addEventListener('keydown', () => Object.assign(times, { lastKey: performance.now(), underlined: 0 }), true);
  new MutationObserver(() => {
    const isNew = times.lastKey && !times.underlined && document.querySelector('.cm-lintRange');
    if (isNew) times.underlined = performance.now();
  }).observe(document.body, { childList: true, subtree: true });
  undefined;`;

export async function watchUnderlines(page: Page): Promise<void> {
  await page.evaluate(watching);
}

/** Milliseconds from the last key to the underline, after `watchUnderlines`. */
export async function underlineDelay(page: Page): Promise<number> {
  await underlined(page).first().waitFor();
  return page.evaluate<number>('Math.round(underlineTimes.underlined - underlineTimes.lastKey)');
}

/** In the page: for each key the milliseconds until what it changed is drawn. */
const timingKeys = `
  const times = (window.keyTimes = []);
  document.addEventListener('keydown', () => {
    const start = performance.now();
    requestAnimationFrame(() => setTimeout(() => times.push(performance.now() - start)));
  }, true);
  undefined;`;

/** Types, and gives the median of the milliseconds that a key takes until it is drawn. */
export async function timePerKey(page: Page, cell: Locator, text: string): Promise<number> {
  await page.evaluate(timingKeys);
  await typeAtEnd(page, cell, text);
  await page.waitForTimeout(500);
  const times = await page.evaluate<number[]>('keyTimes');
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)]!;
}
