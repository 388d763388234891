// What each name is, for colours: as LSP writes it, five numbers for each, relative to the one before.
import type TypeScript from 'typescript';
import { type SemanticTokens, tokenLegend } from '../../contract/editor-messages.js';
import { prefix } from '../cell-text.js';
import { ts } from '../typescript.js';
import { positionAt } from './places.js';
import type { OpenCell } from './service.js';

const typeOffset = 8;
const modifierMask = 255;

export function semanticTokensOf({ cell }: OpenCell, service: TypeScript.LanguageService): SemanticTokens {
  const { spans } = service.getEncodedSemanticClassifications(
    cell.fileName,
    { start: prefix.length, length: cell.source.length },
    ts.SemanticClassificationFormat.TwentyTwenty,
  );
  const data: number[] = [];
  let [lastLine, lastCharacter] = [0, 0];
  for (let at = 0; at + 2 < spans.length; at += 3) {
    const [start, length, kind] = [spans[at]! - prefix.length, spans[at + 1]!, spans[at + 2]!];
    const { line, character } = positionAt(cell.source, start);
    const fromLast = line === lastLine ? character - lastCharacter : character;
    data.push(line - lastLine, fromLast, length, (kind >> typeOffset) - 1, kind & modifierMask);
    [lastLine, lastCharacter] = [line, character];
  }
  return { data, legend: tokenLegend };
}
