// A progress bar: one line, drawn over itself, and only where the wait is long enough to notice.
import { randomUUID } from 'node:crypto';
import { host } from '../host.js';

export interface Progress {
  /** @param done units done so far, of the `total` the bar was made with */
  update(done: number): void;
  end(): void;
}

const firstShownAfterMs = 400;
const shownEveryMs = 200;
const barWidth = 30;

/** A progress bar, in bytes (shown as megabytes) unless `unit` names another unit. */
export function progressBar(label: string, total: number, unit?: string): Progress {
  const displayId = randomUUID();
  const bar = (done: number) => barText(label, done, total, unit);
  let next = Date.now() + firstShownAfterMs;
  let shown = false;
  return {
    update(done) {
      if (Date.now() < next) return;
      next = Date.now() + shownEveryMs;
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
  if (!Number.isFinite(total)) return `${label} ${Number.isFinite(done) ? `${megabytes(done)} MB` : 'done'}`;
  const filled = Math.round((barWidth * done) / total);
  const bar = '█'.repeat(filled) + '░'.repeat(barWidth - filled);
  const amount = unit ? `${done} of ${total} ${unit}` : `${megabytes(done)} of ${megabytes(total)} MB`;
  return `${label} ${bar} ${amount}`;
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
