// The compiler's own message, without details of its inner workings.
import type TypeScript from 'typescript';
import { withoutHidden } from '../displaced.js';
import { ts } from '../typescript.js';

type Chain = TypeScript.DiagnosticMessageChain;

/** An unknown option, with and without a similar known one, and options that are missing. */
const causes = new Set([2353, 2561, 2739, 2740, 2741]);

/** Which names there are, the running Node decides and no setting. */
const libraryAdvice = / Do you need to change your target library\?[^\n]*/;

export function plainMessage({ messageText }: TypeScript.Diagnostic): string {
  const cause = typeof messageText === 'string' ? undefined : find(messageText);
  const text = ts.flattenDiagnosticMessageText(cause ?? messageText, '\n');
  return withoutPaths(text.replace(libraryAdvice, ''));
}

/** An unknown or missing option explains the mistake; the lines on the object as a whole are left out. */
function find(chain: Chain): Chain | undefined {
  if (causes.has(chain.code)) return { ...chain, next: undefined };
  return chain.next?.map(find).find((found) => found !== undefined);
}

/** `typeof import("tensorcell/lib/layers/layers")` is what the user knows as `layers`. */
export function withoutPaths(text: string): string {
  return withoutHidden(text, ' (of an earlier cell)')
    .replace(/type 'typeof import\("(?:[^"]*\/)?([^"/]+)"\)'/g, "'$1'")
    .replace(/typeof import\("(?:[^"]*\/)?([^"/]+)"\)/g, '$1')
    .replace(/import\("[^"]+"\)\.?/g, '');
}
