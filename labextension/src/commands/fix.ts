// The fixes of what is underlined at the cursor, by keys alone.
import { InputDialog } from '@jupyterlab/apputils';
import { applyFix, fixesFor } from '../editor/fixes.js';
import type { AtCursor } from './at-cursor.js';
import { tell } from './names.js';

export async function fixAtCursor({ language, place }: AtCursor): Promise<void> {
  const { uri } = place.textDocument;
  const text = language.textOf(uri);
  const range = { start: place.position, end: place.position };
  const fixes = await fixesFor(language, uri, range, []);
  if (fixes.length === 0) return tell('No fix', 'The checker knows of none for what is at the cursor.');
  const titles = fixes.map(({ title }) => title);
  const chosen = await InputDialog.getItem({ title: 'Fix', label: 'Fix', items: titles, okLabel: 'Apply' });
  const fix = fixes.find(({ title }) => title === chosen.value);
  if (fix && chosen.button.accept && language.textOf(uri) === text) applyFix(language, uri, fix);
}
