// Stack traces for the user: positions in the cell as written, without frames of the kernel or of Node's own
// internals.
import { fileURLToPath } from 'node:url';
import { hasSource, originalPosition } from './sources.js';

/** More than Node's default, since internal frames are hidden. */
const collectedFrames = 50;
const kernelFolder = fileURLToPath(new URL('..', import.meta.url));

export function installStackTraces(): void {
  Error.stackTraceLimit = collectedFrames;
  Error.prepareStackTrace = formatStack;
}

function formatStack(error: Error, frames: NodeJS.CallSite[]): string {
  const lines = visibleFrames(frames).map((frame) => `\n    at ${formatFrame(frame)}`);
  return `${headline(error)}${lines.join('')}`;
}

function headline(error: Error): string {
  try {
    return Error.prototype.toString.call(error);
  } catch {
    return 'Error';
  }
}

function visibleFrames(frames: NodeJS.CallSite[]): NodeJS.CallSite[] {
  return frames.filter((frame, index) => !isInternal(fileOf(frame)) && !isCellStart(frames[index + 1]));
}

function isInternal(file: string): boolean {
  return file.startsWith('node:') || file.startsWith(kernelFolder);
}

/** The frame above Node's own vm is the call that starts a cell; it belongs to no line of the user's. */
function isCellStart(below: NodeJS.CallSite | undefined): boolean {
  return below !== undefined && fileOf(below) === 'node:vm';
}

function fileOf(frame: NodeJS.CallSite): string {
  const name = frame.getFileName() ?? '';
  return name.startsWith('file:') ? fileURLToPath(name) : name;
}

function formatFrame(frame: NodeJS.CallSite): string {
  const text = String(frame);
  const file = fileOf(frame);
  const line = frame.getLineNumber();
  const column = frame.getColumnNumber();
  if (line === null || column === null || !hasSource(file)) return text;
  const original = originalPosition(file, { line, column });
  const place = original ? `${file}:${original.line}:${original.column}` : file;
  return text.replace(`${file}:${line}:${column}`, place);
}
