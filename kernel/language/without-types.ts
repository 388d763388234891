// An expression or statements of TypeScript as JavaScript, without a check: for what is typed into a debugger.
import { target, ts } from './typescript.js';

/** Undefined where it is no TypeScript either. */
export function withoutTypes(source: string): string | undefined {
  // In brackets first: `{ a: x as number }` is an object, not a block.
  const expression = transpiled(`(${source}\n)`);
  return expression ?? transpiled(source);
}

function transpiled(source: string): string | undefined {
  const { outputText, diagnostics = [] } = ts.transpileModule(source, {
    reportDiagnostics: true,
    compilerOptions: { target, module: ts.ModuleKind.ESNext, removeComments: true },
  });
  const isWrong = diagnostics.some(({ category }) => category === ts.DiagnosticCategory.Error);
  return isWrong
    ? undefined
    : outputText
        .replace(/^"use strict";/, '')
        .trim()
        .replace(/;$/, '');
}
