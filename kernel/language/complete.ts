// Tab: the candidates at the cursor. tslab finds and sorts them; here they get Jupyter's form.
import type TypeScript from '@tslab/typescript-for-tslab';
import type { CompletionInfo } from 'tslab/dist/converter.js';
import type { Candidate, Completion } from '../contract/language.js';
import { prefix } from './cell-text.js';
import { toPoints } from './positions.js';
import { ts } from './tslab.js';

/** Words by which JupyterLab chooses an icon. */
const types: Readonly<Record<string, string>> = {
  [ts.ScriptElementKind.functionElement]: 'function',
  [ts.ScriptElementKind.localFunctionElement]: 'function',
  [ts.ScriptElementKind.memberFunctionElement]: 'method',
  [ts.ScriptElementKind.memberGetAccessorElement]: 'property',
  [ts.ScriptElementKind.memberSetAccessorElement]: 'property',
  [ts.ScriptElementKind.memberVariableElement]: 'property',
  [ts.ScriptElementKind.constElement]: 'constant',
  [ts.ScriptElementKind.variableElement]: 'variable',
  [ts.ScriptElementKind.letElement]: 'variable',
  [ts.ScriptElementKind.localVariableElement]: 'variable',
  [ts.ScriptElementKind.parameterElement]: 'variable',
  [ts.ScriptElementKind.classElement]: 'class',
  [ts.ScriptElementKind.interfaceElement]: 'interface',
  [ts.ScriptElementKind.typeElement]: 'type',
  [ts.ScriptElementKind.enumElement]: 'enum',
  [ts.ScriptElementKind.enumMemberElement]: 'enum-member',
  [ts.ScriptElementKind.moduleElement]: 'module',
  [ts.ScriptElementKind.externalModuleName]: 'module',
  [ts.ScriptElementKind.keyword]: 'keyword',
  [ts.ScriptElementKind.string]: 'string',
  [ts.ScriptElementKind.directory]: 'folder',
  [ts.ScriptElementKind.scriptElement]: 'file',
};

/** Internal names of the compiler that no cell should see. */
const hidden = /^(tsLastExpr\d*|__tensorcell|preload\d+)$|ʹ/;

/** @param meaningOf what an alias stands for: preloaded names are aliases */
export function toCompletion(
  source: string,
  info: CompletionInfo,
  meaningOf: (name: string) => TypeScript.Symbol | undefined,
): Completion {
  const span = stringSpan(source, info) ?? info;
  const start = toPoints(source, span.start);
  const end = toPoints(source, span.end);
  const kinds = new Map(info.original?.entries.map(({ name, kind }) => [name, kind]));
  const typed = span === info ? '' : source.slice(span.start, info.start);
  const matches = [...new Set(info.candidates)].filter(
    (name) => !hidden.test(name) && name.startsWith(typed),
  );
  const typeOf = (name: string) => {
    const kind = kinds.get(name) ?? '';
    return kind === ts.ScriptElementKind.alias ? typeOfAlias(meaningOf(name)) : (types[kind] ?? 'variable');
  };
  const candidates: Candidate[] = matches.map((text) => ({ text, type: typeOf(text), start, end }));
  return {
    matches,
    cursor_start: start,
    cursor_end: end,
    metadata: { _jupyter_types_experimental: candidates },
  };
}

function typeOfAlias(symbol: TypeScript.Symbol | undefined): string {
  const flags = symbol?.flags ?? 0;
  if (flags & ts.SymbolFlags.Class) return 'class';
  if (flags & ts.SymbolFlags.Function) return 'function';
  if (flags & ts.SymbolFlags.Variable) return 'variable';
  return flags & ts.SymbolFlags.Type ? 'interface' : 'module';
}

const pathKinds = new Set<string>([
  ts.ScriptElementKind.scriptElement,
  ts.ScriptElementKind.directory,
  ts.ScriptElementKind.externalModuleName,
]);

/** Inside quotes tslab gives the cursor only; the text between the quotes is what a candidate replaces. */
function stringSpan(source: string, info: CompletionInfo): { start: number; end: number } | undefined {
  const [entry] = info.original?.entries ?? [];
  if (entry && pathKinds.has(entry.kind)) return pathSpan(source, info);
  if (entry?.replacementSpan) {
    const start = entry.replacementSpan.start - prefix.length;
    return { start, end: start + entry.replacementSpan.length };
  }
  const isString = entry?.kind === ts.ScriptElementKind.string;
  const written = isString ? /['"`]([^'"`\n]*)$/.exec(source.slice(0, info.start))?.[1] : undefined;
  return written === undefined ? undefined : { start: info.start - written.length, end: info.end };
}

/** A module's name is completed folder by folder. */
function pathSpan(source: string, { end }: CompletionInfo): { start: number; end: number } | undefined {
  const before = /['"`/]([^'"`/\n]*)$/.exec(source.slice(0, end))?.[1];
  if (before === undefined) return undefined;
  const after = /^[^'"`/\n;]*(?=['"`/])/.exec(source.slice(end))?.[0] ?? '';
  return { start: end - before.length, end: end + after.length };
}
