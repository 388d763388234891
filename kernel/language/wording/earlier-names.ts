// Names that mean something else than the cell expects: a variable that hides the library's own, a package that is
// not installed.
import type TypeScript from 'typescript';
import { installs, packageOf } from '../fresh-packages.js';
import { behindAlias, globalMeaning } from '../symbols.js';
import { ts } from '../typescript.js';
import type { Rule } from './finding.js';

const notCallable = new Set([2349, 2351]);
const noSuchMember = 2339;

/** For `model({ inputs, outputs })` after `const model = …` in an earlier cell, where the library's `model` would do. */
export const shadowedName: Rule = ({ diagnostic, program, checker, node }) => {
  const name = usedName(node);
  const own = name && checker.getSymbolAtLocation(name);
  const library = name && isOfLibrary(name.text, checker) && globalMeaning(program, name.text);
  if (!own || !library || behindAlias(own, checker) === library) return undefined;
  const type = checker.getTypeOfSymbolAtLocation(library, node);
  const wouldDo = notCallable.has(diagnostic.code)
    ? type.getCallSignatures().length > 0
    : diagnostic.code === noSuchMember && type.getProperty(node.getText()) !== undefined;
  if (!wouldDo) return undefined;
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
  const name = packageOf(node.text);
  const advice = `To get it: \`await install('${name}')\``;
  if (!installs(node.getSourceFile(), name)) return `${advice}.`;
  return `An import statement comes before all other lines of its cell. Import it in a later cell, or by \`await import('${node.text}')\` after \`install\`.`;
};
