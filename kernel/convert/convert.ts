// `tensorcell convert`: a Keras notebook or program as a TypeScript notebook.
import { readFileSync, writeFileSync } from 'node:fs';
import { extname } from 'node:path';
import { isNotebook, readNotebook, writeNotebook } from './notebook.js';
import { type Converted, convertPython } from './program.js';

/** @param options `FILE [-o FILE]`; @returns what to tell the user */
export function convert(options: readonly string[]): string {
  const { input, output } = readOptions(options);
  const text = readFileSync(input, 'utf8');
  const notebook = isNotebook(input) ? readNotebook(text, input) : undefined;
  const converted = convertPython(notebook ? notebook.code : [text]);
  const path = output ?? input.slice(0, -extname(input).length) + (notebook ? '.ts.ipynb' : '.ts');
  if (path === input) throw new Error(`convert: ${input} would be overwritten. Name another file by -o.`);
  writeFileSync(
    path,
    notebook ? writeNotebook(notebook, converted.cells) : `${converted.cells.join('\n')}\n`,
  );
  return told(path, converted);
}

function readOptions(options: readonly string[]): { input: string; output: string | undefined } {
  const at = options.findIndex((one) => one === '-o' || one === '--output');
  const [input, ...others] = options.filter((_, i) => at < 0 || (i !== at && i !== at + 1));
  const output = at < 0 ? undefined : options[at + 1];
  if (
    input === undefined ||
    others.length > 0 ||
    (at >= 0 && output === undefined) ||
    !/\.(ipynb|py)$/.test(input)
  )
    throw new Error(
      `convert: expected a notebook or a program, and where the result goes: notebook.ipynb [-o out.ipynb]. Received: ${options.join(' ') || 'nothing'}.`,
    );
  return { input, output };
}

function told(path: string, { lines, kept, reasons }: Converted): string {
  const share = lines === 0 ? 100 : Math.floor((100 * (lines - kept)) / lines);
  const first = `${path}: ${lines - kept} of ${lines} lines are TypeScript (${share} %).`;
  if (kept === 0) return first;
  const listed = reasons.slice(0, 20).map(({ line, reason }) => `  ${line.trim()}\n    ${reason}`);
  const more = reasons.length > listed.length ? [`  and ${reasons.length - listed.length} more`] : [];
  return [`${first} These stayed Python, as comments that begin with TODO:`, ...listed, ...more].join('\n');
}
