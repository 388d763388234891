// What we rely on of TypeScript and of tslab's converter beyond what they promise: each with a test, so that another
// version fails here, by name, and not in a user's cell.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type TypeScript from 'typescript';
import { describe, expect, it } from 'vitest';
import { changedCompiler, changes } from '../../kernel/language/compiler-text.js';
import { keepParsed, target, ts, watchStatements } from '../../kernel/language/typescript.js';

const require = createRequire(import.meta.url);
const compiler = readFileSync(require.resolve('typescript'), 'utf8');
const text = `// @ts-nocheck
import data from './data.json' with { type: 'json' };
const first: string = 'a';
// @ts-expect-error
let second = <T,>(x: T) => x as number;
await second(first);
`;

const options: TypeScript.CompilerOptions = {
  noLib: true,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  resolveJsonModule: true,
  declaration: true,
  outDir: '/out',
  strict: true,
  target,
  types: [],
};

function programOf(files: Readonly<Record<string, string>>): TypeScript.Program {
  const host: TypeScript.CompilerHost = {
    ...ts.createCompilerHost(options),
    fileExists: (name) => name in files,
    readFile: (name) => files[name],
    getSourceFile: (name, languageVersion) =>
      name in files ? ts.createSourceFile(name, files[name]!, languageVersion, true) : undefined,
  };
  return ts.createProgram(Object.keys(files), options, host);
}

const program = programOf({
  '/cell.ts': text,
  '/data.json': '{ "rows": 3 }',
  '/types.d.ts': 'declare module "ambient" {}\ninterface Promise<T> { then(f: (value: T) => void): void }',
});
const file = program.getSourceFile('/cell.ts')!;
const checker = program.getTypeChecker();

/** A missing internal with a word on what it is for. */
function expectMember(owner: object, name: string, kind: string, use: string): void {
  const found = typeof (owner as Record<string, unknown>)[name];
  expect(found, `TypeScript ${ts.version} has no internal \`${name}\` (${use})`).toBe(kind);
}

describe('TypeScript', () => {
  it('is the version that the project is pinned to', () => {
    const { dependencies } = require('../../package.json') as { dependencies: Record<string, string> };
    expect(ts.version).toBe(dependencies.typescript);
  });

  it.each([
    ['bindSourceFile', 'tslab reads the names of a bound file'],
    ['findNextToken', "tslab's completions"],
    ['findPrecedingToken', "tslab's completions"],
    ['getContainerNode', 'quick info'],
    ['getContainingObjectLiteralElement', 'quick info'],
    ['getJSDocCommentsAndTags', 'doc comments'],
    ['getPropertySymbolsFromContextualType', 'quick info'],
    ['getSpellingSuggestion', 'words on mistakes'],
    ['getTouchingPropertyName', 'quick info'],
    ['isInComment', 'quick info'],
    ['isLabelName', 'quick info'],
    ['parseIsolatedEntityName', 'JSX'],
    ['typeToDisplayParts', 'quick info'],
  ])('exports %s', (name, use) => expectMember(ts, name, 'function', use));

  it.each([
    ['Completions', 'getCompletionsAtPosition', 'Tab'],
    ['SymbolDisplay', 'getSymbolDisplayPartsDocumentationAndSymbolKind', 'quick info'],
    ['SymbolDisplay', 'getSymbolModifiers', 'quick info'],
  ])('exports %s.%s', (group, name, use) => {
    expectMember(ts, group, 'object', use);
    expectMember(ts[group as 'Completions' | 'SymbolDisplay'], name, 'function', use);
  });

  it('exports nullTransformationContext', () => {
    expectMember(ts, 'nullTransformationContext', 'object', "tslab's transforms");
  });

  it.each([
    ['getAwaitedType', 'advice to await'],
    ['getExpandedParameters', 'the form of a call'],
    ['isTypeAssignableTo', 'advice on arguments'],
    ['isUnknownSymbol', 'quick info'],
    ['resolveName', 'names of the library'],
  ])('has a checker with %s', (name, use) => expectMember(checker, name, 'function', use));

  it('tells where a module was found', () => {
    expectMember(program, 'getResolvedModuleFromModuleSpecifier', 'function', 'local files');
    const [specifier] = (file as unknown as { imports: TypeScript.StringLiteral[] }).imports;
    const { getResolvedModuleFromModuleSpecifier: found } = program as unknown as {
      getResolvedModuleFromModuleSpecifier(
        literal: TypeScript.StringLiteral,
        from: TypeScript.SourceFile,
      ): { resolvedModule: { resolvedFileName: string } };
    };
    expect(found(specifier!, file).resolvedModule.resolvedFileName).toBe('/data.json');
  });

  it.each([
    ['imports', 'local files', (value: unknown) => expect(value).toHaveLength(1)],
    [
      'locals',
      "a cell's names",
      (value: unknown) => expect([...(value as Map<string, unknown>).keys()]).toContain('first'),
    ],
    [
      'identifiers',
      'names that are taken',
      (value: unknown) => expect((value as Map<string, string>).has('second')).toBe(true),
    ],
    ['parseDiagnostics', 'whether a cell is complete', (value: unknown) => expect(value).toEqual([])],
    [
      'commentDirectives',
      '@ts-expect-error',
      (value: unknown) => expect(value).toMatchObject([{ range: {} }]),
    ],
    ['checkJsDirective', '@ts-nocheck', (value: unknown) => expect(value).toMatchObject({ enabled: false })],
  ])('keeps %s of a file', (name, use, holds) => {
    const value = (file as unknown as Record<string, unknown>)[name];
    expect(value, `TypeScript ${ts.version} has no \`${name}\` of a source file (${use})`).toBeDefined();
    holds(value);
  });

  it('keeps the modules that a script declares', () => {
    expect(program.getSourceFile('/types.d.ts')).toMatchObject({ ambientModuleNames: ['ambient'] });
  });

  it('notes in two bits of a node whether it has types or JSX in it', () => {
    const flags = (source: string): number => {
      const [statement] = ts.createSourceFile('a.tsx', source, target, true).statements;
      return (statement as TypeScript.Statement & { transformFlags: number }).transformFlags & 0b11;
    };
    expect(['f(1)', 'f(1 as number)', 'f(<b />)'].map(flags)).toEqual([0, 1, 2]);
  });

  it('looks for a name in the file that is set as the parent of another', () => {
    const chained = programOf({
      '/first.ts': 'const own = 1; interface Own { a: number } export {};',
      '/second.ts': 'own.toFixed(); const o: Own = { a: own }; own = 2; export {};',
    });
    const [first, second] = ['/first.ts', '/second.ts'].map((name) => chained.getSourceFile(name)!);
    for (const one of [first!, second!]) ts.bindSourceFile(one, options);
    (second as { parent: unknown }).parent = first;
    const found = chained.getSemanticDiagnostics(second).map(({ code }) => code);
    expect(found, `TypeScript ${ts.version} does not go on from a file to its parent`).toEqual([2339, 2588]);
  });

  it('takes a file that is bound as it is', () => {
    const bound = programOf({ '/a.ts': 'export {};' }).getSourceFile('/a.ts')!;
    ts.bindSourceFile(bound, options);
    (bound as { parent: unknown }).parent = file;
    ts.bindSourceFile(bound, options);
    expect(bound.parent).toBe(file);
  });

  it('asks a registry of documents for its files', () => {
    const asked: string[] = [];
    const registry = {
      acquireDocumentWithKey(name: string) {
        asked.push(name);
        return program.getSourceFile(name);
      },
      getKeyForCompilationSettings: () => 'key',
      releaseDocumentWithKey() {},
    } as unknown as TypeScript.DocumentRegistry;
    const host = {
      getCompilationSettings: () => options,
      getScriptFileNames: () => ['/types.d.ts'],
      getScriptVersion: () => '1',
      getScriptSnapshot: () => ts.ScriptSnapshot.fromString(''),
      getCurrentDirectory: () => '/',
      getDefaultLibFileName: () => '',
      fileExists: () => true,
      readFile: () => '',
    };
    const service = ts.createLanguageService(host, registry);
    expect(service.getProgram()?.getSourceFile('/types.d.ts')).toBe(program.getSourceFile('/types.d.ts'));
    expect(asked).toEqual(['/types.d.ts']);
  });

  it('writes declarations of what has no name when it is forced to', () => {
    const hidden = programOf({
      '/a.ts':
        'export const make = () => { class Inner { #secret = 1 } return Inner }; export class C extends make() {}',
    });
    const written: string[] = [];
    const emit = hidden.emit as (...given: unknown[]) => TypeScript.EmitResult;
    const write = (name: string) => written.push(name);
    emit(hidden.getSourceFile('/a.ts'), write, undefined, undefined, {}, true);
    expect(written).toEqual(['/out/a.js', '/out/a.d.ts']);
  });

  it('emits a file of CommonJS as it is written where its format is not said', () => {
    const common = programOf({ '/a.cts': "import { x } from './b.js'; export const y = x;" });
    const written: string[] = [];
    const source = common.getSourceFile('/a.cts')!;
    source.impliedNodeFormat = undefined;
    common.emit(source, (name, code) => name.endsWith('.cjs') && written.push(code));
    expect(written.join()).toContain('import { x }');
  });

  it.each(Object.entries(changes))('has in its text %s', (_what, { find }) => {
    const places = compiler.match(new RegExp(find.source, 'g')) ?? [];
    expect(places, `TypeScript ${ts.version} says it in other words`).toHaveLength(find.global ? 2 : 1);
  });

  it('names all properties that are missing, though no generator lists them', () => {
    const lacking = programOf({
      '/a.ts':
        'type Two = { a: number; b: string; c?: 1 }; const two: Two = {}; const d: { k: 1 } = { k: 2 };',
    });
    const messages = lacking
      .getSemanticDiagnostics(lacking.getSourceFile('/a.ts'))
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
    expect(messages).toEqual([
      "Type '{}' is missing the following properties from type 'Two': a, b",
      "Type '2' is not assignable to type '1'.",
    ]);
    expect(changedCompiler(require.resolve('typescript'))).toContain(
      'found.push(targetProp); if (isOneEnough) return found;',
    );
  });

  it('reports each statement and body that it begins to check', () => {
    const source = 'let a = 1;\nfunction f() { return a; }\nf();\n';
    const watched = programOf({ '/a.ts': source });
    const reached: string[] = [];
    const unwatch = watchStatements((node) => reached.push(ts.SyntaxKind[node.kind] ?? ''));
    watched.getSemanticDiagnostics(watched.getSourceFile('/a.ts'));
    unwatch();
    expect(reached, `TypeScript ${ts.version} begins statements in other words`).toEqual(
      expect.arrayContaining(['FirstStatement', 'FunctionDeclaration', 'ExpressionStatement']),
    );
    expect(compiler.match(/currentNode = node;\s*instantiationCount = 0;/g)).toHaveLength(3);
  });

  it('takes a file that was kept instead of parsing it, while its text is the same', () => {
    const parse = (text: string) => ts.createSourceFile('/kept.d.ts', text, target);
    const first = parse('declare const a: 1;');
    keepParsed(first);
    expect(parse('declare const a: 1;'), `TypeScript ${ts.version} parses under another name`).toBe(first);
    const other = parse('declare const a: 2;');
    expect(other).not.toBe(first);
    expect(other.text).toBe('declare const a: 2;');
  });

  it('lists the exports of a module when they are read', () => {
    expect(compiler.match(/resolved\.properties = getNamedMembers\(members, type\.symbol\);/g)).toHaveLength(
      1,
    );
    const files = {
      '/a.ts': "import * as all from './b';\nall.one;",
      '/b.ts': 'export const one = 1, two = 2;\nexport interface Three {}\nexport type three = 3;',
    };
    const listed = programOf(files);
    const ofAll = listed.getTypeChecker();
    expect(listed.getSemanticDiagnostics(listed.getSourceFile('/a.ts'))).toEqual([]);
    const [imported] = listed.getSourceFile('/a.ts')!.statements;
    const clause = (imported as TypeScript.ImportDeclaration).importClause!;
    const type = ofAll.getTypeAtLocation((clause.namedBindings as TypeScript.NamespaceImport).name);
    expect(Object.getOwnPropertyDescriptor(type, 'properties')?.get).toBeDefined();
    expect(ofAll.getPropertiesOfType(type).map(({ name }) => name)).toEqual(['one', 'two']);
    expect(Object.getOwnPropertyDescriptor(type, 'properties')?.get).toBeUndefined();
  });
});

describe("tslab's converter", () => {
  const converter = readFileSync(require.resolve('tslab/dist/converter.js'), 'utf8');

  it('asks for its compiler by one name', () => {
    expect(converter.match(/require\("@tslab\/typescript-for-tslab"\)/g)).toHaveLength(1);
  });

  it('works out in one function what is left of earlier declarations', () => {
    expect(converter.match(/function remainingDecls\(checker, srcSF, declsSF\) \{/g)).toHaveLength(1);
  });

  it('calls nothing of it that is not there or replaced', () => {
    const called = new Set(Array.from(converter.matchAll(/\bts\.(\w+)/g), ([, name]) => name!));
    const replaced = [
      'getDefaultTypeRoots',
      'getNullTransformationContext',
      'getPreEmitDiagnosticsOfFiles',
      'getQuickInfoAtPosition',
    ];
    // `libs.es2019.d.ts`, in its comments.
    const missing = [...called].filter((name) => !(name in ts) && name !== 'd');
    expect(missing.sort()).toEqual(replaced);
  });
});
