// The text of a user's function without the calls that the language part puts into it: it may be run where there is no
// session, in a worker thread or a browser.
import { replace } from './replace.js';

/** What the transforms write, and what stood there before. */
const inserted: readonly [written: RegExp, before: string][] = [
  [/if \(__tensorcell\.flag\[0\] !== 0\)\s*__tensorcell\.(check|cleanUp)\(\);\s*/g, ''],
  [/__tensorcell\.back\(__tensorcell\.wait\(/g, '(await ('],
  [/\), await __tensorcell\.waited\)/g, '))'],
  [/__tensorcell\.(settled|each|later|reaction|cleaning)\(/g, '('],
];

export function hideInsertedCalls(): void {
  replace(Function.prototype, 'toString', (native, receiver) => {
    const text = Reflect.apply(native, receiver, []) as string;
    return text.includes('__tensorcell') ? withoutInsertedCalls(text) : text;
  });
}

export function withoutInsertedCalls(text: string): string {
  return inserted.reduce((result, [written, before]) => result.replace(written, before), text);
}
