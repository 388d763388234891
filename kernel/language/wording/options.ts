// An option or a string that is not one of the known ones: list those.
import type TypeScript from 'typescript';
import { ts } from '../typescript.js';
import { type Comparing, type Finding, listed, type Rule, similar } from './finding.js';

/** For `{ unit: 3 }`, and for `3` in place of options: all options that are possible there. */
export const knownOptions: Rule = ({ diagnostic, checker, node }) => {
  const expected =
    diagnostic.code === nothingInCommon && ts.isExpression(node)
      ? checker.getContextualType(node)
      : contextOfUnknown(diagnostic, checker, node);
  const names = expected ? optionNames(expected, checker) : [];
  return names.length > 0 ? `The options are: ${listed(names)}.` : undefined;
};

const nothingInCommon = 2559;

function contextOfUnknown(
  diagnostic: TypeScript.Diagnostic,
  checker: TypeScript.TypeChecker,
  node: TypeScript.Node,
): TypeScript.Type | undefined {
  const property = ts.isIdentifier(node) ? node.parent : node;
  if (!ts.isPropertyAssignment(property) && !ts.isShorthandPropertyAssignment(property)) return undefined;
  const isUnknown = /known properties/.test(ts.flattenDiagnosticMessageText(diagnostic.messageText, ' '));
  return isUnknown ? checker.getContextualType(property.parent) : undefined;
}

function optionNames(type: TypeScript.Type, checker: TypeScript.TypeChecker): string[] {
  const parts = type.isUnion() ? type.types : [type];
  const objects = parts.filter(
    (part) =>
      (part.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) !== 0 && !isList(part, checker),
  );
  return [...new Set(objects.flatMap((part) => part.getProperties().map(({ name }) => name)))];
}

/** The members of an array are not options. */
function isList(type: TypeScript.Type, checker: TypeScript.TypeChecker): boolean {
  return checker.isArrayType(type) || checker.isTupleType(type);
}

/** For `'acuracy'` where only some strings are known. */
export const knownStrings: Rule = ({ diagnostic, checker, node }) => {
  const literal = stringAt(node);
  if (literal === undefined || !assignability.has(diagnostic.code)) return undefined;
  const expected = checker.getContextualType(literal);
  const strings = expected ? stringsOf(expected) : [];
  if (strings.length === 0 || strings.includes(literal.text)) return undefined;
  const meant = similar(literal.text, strings);
  const isSaid = /Did you mean/.test(ts.flattenDiagnosticMessageText(diagnostic.messageText, ' '));
  const question = meant && !isSaid ? `Did you mean '${meant}'? ` : '';
  return `${question}Known here: ${listed(strings, "'")}.`;
};

const assignability = new Set([2322, 2345, 2769, 2820]);

function stringAt(node: TypeScript.Node): TypeScript.StringLiteral | undefined {
  const property =
    ts.isPropertyAssignment(node.parent) && node.parent.name === node ? node.parent : undefined;
  const value = property?.initializer ?? node;
  return ts.isStringLiteral(value) ? value : undefined;
}

function stringsOf(type: TypeScript.Type): string[] {
  const parts = type.isUnion() ? type.types : [type];
  const values = parts.flatMap((part) => (part.isStringLiteral() ? [part.value] : []));
  return values.filter((value) => !value.includes('_') || !values.includes(inCamelCase(value)));
}

/** Keras' `mean_squared_error` is `meanSquaredError` here; only one of the two is listed. */
function inCamelCase(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** For `{ units: '3' }`: the compiler names the types that do not fit, but not the option `units`. */
export const optionType: Rule = ({ diagnostic, checker, node }) => {
  const property = node.parent;
  if (diagnostic.code !== 2322 || !ts.isPropertyAssignment(property) || property.name !== node)
    return undefined;
  const expected = checker.getContextualType(property.initializer);
  if (!expected) return undefined;
  const isOneOfStrings = expected.isUnion() && expected.types.every((part) => part.isStringLiteral());
  const text = isOneOfStrings ? listed(stringsOf(expected), "'") : checker.typeToString(expected);
  return `The option \`${node.getText()}\` takes: ${text}.`;
};

/** The compiler's related findings: `Did you forget to use 'await'?`, `Did you mean to call this?`. */
export const related: Rule = ({ diagnostic, checker, node }: Finding) => {
  const texts = (diagnostic.relatedInformation ?? [])
    .filter(({ code }) => forgotten.has(code))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
  if (texts.length > 0) return texts.join('\n');
  return isFactoryOfExpected(node, checker) ? `Did you mean to call it: \`${node.getText()}()\`?` : undefined;
};

/**
 * The compiler knows a function of several forms by the name of its type, `CountMaker`, which says nothing: its last form,
 * the plainest, stands there instead.
 */
export function withPlainForm(message: string, { checker, node }: Finding): string {
  if (!ts.isPropertyAccessExpression(node)) return message;
  const type = checker.getTypeAtLocation(node);
  const forms = type.getCallSignatures();
  const form = forms.length > 1 ? forms.at(-1)!.getDeclaration() : undefined;
  if (!form?.type) return message;
  const parameters = form.parameters.map((parameter) => parameter.getText()).join(', ');
  const words = `'(${parameters}) => ${form.type.getText()}'`;
  return message.replace(`'${checker.typeToString(type)}'`, () => words);
}

/** A forgotten `await`, or forgotten brackets of a call. */
const forgotten = new Set([2773, 6212]);

/** For `metrics: [metrics.precision]`: a function whose result would fit. */
function isFactoryOfExpected(node: TypeScript.Node, checker: TypeScript.TypeChecker): boolean {
  if (!ts.isPropertyAccessExpression(node)) return false;
  const wanted = checker.getContextualType(node);
  const made = checker.getTypeAtLocation(node).getCallSignatures()[0]?.getReturnType();
  return (
    wanted !== undefined && made !== undefined && (checker as Comparing).isTypeAssignableTo(made, wanted)
  );
}
