// A program, translated in several passes: each learns what functions take, give and wait for; the last is the one that is
// written.
import { print } from './code/layout.js';
import { parsePython } from './python/parse.js';
import type { Program } from './python/syntax.js';
import { attachedIn } from './translate/attached.js';
import { Facts } from './translate/facts.js';
import { declareLater, namesOfLaterCells } from './translate/later.js';
import { Scope } from './translate/scope.js';
import { Uses } from './translate/uses.js';
import { importUsual } from './translate/usual.js';
import { type Pass, Translator } from './translator.js';

export interface Converted {
  /** TypeScript for each cell. */
  readonly cells: readonly string[];
  /** Lines of Python with something in them, and how many of them stayed Python. */
  readonly lines: number;
  readonly kept: number;
  readonly reasons: readonly { readonly line: string; readonly reason: string; readonly lines: number }[];
}

const mostPasses = 6;

export { isPython } from './python/parse.js';

/** Asks whether a name is there already, as it is spelled. */
type Known = (name: string) => boolean;

/** Translates the cells of a notebook, or a file as one cell. @param known names of cells before them */
export function convertPython(cells: readonly string[], known: Known = () => false): Converted {
  const program = parsePython(cells);
  const facts = new Facts(program.text, attachedIn(program.cells));
  let done = pass(program, facts, known);
  for (let count = 1; count < mostPasses && facts.changed; count++) {
    facts.changed = false;
    facts.isFirst = false;
    done = pass(program, facts, known);
  }
  return done;
}

function pass(program: Program, facts: Facts, known: Known): Converted {
  const scope = new Scope(undefined, { reserved: new Set([...facts.used, 'display']), known });
  const uses = new Uses(program.cells);
  importUsual(scope, (name) => uses.stores(name) > 0);
  const comments = new Set(program.comments);
  const untranslated: Pass['untranslated'] = [];
  const later = namesOfLaterCells(program.cells);
  const cells = program.cells.map((cell, place) => {
    const imports = new Map<string, Set<string>>();
    const translator = new Translator({ program, facts, comments, imports, untranslated }, scope, uses, cell);
    scope.classesOfCell = new Set(cell.statements.flatMap((one) => (one.type === 'class' ? [one.name] : [])));
    const declared = declareLater(later[place]!, scope, facts);
    const docs = translator.statements(cell);
    const head = [...imports].map(
      ([module, names]) => `import { ${[...names].sort().join(', ')} } from '${module}';`,
    );
    return [...head, ...declared, ...docs.map((doc) => print(doc))].join('\n');
  });
  return { cells, ...counted(program, untranslated) };
}

function counted(program: Program, untranslated: Pass['untranslated']): Omit<Converted, 'cells'> {
  const { text } = program;
  const isCode = (line: string): boolean => line.trim() !== '' && !line.trim().startsWith('#');
  const linesIn = (from: number, to: number): number =>
    text.slice(from, to).split('\n').filter(isCode).length;
  const reasons = untranslated.map(({ place, reason }) => ({
    line: text.slice(place.from, place.to).split('\n')[0]!,
    reason,
    lines: linesIn(place.from, place.to),
  }));
  const kept = reasons.reduce((sum, { lines }) => sum + lines, 0);
  return { lines: text.split('\n').filter(isCode).length, kept, reasons };
}
