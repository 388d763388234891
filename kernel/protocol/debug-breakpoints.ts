// Breakpoints as the front end asks for them.
import type { Fields } from '../contract/content.js';

export interface Breakpoint {
  /** From 1. */
  readonly line: number;
  readonly condition?: string;
  readonly hitCondition?: string;
  readonly logMessage?: string;
}

/** What is no breakpoint is left out. */
export function breakpointsOf({ breakpoints }: Fields): Breakpoint[] {
  if (!Array.isArray(breakpoints)) return [];
  return breakpoints.flatMap((given: unknown) => {
    if (typeof given !== 'object' || given === null) return [];
    const { line, condition, hitCondition, logMessage } = given as Fields;
    if (!Number.isSafeInteger(line) || (line as number) < 1) return [];
    return [
      {
        line: line as number,
        ...texts({ condition, hitCondition, logMessage }),
      },
    ];
  });
}

function texts(fields: Fields): Record<string, string> {
  const given = Object.entries(fields).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1].trim() !== '',
  );
  return Object.fromEntries(given);
}

/** From an empty line, a comment's or a lone bracket's to the next with code: where the cell will stop when it has been compiled. */
export function movedToCode(breakpoint: Breakpoint, text: string | undefined): Breakpoint {
  if (text === undefined) return breakpoint;
  const lines = text.split('\n');
  const next = lines.findIndex((line, index) => index >= breakpoint.line - 1 && hasCode(line));
  return next < 0 ? breakpoint : { ...breakpoint, line: next + 1 };
}

function hasCode(line: string): boolean {
  return !/^\s*(?:\/\/.*|\/\*.*\*\/|\*.*)?\s*$/.test(line);
}
