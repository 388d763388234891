// Which files beside the notebook a file imports, as the compiler resolved them.
import type TypeScript from '@tslab/typescript-for-tslab';

type Program = TypeScript.Program;
type SourceFile = TypeScript.SourceFile;

/** What the compiler keeps of a file's imports, which the typings leave out. */
interface Resolved {
  readonly imports?: readonly TypeScript.StringLiteralLike[];
  readonly resolvedModules?: {
    get(name: string, mode: undefined): { resolvedModule?: TypeScript.ResolvedModule } | undefined;
  };
}

/** A file and the local ones that it reaches; those imported come before those that import them. */
export function withDependencies(
  program: Program,
  file: SourceFile,
  seen = new Set<SourceFile>(),
): SourceFile[] {
  if (seen.has(file)) return [];
  seen.add(file);
  const specifiers = (file as Resolved).imports?.map(({ text }) => text) ?? [];
  const imported = specifiers.flatMap((specifier) => localFile(program, specifier, file) ?? []);
  return [...imported.flatMap((other) => withDependencies(program, other, seen)), file];
}

/** The file beside the notebook that a specifier means, if it means one. */
export function localFile(program: Program, specifier: string, from: SourceFile): SourceFile | undefined {
  const resolution = (from as Resolved).resolvedModules?.get(specifier, undefined)?.resolvedModule;
  const file = resolution && program.getSourceFile(resolution.resolvedFileName);
  return file && isLocal(program, file) ? file : undefined;
}

function isLocal(program: Program, file: SourceFile): boolean {
  return !file.isDeclarationFile && !program.isSourceFileFromExternalLibrary(file);
}
