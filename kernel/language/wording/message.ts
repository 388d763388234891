// The compiler's own words, without what only its makers need.
import type TypeScript from '@tslab/typescript-for-tslab';
import { ts } from '../tslab.js';

type Chain = TypeScript.DiagnosticMessageChain;

/** An option too much, with and without a name that was meant, and options that are missing. */
const causes = new Set([2353, 2561, 2739, 2740, 2741]);

export function plainMessage({ messageText }: TypeScript.Diagnostic): string {
  const cause = typeof messageText === 'string' ? undefined : find(messageText);
  return withoutPaths(ts.flattenDiagnosticMessageText(cause ?? messageText, '\n'));
}

/** An unknown or missing option explains itself; that the whole object does not fit then is no news. */
function find(chain: Chain): Chain | undefined {
  if (causes.has(chain.code)) return { ...chain, next: undefined };
  return chain.next?.map(find).find((found) => found !== undefined);
}

/** `typeof import("tensorcell/lib/layers/layers")` is what a person knows as `layers`. */
export function withoutPaths(text: string): string {
  return text
    .replace(/type 'typeof import\("(?:[^"]*\/)?([^"/]+)"\)'/g, "'$1'")
    .replace(/typeof import\("(?:[^"]*\/)?([^"/]+)"\)/g, '$1')
    .replace(/import\("[^"]+"\)\.?/g, '');
}
