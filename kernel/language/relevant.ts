// Which of the compiler's findings a person should see.
import type TypeScript from '@tslab/typescript-for-tslab';

/**
 * Complaints about the declaration file that carries types from cell to cell. The code is right; a type that
 * cannot be written down is unknown to later cells instead.
 */
const inexpressible = new Set([2527, 2742, 5088, 7056]);

export function isRelevant({ file, code }: TypeScript.Diagnostic): boolean {
  const isDeclarationTrouble =
    (code >= 4000 && code < 4130 && !overrides.has(code)) || inexpressible.has(code);
  return file !== undefined && !isDeclarationTrouble && code !== importedTypeScriptFile;
}

/** `override` mistakes have numbers among those of declaration emit. */
const overrides = new Set([4112, 4113, 4114, 4115, 4116, 4117, 4118, 4119, 4120, 4121, 4122, 4123, 4124]);

/** An import may end in `.ts`: the session loads it by that name. */
const importedTypeScriptFile = 5097;
