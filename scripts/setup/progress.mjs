// What a person sees of a long step: its title, the time so far, and the last line of what is going on.
// On a terminal the line is redrawn in place; elsewhere (CI, a log) a line comes every quarter of a minute.

const redrawEvery = 250;
const reportEvery = 15_000;

/**
 * @template T
 * @param {string} title
 * @param {(report: (detail: string) => void) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function showStep(title, work) {
  const terminal = process.stdout.isTTY === true;
  const began = performance.now();
  const elapsed = () => `${((performance.now() - began) / 1000).toFixed(terminal ? 0 : 1)} s`;
  let detail = '';
  if (!terminal) console.log(`… ${title}`);
  const draw = () => {
    const line = `… ${title} (${elapsed()}) ${detail}`.slice(0, (process.stdout.columns ?? 120) - 1);
    process.stdout.write(terminal ? `\r\x1b[K${line}` : `${line}\n`);
  };
  const timer = setInterval(draw, terminal ? redrawEvery : reportEvery);
  const clear = terminal ? '\r\x1b[K' : '';
  try {
    const result = await work((text) => {
      detail = text.trim();
    });
    process.stdout.write(`${clear}✓ ${title} (${elapsed()})\n`);
    return result;
  } catch (error) {
    process.stdout.write(`${clear}✗ ${title} (${elapsed()})\n`);
    throw error;
  } finally {
    clearInterval(timer);
  }
}
