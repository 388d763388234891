// The rows of the variables panel: one for each variable, which opens on what is inside.
import type { Variable } from './session-variables.js';

export type PartsOf = (reference: number) => Promise<readonly Variable[]>;

/** More rows of one value tell nobody anything. */
const mostParts = 200;

export function rowsOf(variables: readonly Variable[], partsOf: PartsOf, depth = 0): HTMLTableRowElement[] {
  const rows = variables.slice(0, mostParts).map((variable) => rowOf(variable, partsOf, depth));
  const hidden = variables.length - rows.length;
  if (hidden > 0) rows.push(line(`… ${hidden} more`, '', '', depth));
  return rows;
}

function rowOf(
  { name, type, value, reference }: Variable,
  partsOf: PartsOf,
  depth: number,
): HTMLTableRowElement {
  if (reference === 0) return line(name, type, value, depth);
  const row = line('', type, value, depth);
  const button = document.createElement('button');
  button.textContent = name;
  button.setAttribute('aria-expanded', 'false');
  row.cells[0]?.append(button);
  let parts: HTMLTableRowElement[] | undefined;
  button.onclick = async () => {
    const isOpen = parts !== undefined;
    button.setAttribute('aria-expanded', String(!isOpen));
    for (const part of parts ?? []) part.dispatchEvent(new Event('tc-close'));
    for (const part of parts ?? []) part.remove();
    parts = isOpen ? undefined : [];
    if (isOpen) return;
    const inside = await partsOf(reference);
    if (!parts || !row.isConnected) return;
    const empty = [line('', '', 'nothing inside', depth + 1)];
    parts = inside.length > 0 ? rowsOf(inside, partsOf, depth + 1) : empty;
    row.after(...parts);
  };
  // What is inside goes with it.
  row.addEventListener('tc-close', () => {
    if (parts !== undefined) button.click();
  });
  return row;
}

function line(name: string, type: string, value: string, depth: number): HTMLTableRowElement {
  const row = document.createElement('tr');
  const head = document.createElement('th');
  head.scope = 'row';
  head.textContent = name;
  head.style.paddingLeft = `${8 + depth * 14}px`;
  const cells = [type, value].map((text) => {
    const cell = document.createElement('td');
    cell.textContent = text;
    cell.title = text;
    return cell;
  });
  row.append(head, ...cells);
  return row;
}
