// `// @ts-ignore`, `// @ts-expect-error` and `// @ts-nocheck` hold for the findings that are not the compiler's own too.
import type TypeScript from 'typescript';

type Diagnostic = TypeScript.Diagnostic;

/** What the compiler keeps of a file's comments, which the typings leave out. */
interface Commented extends TypeScript.SourceFile {
  readonly checkJsDirective?: { readonly enabled: boolean };
  readonly commentDirectives?: readonly { readonly range: TypeScript.TextRange }[];
}

const unusedDirective = 2578;

/** The compiler's findings and others in one file, without those that its comments switch off. */
export function withDirectives(
  file: TypeScript.SourceFile,
  compilers: readonly Diagnostic[],
  others: readonly Diagnostic[],
): Diagnostic[] {
  const { checkJsDirective, commentDirectives = [] } = file as Commented;
  if (checkJsDirective?.enabled === false) return [...compilers];
  const lineAt = (offset = 0) => file.getLineAndCharacterOfPosition(offset).line;
  const switchedOff = new Set(commentDirectives.map(({ range }) => lineAt(range.pos) + 1));
  const isOff = ({ start }: Diagnostic) => switchedOff.has(lineAt(start));
  const used = new Set(others.filter(isOff).map(({ start }) => lineAt(start) - 1));
  return [
    ...compilers.filter(({ code, start }) => code !== unusedDirective || !used.has(lineAt(start))),
    ...others.filter((finding) => !isOff(finding)),
  ];
}
