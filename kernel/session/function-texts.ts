// `Function.prototype.toString` gives a user's function as it was written, so that it can be sent to a worker, to a
// browser or through `new Function`.
import type { FunctionText } from '../contract/function-text.js';
import { gates } from './callbacks.js';

interface Code {
  readonly code: string;
  readonly functions: readonly FunctionText[];
}

/** What runs, and what was written. */
const texts = new Map<string, string>();
/** Codes whose functions nobody has asked for yet. */
let waiting: Code[] = [];

export function addFunctionTexts(code: Code): void {
  if (code.functions.length > 0) waiting.push(code);
}

/** The text that was written for one that runs. */
export function writtenText(running: string): string {
  for (const { code, functions } of waiting) {
    for (const { start, end, text } of functions) texts.set(code.slice(start, end), text);
  }
  waiting = [];
  return texts.get(running) ?? running;
}

/** To be called once. The function stays what it was for everything else. */
export function installFunctionTexts(): void {
  const native = Function.prototype.toString;
  Function.prototype.toString = new Proxy(native, {
    apply: (target, self, given) =>
      writtenText(Reflect.apply(target, gates.get(Object(self)) ?? self, given) as string),
  });
}
