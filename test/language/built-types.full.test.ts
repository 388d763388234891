// What `npm run build` wrote for the checker names nothing that it left out.
import ts from 'typescript';
import { expect, it } from 'vitest';
import { preloadedTypes } from '../../kernel/language/preload.js';

/** Names of browsers, of which TensorFlow.js' and Node's types speak, and modules of Node that are added when they are imported. */
const elsewhere =
  /^(WebGL|HTML|IDB|Image(Data|Bitmap)|MediaTrack|Storage|Video|PredefinedColorSpace|Event|BufferSource|RequestInfo|Long$)|^(node:)?(http2|inspector|repl|test|wasi)\b/;

it('leaves out no declaration that another one names', () => {
  const options = { noLib: true, types: [], target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext };
  const types = new URL('../../dist/types', import.meta.url).pathname;
  const names = missingNames(ts.createProgram(preloadedTypes(types), { ...options, skipLibCheck: false }));
  expect(names.length).toBeGreaterThan(0);
  expect(names.filter((name) => !elsewhere.test(name))).toEqual([]);
});

/** Of names, modules, and members of modules that are not there. */
const notFound = new Set([2304, 2305, 2307, 2503, 2552, 2591, 2614, 2694, 2724]);

function missingNames(program: ts.Program): string[] {
  const messages = ts
    .getPreEmitDiagnostics(program)
    .filter(({ code }) => notFound.has(code))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
  return [...new Set(messages.map((message) => /'([^']+)'/.exec(message)?.[1] ?? message))];
}
