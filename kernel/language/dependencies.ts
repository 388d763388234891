// Which files beside the notebook a file imports, as the compiler resolved them.
import type TypeScript from 'typescript';

type Program = TypeScript.Program;
type SourceFile = TypeScript.SourceFile;

/** What the compiler keeps of a file's imports, which the typings leave out. */
interface Importing extends SourceFile {
  readonly imports?: readonly TypeScript.StringLiteralLike[];
}

/** Where the compiler has found what a file imports, which the typings leave out. */
interface Resolving extends Program {
  getResolvedModuleFromModuleSpecifier(
    specifier: TypeScript.StringLiteralLike,
    file: SourceFile,
  ): { readonly resolvedModule?: TypeScript.ResolvedModule } | undefined;
}

/** A file and the local ones that it reaches; those imported come before those that import them. */
export function withDependencies(
  program: Program,
  file: SourceFile,
  seen = new Set<SourceFile>(),
): SourceFile[] {
  if (seen.has(file)) return [];
  seen.add(file);
  const imported = importsOf(file).flatMap((specifier) => fileOf(program, specifier, file) ?? []);
  return [...imported.flatMap((other) => withDependencies(program, other, seen)), file];
}

/** The file beside the notebook that a specifier means, if it means one. */
export function localFile(program: Program, specifier: string, from: SourceFile): SourceFile | undefined {
  const written = importsOf(from).find(({ text }) => text === specifier);
  return written && fileOf(program, written, from);
}

function importsOf(file: SourceFile): readonly TypeScript.StringLiteralLike[] {
  return (file as Importing).imports ?? [];
}

function fileOf(
  program: Program,
  specifier: TypeScript.StringLiteralLike,
  from: SourceFile,
): SourceFile | undefined {
  const found = (program as Resolving).getResolvedModuleFromModuleSpecifier(specifier, from)?.resolvedModule;
  const file = found && program.getSourceFile(found.resolvedFileName);
  return file && isLocal(program, file) ? file : undefined;
}

function isLocal(program: Program, file: SourceFile): boolean {
  return !file.isDeclarationFile && !program.isSourceFileFromExternalLibrary(file);
}
