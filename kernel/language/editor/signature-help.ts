// How the function is called whose parentheses are open at the cursor, and which argument is being written.
import type TypeScript from 'typescript';
import type { ParameterInformation, Position, SignatureHelp } from '../../contract/editor-messages.js';
import { withoutHidden } from '../displaced.js';
import { type Doc, type Docs, plain } from '../docs.js';
import { fileOffset } from './places.js';
import type { OpenCell } from './service.js';

export function signatureHelpAt(
  { cell }: OpenCell,
  position: Position,
  service: TypeScript.LanguageService,
  docs: Docs,
): SignatureHelp | null {
  const found = service.getSignatureHelpItems(cell.fileName, fileOffset(cell, position), {});
  if (!found) return null;
  const { argumentIndex, selectedItemIndex } = found;
  return {
    signatures: found.items.map((item) => toSignature(item, argumentIndex, docs)),
    activeSignature: selectedItemIndex,
    activeParameter: activeOf(found.items[selectedItemIndex]!, argumentIndex),
  };
}

function toSignature(
  item: TypeScript.SignatureHelpItem,
  argument: number,
  docs: Docs,
): SignatureHelp['signatures'][number] {
  const separator = plain(item.separatorDisplayParts);
  const texts = item.parameters.map(({ displayParts }) => withoutHidden(plain(displayParts)));
  const before = withoutHidden(plain(item.prefixDisplayParts));
  const label = before + texts.join(separator) + withoutHidden(plain(item.suffixDisplayParts));
  const doc = docs.of(item as unknown as TypeScript.QuickInfo);
  let at = before.length;
  const parameters = item.parameters.map(({ name }, index): ParameterInformation => {
    const start = at;
    at += texts[index]!.length + separator.length;
    return { label: [start, start + texts[index]!.length], ...documented(ofParameter(name, doc)) };
  });
  return { label, ...documented(doc.text), parameters, activeParameter: activeOf(item, argument) };
}

/** All that follow belong to a rest parameter. */
function activeOf({ isVariadic, parameters }: TypeScript.SignatureHelpItem, argument: number): number {
  return isVariadic ? Math.min(argument, parameters.length - 1) : argument;
}

function ofParameter(name: string, { tags }: Doc): string {
  const tag = tags.find((one) => one.name === 'param' && /^\S+/.exec(one.text)?.[0] === name);
  return tag?.text.replace(/^\S+\s*-?\s*/, '') ?? '';
}

function documented(value: string) {
  return value === '' ? {} : { documentation: { kind: 'markdown', value } as const };
}
