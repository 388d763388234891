// What must be told whatever happens: how a cell ended, and errors that nobody caught.
import { writeSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import type { CellId, Outcome } from '../contract/session-messages.js';
import { cellOfContext, currentCell } from './current-cell.js';
import { reportError } from './error-report.js';
import { Interrupted } from './interrupted.js';
import { send } from './outgoing.js';

const standardError = 2;

/** Sends the end of a cell once, and as an error where its work, or telling its outcome, fails. */
export async function tellEnd(cell: CellId, work: () => Promise<Outcome>): Promise<void> {
  try {
    const outcome = await work();
    // Node tells of rejections that nobody handled when the turn ends: they belong before the cell's end.
    await turn();
    send({ type: 'done', cell, outcome });
  } catch (error) {
    send({ type: 'done', cell, outcome: { status: 'error', error: reportError(error), assigned: [] } });
  }
}

/** An error that was not caught is shown in the cell that caused it; the session goes on. */
export function showUncaught(error: unknown): void {
  try {
    if (isOfStop(error)) return;
    send({ type: 'error', cell: currentCell().id, error: reportError(error) });
  } catch (failure) {
    logLast(failure);
  }
}

/** What a stopped cell leaves behind fails because it was ended. */
function isOfStop(error: unknown): boolean {
  return cellOfContext()?.life.isLive === false || isInterrupted(error);
}

function isInterrupted(error: unknown): boolean {
  try {
    return error instanceof Interrupted;
  } catch {
    return false;
  }
}

/** The last resort must not fail itself: Node would end the session. */
function logLast(failure: unknown): void {
  try {
    writeSync(standardError, `An error could not be shown: ${reportError(failure).evalue}\n`);
  } catch {
    // Nobody reads.
  }
}
