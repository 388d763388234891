// An error as a cell shows it: name and message, the failing line with a caret, the user's own frames.
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import type { ErrorContent } from '../contract/content.js';
import { causesOf, detailsOf, isError, messageOf, nameOf, stackOf } from './error-facts.js';
import { type Position, sourceLines } from './sources.js';

const red = (text: string) => `\u001b[31m${text}\u001b[39m`;
const bold = (text: string) => `\u001b[1m${text}\u001b[22m`;
const dim = (text: string) => `\u001b[2m${text}\u001b[22m`;

/** A frame ends in `name:line:column`, with a closing bracket where a function is named before. */
const framePlace = /^\s+at (?:async )?(.+):(\d+):(\d+)\)?$/;
const framePattern = /^\s+at /;
const causeLimit = 5;
const linesAround = 2;
const shownFrames = 20;

/** Gives a report of whatever was thrown: looking at it may run code of its own, which may throw in turn. */
export function reportError(thrown: unknown): ErrorContent {
  try {
    return isError(thrown) ? reportOf(thrown) : reportValue(thrown);
  } catch {
    return content('Error', 'An error that cannot be read.', []);
  }
}

function reportOf(error: Error): ErrorContent {
  return { ename: nameOf(error), evalue: messageOf(error), traceback: traceback(error, 0) };
}

/** JavaScript lets a program throw anything. */
function reportValue(thrown: unknown): ErrorContent {
  return content('Thrown', safeInspect(thrown), []);
}

function content(ename: string, evalue: string, lines: string[]): ErrorContent {
  return { ename, evalue, traceback: [`${red(bold(ename))}: ${evalue}`, ...lines] };
}

function traceback(error: Error, depth: number): string[] {
  const frames = framesOf(error);
  const place = frames.map(placeOf).find((found) => found !== undefined);
  return [
    `${red(bold(nameOf(error)))}: ${messageOf(error)}`,
    ...detailsOf(error).map(dim),
    ...(place ? codeFrame(place.name, place) : []),
    ...folded(withoutLibrary(frames)).map(dim),
    ...causes(error, depth),
  ];
}

function causes(error: Error, depth: number): string[] {
  if (depth >= causeLimit) return [];
  const { shown, hidden } = causesOf(error);
  const lines = shown.flatMap((cause) => {
    const [first, ...rest] = isError(cause) ? traceback(cause, depth + 1) : [safeInspect(cause)];
    return [`${dim('Caused by')} ${first}`, ...rest];
  });
  return hidden > 0 ? [...lines, dim(`… ${hidden} more causes`)] : lines;
}

function framesOf(error: Error): string[] {
  return stackOf(error)
    .split('\n')
    .filter((line) => framePattern.test(line));
}

/** Where the library and TensorFlow.js lie, as paths and as addresses have it. */
const libraryUrl = new URL('../../lib/', import.meta.url);
const libraryPlaces = [libraryUrl.href, fileURLToPath(libraryUrl), '/node_modules/@tensorflow/'];
const packagePlace = /[/\\]node_modules[/\\]/;

/** Frames within the library, and within packages that it calls, tell a user nothing but their number. */
function withoutLibrary(frames: readonly string[]): string[] {
  const lines: string[] = [];
  for (let index = 0; index < frames.length; ) {
    const count = libraryEnd(frames, index) - index;
    if (count > 0) lines.push(`    … ${count === 1 ? '1 line' : `${count} lines`} within TensorCell`);
    else lines.push(frames[index] ?? '');
    index += Math.max(1, count);
  }
  return lines;
}

/** Behind the last frame of the library that a run of frames within packages reaches; its start where there is none. */
function libraryEnd(frames: readonly string[], start: number): number {
  let end = start;
  for (const [index, frame] of frames.entries()) {
    if (index < start) continue;
    if (libraryPlaces.some((place) => frame.includes(place))) end = index + 1;
    else if (!packagePlace.test(frame)) break;
  }
  return end;
}

/** A recursion's frames are all alike: each run of them is one line, and a trace fits on a screen. */
function folded(frames: readonly string[]): string[] {
  const lines: string[] = [];
  for (let index = 0; index < frames.length; ) {
    const next = frames.findIndex((frame, later) => later > index && frame !== frames[index]);
    const end = next < 0 ? frames.length : next;
    const repeated = end - index - 1;
    lines.push(frames[index] ?? '', ...(repeated > 0 ? [`    … the same ${times(repeated)} more`] : []));
    index = end;
  }
  const hidden = lines.length - shownFrames;
  return hidden > 0 ? [...lines.slice(0, shownFrames), `    … ${hidden} more lines`] : lines;
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}

function placeOf(frame: string): ({ name: string } & Position) | undefined {
  const [, words = '', line, column] = framePlace.exec(frame) ?? [];
  // Names of folders may hold brackets as well.
  const starts = [0, ...[...words.matchAll(/\(/g)].map(({ index }) => index + 1)];
  const name = starts.map((start) => words.slice(start)).find((candidate) => sourceLines(candidate));
  if (name === undefined) return undefined;
  return { name, line: Number(line), column: Number(column) };
}

/** The lines around a position, with a caret under it. */
export function codeFrame(name: string, { line, column }: Position): string[] {
  const lines = sourceLines(name);
  if (!lines || line > lines.length) return [];
  const first = Math.max(line - linesAround, 1);
  const last = Math.min(line + linesAround, lines.length);
  const width = String(last).length;
  const shown: string[] = [];
  for (let number = first; number <= last; number++) {
    const mark = number === line ? red('>') : ' ';
    shown.push(`${mark} ${dim(`${String(number).padStart(width)} |`)} ${lines[number - 1]}`);
    if (number === line)
      shown.push(`  ${dim(`${' '.repeat(width)} |`)} ${' '.repeat(column - 1)}${red('^')}`);
  }
  return shown;
}

/** Inspecting a value runs its own code, which may throw anything. */
export function safeInspect(value: unknown): string {
  try {
    return inspect(value);
  } catch {
    return '(a value that cannot be shown: looking at it throws)';
  }
}
