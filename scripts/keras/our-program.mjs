// lib/index.ts as the compiler sees it: for what our names are, and how they are called.
import { join } from 'node:path';
import ts from 'typescript';

/**
 * @param {string} root of the project
 * @returns {{ checker: ts.TypeChecker, exports: ts.Symbol }} the checker, and the module with all public names
 */
export function ourProgram(root) {
  const index = join(root, 'lib/index.ts');
  const configured = ts.getParsedCommandLineOfConfigFile(
    join(root, 'tsconfig.json'),
    { allowJs: false, checkJs: false },
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => {} },
  );
  const program = ts.createProgram([index], configured?.options ?? {});
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(index);
  const exports = file && checker.getSymbolAtLocation(file);
  if (!exports) throw new Error('lib/index.ts has no exports.');
  return { checker, exports };
}
