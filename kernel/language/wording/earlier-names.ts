// Names that are not what a cell takes them for: a variable in the place of the library's own, a package that is not
// there.
import type TypeScript from '@tslab/typescript-for-tslab';
import { behindAlias, globalMeaning } from '../symbols.js';
import { ts } from '../tslab.js';
import type { Rule } from './finding.js';

const unfit = new Set([2339, 2349, 2351, 2551]);

/** For `model({ inputs, outputs })` after `const model = …` in an earlier cell. */
export const shadowedName: Rule = ({ diagnostic, program, checker, node }) => {
  const name = usedName(node);
  if (!name || !unfit.has(diagnostic.code)) return undefined;
  const used = checker.getSymbolAtLocation(name);
  const own = used && behindAlias(used, checker);
  if (!own || !isOfLibrary(name.text, checker) || own === globalMeaning(program, name.text)) return undefined;
  const isNew = own.declarations?.[0]?.getSourceFile() === node.getSourceFile();
  const place = isNew ? 'of this cell' : 'of an earlier cell';
  const way = `\`import { ${name.text} } from 'tensorcell'\``;
  return `\`${name.text}\` is a variable ${place} here. The library's own comes back by ${way}.`;
};

function isOfLibrary(name: string, checker: TypeScript.TypeChecker): boolean {
  const library = checker.getAmbientModules().find((module) => module.name === '"tensorcell"');
  return library !== undefined && checker.getExportsOfModule(library).some((member) => member.name === name);
}

function usedName(node: TypeScript.Node): TypeScript.Identifier | undefined {
  const { parent } = node;
  const isMember = ts.isPropertyAccessExpression(parent) && parent.name === node;
  const used = isMember ? parent.expression : node;
  return ts.isIdentifier(used) ? used : undefined;
}

const moduleNotFound = 2307;

/** For `import _ from 'lodash'` where it is not installed. */
export const absentPackage: Rule = ({ diagnostic, node }) => {
  if (diagnostic.code !== moduleNotFound || !ts.isStringLiteral(node) || /^[./]/.test(node.text))
    return undefined;
  return `To get it: \`await install('${packageOf(node.text)}')\`.`;
};

/** `lodash/fp` is of `lodash`, `@scope/name/part` of `@scope/name`. */
function packageOf(specifier: string): string {
  const parts = specifier.split('/');
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}
