// Writes computed unions of strings out: `type LossName = SnakeCased<keyof typeof losses>` becomes its strings. A
// checker would compute them again for each cell, and a person who looks the type up sees the names.
import ts from 'typescript';

/** @typedef {import('./docs.mjs').Edit} Edit */

/**
 * For each declaration file, what to change in it.
 * @param {string[]} entries
 * @returns {(file: string) => Edit[]}
 */
export function spelledUnions(entries) {
  const program = ts.createProgram(entries, {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    lib: ['lib.es2022.d.ts'],
    types: [],
  });
  return (file) => {
    const source = program.getSourceFile(file);
    const aliases = source?.statements.filter(ts.isTypeAliasDeclaration) ?? [];
    return aliases.flatMap((alias) => spelled(alias, program.getTypeChecker()));
  };
}

/**
 * @param {ts.TypeAliasDeclaration} alias
 * @param {ts.TypeChecker} checker
 * @returns {Edit[]}
 */
function spelled(alias, checker) {
  const isComputed = ts.isTypeReferenceNode(alias.type) || alias.type.getText().includes('<');
  if (alias.typeParameters || !isComputed) return [];
  const type = checker.getTypeAtLocation(alias.type);
  const parts = type.isUnion() ? type.types : [];
  const strings = parts.flatMap((part) => (part.isStringLiteral() ? [JSON.stringify(part.value)] : []));
  if (parts.length === 0 || strings.length < parts.length) return [];
  return [{ start: alias.type.getStart(), end: alias.type.end, text: strings.join(' | ') }];
}
