// What is typed into a debugger is TypeScript, and V8 evaluates JavaScript: types are taken out of what is none.
import vm from 'node:vm';
import type { Fields } from '../contract/content.js';
import type { DebugRequest } from '../contract/debug-messages.js';
import type { Breakpoint } from './debug-breakpoints.js';

/** Gives the text as JavaScript; undefined where that is not known. */
export type WithoutTypes = (source: string) => Promise<string | undefined>;

/** The same request, if nothing in it has types: it is sent at once then, in the order of the others. */
export function inJavaScript(
  request: DebugRequest,
  withoutTypes: WithoutTypes,
): DebugRequest | Promise<DebugRequest> {
  const { command, arguments: given } = request;
  const fields = expressionsOf(command, given);
  if (fields.every(isJavaScript)) return request;
  return translated(fields, withoutTypes).then((known) => ({
    command,
    arguments: withExpressions(command, given, (text) => known.get(text) ?? text),
  }));
}

/** `loss is {loss}`: between the brackets are expressions. */
const logged = /\{([^{}]*\S[^{}]*)\}/g;

function expressionsOf(command: string, given: Fields): string[] {
  if (command === 'evaluate') return texts(given.expression);
  if (command === 'setVariable') return texts(given.value);
  if (command !== 'setBreakpoints') return [];
  return (given.breakpoints as readonly Breakpoint[]).flatMap(({ condition, logMessage = '' }) => [
    ...texts(condition),
    ...[...logMessage.matchAll(logged)].flatMap(([, inside]) => texts(inside)),
  ]);
}

function withExpressions(command: string, given: Fields, of: (text: string) => string): Fields {
  if (command === 'evaluate') return { ...given, expression: of(String(given.expression)) };
  if (command === 'setVariable') return { ...given, value: of(String(given.value)) };
  const breakpoints = (given.breakpoints as readonly Breakpoint[]).map((one) => ({
    ...one,
    ...(one.condition !== undefined && { condition: of(one.condition) }),
    ...(one.logMessage !== undefined && {
      logMessage: one.logMessage.replace(logged, (_, inside: string) => `{${of(inside)}}`),
    }),
  }));
  return { ...given, breakpoints };
}

function texts(value: unknown): string[] {
  return typeof value === 'string' ? [value] : [];
}

/** A statement, or an expression, which may await. */
function isJavaScript(text: string): boolean {
  return compiles(text) || compiles(`async () => (${text}\n)`) || compiles(`async () => {${text}\n}`);
}

function compiles(text: string): boolean {
  try {
    new vm.Script(text);
    return true;
  } catch {
    return false;
  }
}

async function translated(
  all: readonly string[],
  withoutTypes: WithoutTypes,
): Promise<ReadonlyMap<string, string>> {
  const known = new Map<string, string>();
  for (const text of new Set(all)) {
    const code = isJavaScript(text) ? text : await withoutTypes(text);
    if (code !== undefined) known.set(text, code);
  }
  return known;
}
