// Tab: the candidates at the cursor. tslab finds and sorts them; here they get Jupyter's form.
import type TypeScript from 'typescript';
import type { Candidate, Completion } from '../contract/language.js';
import { prefix } from './cell-text.js';
import { type Members, placeInTf, typeOfMember } from './members.js';
import { toPoints } from './positions.js';
import type { CompletionInfo } from './tslab.js';
import { ts } from './typescript.js';

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

/**
 * @param meaningOf what an alias stands for: preloaded names are aliases
 * @param members what there is before the cursor's dot, where that is a module
 */
export function toCompletion(
  source: string,
  info: CompletionInfo,
  meaningOf: (name: string) => TypeScript.Symbol | undefined,
  members?: Members,
): Completion {
  const span = stringSpan(source, info) ?? info;
  const start = toPoints(source, span.start);
  const end = toPoints(source, span.end);
  const kinds = new Map(info.original?.entries.map(({ name, kind }) => [name, kind]));
  const typed = span === info ? '' : source.slice(span.start, info.start);
  const offered = [...new Set(info.candidates)].filter(
    (name) => !hidden.test(name) && name.startsWith(typed),
  );
  const isText = info.original?.entries.every((entry) => entry.kind === ts.ScriptElementKind.string);
  const once = isText ? offered.filter((name) => !isSecondSpelling(name, offered)) : offered;
  const matches = members?.owner === 'tf' ? ordered(once, source.slice(info.start, info.end), members) : once;
  const typeOf = (name: string) => {
    const kind = kinds.get(name) ?? '';
    const member = members?.meaningOf(name);
    if (member) return typeOfMember(member, members);
    return kind === ts.ScriptElementKind.alias ? typeOfMember(meaningOf(name)) : (types[kind] ?? 'variable');
  };
  const candidates: Candidate[] = matches.map((text) => ({ text, type: typeOf(text), start, end }));
  return {
    matches,
    cursor_start: start,
    cursor_end: end,
    metadata: { _jupyter_types_experimental: candidates },
  };
}

/** What starts as typed stays first. */
function ordered(names: readonly string[], typed: string, members: Members): string[] {
  const placed = names.flatMap((name) => {
    const place = placeInTf(name, members);
    return place === undefined ? [] : [{ name, place: place + (name.startsWith(typed) ? 0 : 10_000) }];
  });
  return placed.sort((a, b) => a.place - b.place).map(({ name }) => name);
}

/** Other names of losses and metrics that work as well, by the one that is offered. */
const shortNames: Readonly<Record<string, string>> = {
  ...{ mse: 'meanSquaredError', mae: 'meanAbsoluteError', mape: 'meanAbsolutePercentageError' },
  ...{ msle: 'meanSquaredLogarithmicError', bce: 'binaryCrossentropy', kld: 'klDivergence' },
  ...{ kullbackLeiblerDivergence: 'klDivergence', logcosh: 'logCosh', cosineProximity: 'cosineSimilarity' },
  acc: 'accuracy',
};

/** Keras' `mean_squared_error` and `mse` beside `meanSquaredError`: the last is offered. */
function isSecondSpelling(name: string, offered: readonly string[]): boolean {
  const short = Object.hasOwn(shortNames, name) ? shortNames[name] : undefined;
  const meant = short ?? name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  return meant !== name && offered.includes(meant);
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
