// Errors as messages carry them: made from whatever was thrown, and cut to what a notebook can show and keep.
import type { ErrorContent } from '../contract/content.js';
import { wholeEnd } from '../contract/text.js';

/** Characters of an error's name, of its message, and of the whole traceback. */
const limits = { name: 200, message: 20_000, traceback: 100_000 };

/** From anything that was thrown, also where reading it throws again. */
export function errorContent(thrown: unknown): ErrorContent {
  const [name, message, stack] = ['name', 'message', 'stack'].map((field) => read(thrown, field));
  const ename = name || 'Error';
  const evalue = message ?? asText(thrown);
  return shortenError({ ename, evalue, traceback: (stack || `${ename}: ${evalue}`).split('\n') });
}

/** What cannot be sent, as the error of the cell that wanted it. */
export function notJson(where: string, problem: string): ErrorContent {
  const ename = 'TypeError';
  const evalue = `${where}: expected data that JSON can hold. Received: ${problem}. Convert it first, for example to text.`;
  return { ename, evalue, traceback: [`\u001b[31m\u001b[1m${ename}\u001b[22m\u001b[39m: ${evalue}`] };
}

export function isErrorContent(value: object): value is ErrorContent {
  const { ename, evalue, traceback } = value as Partial<Record<keyof ErrorContent, unknown>>;
  return (
    typeof ename === 'string' &&
    typeof evalue === 'string' &&
    Array.isArray(traceback) &&
    traceback.every((line) => typeof line === 'string')
  );
}

/** Other fields stay as they are; what is cut is told. */
export function shortenError<T extends ErrorContent>(error: T): T {
  const { ename, evalue, traceback } = error;
  return {
    ...error,
    ename: shorten(ename, limits.name),
    evalue: shorten(evalue, limits.message),
    traceback: shortenLines(traceback, limits.traceback),
  };
}

function shortenLines(lines: readonly string[], limit: number): string[] {
  const shown: string[] = [];
  let left = limit;
  for (const line of lines) {
    if (left <= 0) return [...shown, `… ${lines.length - shown.length} more lines left out`];
    shown.push(shorten(line, Math.min(left, limits.message)));
    left -= line.length + 1;
  }
  return shown;
}

function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const end = wholeEnd(text, limit);
  return `${text.slice(0, end)}… (${text.length - end} more characters left out)`;
}

function read(thrown: unknown, field: string): string | undefined {
  try {
    const value: unknown = Reflect.get(Object(thrown), field);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

function asText(thrown: unknown): string {
  try {
    return String(thrown);
  } catch {
    return 'a value that cannot be read';
  }
}
