import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { FromSession } from '../../kernel/contract/session-messages.js';
import { type Cell, createCell, runAs } from '../../kernel/session/current-cell.js';
import { notebookHost } from '../../kernel/session/notebook-host.js';

const sent: FromSession[] = [];
vi.mock('../../kernel/session/outgoing.js', () => ({ send: (message: FromSession) => sent.push(message) }));
beforeEach(() => void sent.splice(0));

let requests = 0;
function cell(notebookCell?: string): Cell {
  requests += 1;
  return createCell(requests, { allowStdin: false, notebookCell });
}

function show(by: Cell, displayId: string): void {
  runAs(by, () => notebookHost.display({ 'text/plain': 'x' }, { displayId }));
}

const updates = () => sent.map((message) => message.type === 'display' && message.update);

describe('notebookHost.display', () => {
  it('adds, then replaces under the same id', () => {
    const first = cell('a');
    show(first, 'one');
    show(first, 'one');
    show(cell('b'), 'one');
    expect(updates()).toEqual([false, true, true]);
  });

  it('adds again when the same cell of the notebook is run again', () => {
    show(cell('a'), 'two');
    const again = cell('a');
    show(again, 'two');
    show(again, 'two');
    expect(updates()).toEqual([false, false, true]);
  });

  it('gives the signal of the cell that asks', () => {
    const asking = cell();
    expect(runAs(asking, () => notebookHost.signal)).toBe(asking.signal);
  });
});
