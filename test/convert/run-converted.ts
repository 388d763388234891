// Python, converted whole, checked as a cell, and run; what names hold afterwards.
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { convertPython } from '../../kernel/convert/program.js';
import { camelCase } from '../../kernel/convert/translate/names.js';
import { createLanguage } from '../../kernel/language/language.js';
import { preloadedTypes } from '../../kernel/language/preload.js';
import * as library from '../../lib/index.js';

/** @throws where a line stays Python, or where the checker finds something */
export async function runConverted(
  python: string,
  names: readonly string[],
): Promise<Record<string, unknown>> {
  const { cells, reasons } = convertPython([python]);
  const [code] = cells as [string];
  if (reasons.length > 0)
    throw new Error(`stays Python: ${reasons.map(({ line, reason }) => `${line}: ${reason}`).join('; ')}`);
  check(code);
  const [imports, body] = parted(code);
  const result = names.map((name) => `${name}: ${camelCase(name)}`).join(', ');
  const options = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };
  const { outputText } = ts.transpileModule(`${body}\nreturn { ${result} };`, { compilerOptions: options });
  const AsyncFunction = (async () => {}).constructor as FunctionConstructor;
  const { default: _, ...given } = { ...library, ...Object.assign({}, ...(await Promise.all(imports))) };
  const held = await new AsyncFunction(...Object.keys(given), `{ ${outputText} }`)(...Object.values(given));
  return Object.fromEntries(names.map((name) => [name, plain(held[name])]));
}

function check(code: string): void {
  const language = createLanguage({
    cwd: tmpdir(),
    preload: preloadedTypes(join(import.meta.dirname, '../../dist/types')),
  });
  const checked = language.convert(code, 'Cell[1]');
  language.close();
  if (checked.ok) return;
  const found = checked.diagnostics.map(({ message, text }) => `${text}: ${message}`);
  throw new Error(`the checker finds: ${found.join('; ')}\n${code}`);
}

/** Node's modules that a cell imports, and the rest of it. */
function parted(code: string): [imports: Promise<Record<string, unknown>>[], body: string] {
  const lines = code.split('\n');
  const imports = lines.flatMap((line) => /^import \{.*\} from '(node:\w+)';$/.exec(line)?.[1] ?? []);
  return [
    imports.map((name) => import(name)),
    lines.filter((line) => !line.startsWith('import ')).join('\n'),
  ];
}

const plain = (value: unknown): unknown =>
  value instanceof library.tf.Tensor ? value.arraySync() : Array.isArray(value) ? value.map(plain) : value;
