// Commands about the name at the cursor: where it is declared and used, and another name for it everywhere.
import { Dialog, InputDialog, showDialog } from '@jupyterlab/apputils';
import { NoAnswer } from '../language/client.js';
import { applyWorkspaceEdit } from '../language/edits.js';
import type { AtPosition, Range } from '../language/lsp.js';
import type { NotebookLanguage } from '../language/notebook-language.js';
import { span } from '../language/positions.js';
import type { AtCursor } from './at-cursor.js';
import { type Jumping, jump } from './jump.js';
import { chooseUse } from './references.js';

/** @returns false when the checker knows of no declaration */
export async function goTo(
  jumping: Jumping,
  language: NotebookLanguage,
  place: AtPosition,
): Promise<boolean> {
  const found = await language.ask('textDocument/definition', place).catch(() => null);
  const [first] = [found ?? []].flat();
  if (first) await jump(jumping, language, first);
  return first !== undefined;
}

export async function goToDefinition(jumping: Jumping, { language, place }: AtCursor): Promise<void> {
  const went = await goTo(jumping, language, place);
  if (!went) await tell('No declaration', 'The checker knows of none for what is at the cursor.');
}

export async function findUses(jumping: Jumping, { language, place }: AtCursor): Promise<void> {
  const params = { ...place, context: { includeDeclaration: true } };
  const found = (await language.ask('textDocument/references', params)) ?? [];
  if (found.length === 0) return tell('No uses', 'The checker knows of none for what is at the cursor.');
  const chosen = await chooseUse(language, found);
  if (chosen) await jump(jumping, language, chosen);
}

export async function rename({ language, place, cell }: AtCursor): Promise<void> {
  const renamed = await language.ask('textDocument/prepareRename', place).catch(() => null);
  if (!renamed) return tell('Not renamed', 'Put the cursor on a name that a cell declares.');
  const text = cell.model.sharedModel.getSource();
  const old = 'placeholder' in renamed ? renamed.placeholder : textIn(text, renamed);
  const asked = await InputDialog.getText({
    title: `Rename ${old} in all cells`,
    label: 'New name',
    text: old,
    okLabel: 'Rename',
  });
  const newName = asked.value?.trim();
  if (!asked.button.accept || !newName || newName === old) return;
  try {
    const edit = await language.ask('textDocument/rename', { ...place, newName });
    const elsewhere = edit ? applyWorkspaceEdit(language, edit) : [];
    if (elsewhere.length > 0)
      await tell('Renamed in the cells', `Left as they are: ${elsewhere.join(', ')}.`);
  } catch (error) {
    await tell('Not renamed', error instanceof NoAnswer ? error.message : String(error));
  }
}

function textIn(text: string, range: Range): string {
  const { from, to } = span(text, range);
  return text.slice(from, to);
}

export async function tell(title: string, body: string): Promise<void> {
  await showDialog({ title, body, buttons: [Dialog.okButton()] });
}
