// What is changed in TypeScript's text before it is loaded: calls of ours in places that nothing it exports tells of, and
// the few where the types of one cell would keep the next ones' in memory. test/language/internals.test.ts sees that each is found.
import { existsSync, readFileSync } from 'node:fs';

interface Change {
  readonly find: RegExp;
  /** As `replace` takes it. */
  readonly put: string | ((found: string) => string);
}

const calls: Readonly<Record<string, Change>> = {
  'where a statement or a body begins to be checked': {
    find: /currentNode = node;(?=\s*instantiationCount = 0;\s*(?:checkSourceElementWorker|switch)\b)/g,
    put: '$& statementWatcher.reached(node);',
  },
  'where a file begins to be parsed': {
    find: /function createSourceFile\(fileName, sourceText, .*\) \{\n/,
    put: '$&  const parsed = parsedFile(fileName, sourceText); if (parsed) return parsed;\n',
  },
  "where a type's properties are listed": {
    find: /if \(members !== emptySymbols\) resolved\.properties = (getNamedMembers\(members, type\.symbol\));/,
    put: 'if (members !== emptySymbols) listWhenRead(resolved, () => $1);',
  },
  'where a program makes its checker': {
    find: /return typeChecker \|\| \(typeChecker = createTypeChecker\(program\)\);/,
    put: 'return typeChecker || (typeChecker = givenChecker(program) || createTypeChecker(program));',
  },
};

/**
 * V8 makes accessors, the prototypes of generators, and what `{ ...a, b }` is first made of among old objects. They hold what
 * they reach until all of the heap is collected, dead ones too: of each cell's checker all types, half a megabyte, and by
 * those the next one's.
 */
const holders: Readonly<Record<string, Change>> = {
  'accessors that each checker makes': {
    find: /(var noIterationTypes = )\{(?:\s*get \w+\(\) \{\s*return Debug\.fail\("Not supported"\);\s*\},?){3}\s*\};/,
    put: '$1Object.freeze({});',
  },
  'what the accessors of a transformation reach': {
    find: /onSubstituteNode = void 0;\s*onEmitNode = void 0;/,
    put: '$& transformersWithContext.length = 0; resolver = host = nodes = transformers = void 0;',
  },
  'a generator that each checker makes': {
    find: /function\* getUnmatchedProperties\([\s\S]*?firstOrUndefinedIterator\(getUnmatchedProperties\(.*\)\);/,
    put: withoutGenerator,
  },
  'caches that each text to transpile makes, which resolves nothing': {
    find: /getDirectories: \(\) => \[\](?=\s*\};\s*const inputFileName = transpileOptions\.fileName)/,
    put: '$&, resolveModuleNameLiterals: unresolved, resolveTypeReferenceDirectiveReferences: unresolved, resolveLibrary: () => ({})',
  },
};

export const changes = { ...calls, ...holders };

/** What scripts/build-checker.mjs writes beside the kernel: a short text, since the checker keeps it in memory, twice. */
const ready = new URL('./compiler.cjs', import.meta.url);

/** @param path of TypeScript, whose text is changed where the build has not done it */
export function readCompiler(path: string): string {
  return existsSync(ready) ? readFileSync(ready, 'utf8') : changedCompiler(path);
}

/** @param path of TypeScript; @returns its text with the {@link changes} */
export function changedCompiler(path: string): string {
  return Object.values(changes).reduce(
    (changed, { find, put }) => changed.replace(find, put as string),
    readFileSync(path, 'utf8'),
  );
}

/** It gives all properties as a list, or the first alone where no more is asked for. */
function withoutGenerator(text: string): string {
  return text
    .replace(/function\* (\w+)\((.*)\) \{/, 'function $1($2, isOneEnough) { const found = [];')
    .replaceAll('yield targetProp;', '{ found.push(targetProp); if (isOneEnough) return found; }')
    .replace(/\n {2}\}\n/, '\n    return found;$&')
    .replace(/\)\);$/, ', true));');
}
