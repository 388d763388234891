// Globals of Node that older @types/node leave to the DOM's types, which cells do not have.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import ts from 'typescript';
import { apply } from './docs.mjs';

const require = createRequire(import.meta.url);

const classes = { Crypto: 'crypto', CryptoKey: 'crypto', SubtleCrypto: 'crypto', Performance: 'perf_hooks' };

/**
 * `WebAssembly` from the compiler's own library, and the names of classes of Node's modules.
 * @param {string[]} files of Node's types
 * @param {import('./docs.mjs').Docs} docs
 */
export function webGlobals(files, docs) {
  const own = files.filter((file) => /web-globals/.test(file)).map((file) => readFileSync(file, 'utf8'));
  const lacking = Object.entries(classes).filter(
    ([name]) => !own.some((text) => text.includes(`var ${name}:`)),
  );
  const named = lacking.map(([name, module]) => {
    const type = `import('node:${module}').${module === 'crypto' ? 'webcrypto.' : ''}${name}`;
    return `type ${name} = ${type};\ndeclare var ${name}: { readonly prototype: ${type}; new (): ${type} };\n`;
  });
  return `${named.join('')}${webAssembly(docs)}\n`;
}

/** @param {import('./docs.mjs').Docs} docs */
function webAssembly(docs) {
  const text = readFileSync(require.resolve('typescript/lib/lib.dom.d.ts'), 'utf8');
  const dom = ts.createSourceFile('lib.dom.d.ts', text, ts.ScriptTarget.Latest, true);
  const isWanted = (/** @type {ts.Statement} */ one) =>
    ts.isModuleDeclaration(one) && one.name.text === 'WebAssembly';
  const namespace = dom.statements.find(isWanted)?.getText(dom) ?? '';
  const source = ts.createSourceFile('webassembly.d.ts', namespace, ts.ScriptTarget.Latest, true);
  const own = '  type BufferSource = ArrayBufferView | ArrayBuffer;\n';
  return apply(namespace, docs.edits(source)).replace('{\n', `{\n${own}`);
}
