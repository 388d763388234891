// Where a name is declared: in a cell, in a file, or in the library, of which the documentation is shown.
import type TypeScript from 'typescript';
import type { Location, Position } from '../../contract/editor-messages.js';
import type { Docs } from '../docs.js';
import type { Memory } from '../memory.js';
import { quickInfo } from '../quick-info.js';
import { markdownOf } from './hover.js';
import { nameAt } from './names.js';
import { cellRange, fileOffset, fileUri, rangeOf } from './places.js';
import type { NotebookService, OpenCell } from './service.js';

const start = { line: 0, character: 0 };

export function definitionsAt(
  { cell, file }: OpenCell,
  position: Position,
  notebook: NotebookService,
  docs: Docs,
  memory: Memory,
): Location[] {
  const offset = fileOffset(cell, position);
  const { service, cells, files } = notebook;
  const program = notebook.program();
  const name = nameAt(file, offset)?.text ?? '';
  const documented = (contents: string): Location => ({
    uri: `tensorcell:docs/${name}`,
    range: { start, end: start },
    contents,
  });
  const toLocation = ({ fileName, textSpan }: TypeScript.DefinitionInfo): Location => {
    const other = cells.of(fileName);
    if (other) return { uri: other.id, range: cellRange(other, textSpan) };
    if (fileName === files.sessionName)
      return documented(`\`\`\`typescript\n${memory.textOf(name) ?? name}\n\`\`\``);
    if (isOurs(fileName)) {
      const info = quickInfo(file, program.getTypeChecker(), offset);
      return documented((info && markdownOf(info, docs)) ?? name);
    }
    const text = program.getSourceFile(fileName)?.text ?? '';
    return { uri: fileUri(fileName), range: rangeOf(text, textSpan.start, textSpan.start + textSpan.length) };
  };
  const isOurs = (fileName: string) => notebook.base.preload.includes(fileName);
  const found = service.getDefinitionAtPosition(cell.fileName, offset) ?? [];
  const places = found.map(toLocation);
  return places.filter(({ uri, range }, at) => {
    const first = places.findIndex((one) => one.uri === uri && one.range.start.line === range.start.line);
    return first === at;
  });
}
