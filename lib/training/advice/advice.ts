// What a training says of mistakes that no error tells: each once for a model, and nothing is changed by it.
import { notice } from '../../core/notice.js';

/** What has been said, by what compile decided: after another compile it is said again. */
const said = new WeakMap<object, Set<string>>();

/** @param about what was compiled @param kind names the mistake */
export function advise(about: object, kind: string, text: string): void {
  const kinds = said.get(about) ?? new Set();
  said.set(about, kinds);
  if (kinds.has(kind)) return;
  kinds.add(kind);
  notice(`Note: ${text}`);
}
