// A local file's code as a function that Node runs.
import vm from 'node:vm';
import type { LocalModule } from '../../contract/cell-code.js';
import { newScript } from '../new-scripts.js';

const commonJsNames = ['exports', 'require', 'module', '__filename', '__dirname'];

export type Body = (...values: unknown[]) => unknown;

/** What the function of a file is to be called with, by the names it has there. */
export function parameterNames({ format }: LocalModule): readonly string[] {
  return format === 'module' ? ['__tensorcell'] : [...commonJsNames, '__tensorcell'];
}

/** @param waits for a file that it imports, which awaits at its top level */
export function bodyOf(source: LocalModule, waits: boolean): Body {
  const parameters = `(function (${parameterNames(source).join(', ')}) { `;
  if (source.format === 'commonjs') return compiled(source, parameters, '\n})');
  const outer = compiled(source, `${parameters}return ${moduleHead(source, waits)}`, '\n}; })');
  return (...values) => (outer(...values) as () => unknown)();
}

function compiled({ code, path }: LocalModule, head: string, tail: string): Body {
  const script = new vm.Script(`${head}${code}${tail}`, { filename: path, columnOffset: -head.length });
  const body = script.runInThisContext() as Body;
  newScript();
  return body;
}

/** A function inside: the file may declare `__dirname` or `require` itself. */
function moduleHead({ exports, isAsync }: LocalModule, waits: boolean): string {
  const getters = Object.entries(exports).map(([name, value]) => `${JSON.stringify(name)}: () => ${value}`);
  const link = `${waits ? 'await ' : ''}__tensorcell.link({ ${getters.join(', ')} });`;
  const start = `'use strict'; const __tensorcell_imported = __tensorcell.imported; ${link} `;
  return `${isAsync || waits ? 'async ' : ''}function () { ${start}`;
}
