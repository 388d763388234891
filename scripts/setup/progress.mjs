// What a person sees of long steps: the title, the time so far, and the last line of what is going on of each that runs.
// On a terminal they share one line, which is redrawn in place; elsewhere (CI, a log) each has a line every quarter of a
// minute.

const redrawEvery = 250;
const reportEvery = 15_000;

/** @typedef {{ title: string, began: number, detail: string }} Running */

/** @type {Set<Running>} */
const running = new Set();

/**
 * @template T
 * @param {string} title
 * @param {(report: (detail: string) => void) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function showStep(title, work) {
  const terminal = process.stdout.isTTY === true;
  /** @type {Running} */
  const step = { title, began: performance.now(), detail: '' };
  running.add(step);
  if (!terminal) console.log(`… ${title}`);
  const timer = setInterval(terminal ? redraw : () => tellOf(step), terminal ? redrawEvery : reportEvery);
  const end = (/** @type {string} */ mark) => {
    clearInterval(timer);
    running.delete(step);
    process.stdout.write(`${terminal ? startOfLine : ''}${mark} ${title} (${elapsed(step, 1)})\n`);
  };
  try {
    const result = await work((text) => {
      step.detail = text.trim();
    });
    end('✓');
    return result;
  } catch (error) {
    end('✗');
    throw error;
  }
}

const startOfLine = '\r\x1b[K';

function redraw() {
  const width = (process.stdout.columns ?? 120) - 1;
  const share = Math.floor(width / running.size) - 1;
  const parts = [...running].map((step) =>
    `… ${step.title} (${elapsed(step, 0)}) ${step.detail}`.slice(0, share),
  );
  process.stdout.write(`${startOfLine}${parts.join(' ')}`);
}

/** @param {Running} step */
function tellOf(step) {
  console.log(`… ${step.title} (${elapsed(step, 1)}) ${step.detail}`.slice(0, 119));
}

/**
 * @param {Running} step
 * @param {number} digits
 */
function elapsed({ began }, digits) {
  return `${((performance.now() - began) / 1000).toFixed(digits)} s`;
}
