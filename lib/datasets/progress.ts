// A bar for work that a person waits for: one line, drawn over itself, and only where the wait is worth a word.
import { randomUUID } from 'node:crypto';
import { host } from '../host.js';

export interface Progress {
  /** @param done units done so far, of the `total` the bar was made with */
  update(done: number): void;
  end(): void;
}

const FIRST_SHOWN_AFTER_MS = 400;
const SHOWN_EVERY_MS = 200;
const BAR_WIDTH = 30;

/** A progress bar, in bytes (shown as megabytes) unless `unit` names another unit. */
export function progressBar(label: string, total: number, unit?: string): Progress {
  const displayId = randomUUID();
  const bar = (done: number) => barText(label, done, total, unit);
  let next = Date.now() + FIRST_SHOWN_AFTER_MS;
  let shown = false;
  return {
    update(done) {
      if (Date.now() < next) return;
      next = Date.now() + SHOWN_EVERY_MS;
      shown = true;
      draw(bar(Math.min(done, total)), displayId);
    },
    end() {
      if (shown) draw(bar(total), displayId);
      if (shown && host().kind === 'terminal' && process.stderr.isTTY) process.stderr.write('\n');
    },
  };
}

function draw(line: string, displayId: string): void {
  if (host().kind === 'notebook') host().display({ 'text/plain': line }, { displayId });
  else if (process.stderr.isTTY) process.stderr.write(`\r${line}`);
}

function barText(label: string, done: number, total: number, unit?: string): string {
  const filled = Math.round((BAR_WIDTH * done) / total);
  const bar = '█'.repeat(filled) + '░'.repeat(BAR_WIDTH - filled);
  const amount = unit ? `${done} of ${total} ${unit}` : `${megabytes(done)} of ${megabytes(total)} MB`;
  return `${label} ${bar} ${amount}`;
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
