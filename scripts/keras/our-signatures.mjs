// How our functions are called: which arguments go by place and which are options of an object, whether a promise is
// given, whether it is a class. For the table by which Keras' calls are converted.
import ts from 'typescript';
import { ourProgram } from './our-program.mjs';

/** @typedef {{ places: (string | string[])[], isAsync: boolean, isClass: boolean }} Signature */

/** Methods whose names have a table row of their own: class of Keras', our type, and where it is exported. */
export const methodOwners = [
  { keras: 'Model', ours: 'AnyModel' },
  { keras: 'ImageDataGenerator', ours: 'ImageDataGenerator' },
];

/**
 * @param {string} root of the project
 * @returns {(path: string) => Signature | undefined} by path: `layers.dense`, `AnyModel.fit`
 */
export function ourSignatures(root) {
  const { checker, exports: module } = ourProgram(root);
  return (path) => {
    const symbol = path.split('.').reduce((/** @type {ts.Symbol | undefined} */ from, name) => {
      return from && memberOf(checker, from, name);
    }, module);
    return symbol && signatureOf(checker, symbol);
  };
}

/**
 * @param {ts.TypeChecker} checker
 * @param {ts.Symbol} from
 * @param {string} name
 */
function memberOf(checker, from, name) {
  const plain = from.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(from) : from;
  if (plain.flags & ts.SymbolFlags.Module)
    return checker.getExportsOfModule(plain).find((one) => one.name === name);
  const type = checker.getDeclaredTypeOfSymbol(plain);
  return type.getProperty(name);
}

/**
 * @param {ts.TypeChecker} checker
 * @param {ts.Symbol} given
 * @returns {Signature | undefined}
 */
function signatureOf(checker, given) {
  const symbol = given.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(given) : given;
  const type = checker.getTypeOfSymbol(symbol);
  const calls = type.getCallSignatures();
  const isClass = calls.length === 0 && type.getConstructSignatures().length > 0;
  const signatures = isClass ? type.getConstructSignatures() : calls;
  const [longest] = [...signatures].sort((a, b) => b.getParameters().length - a.getParameters().length);
  if (!longest) return undefined;
  const places = signatures.length > 1 ? merged(checker, signatures) : placesOf(checker, longest);
  const isAsync = checker.typeToString(longest.getReturnType()).startsWith('Promise<');
  return { places, isAsync, isClass };
}

/**
 * @param {ts.TypeChecker} checker
 * @param {readonly ts.Signature[]} signatures
 */
function merged(checker, signatures) {
  const all = signatures.map((one) => placesOf(checker, one)).sort((a, b) => b.length - a.length);
  const [longest = []] = all;
  return longest.map((place, i) => {
    if (typeof place === 'string') return place;
    const others = all.flatMap((places) => (Array.isArray(places[i]) ? places[i] : []));
    return [...new Set([...place, ...others])];
  });
}

/**
 * @param {ts.TypeChecker} checker
 * @param {ts.Signature} signature
 * @returns {(string | string[])[]}
 */
function placesOf(checker, signature) {
  return signature.getParameters().flatMap((parameter) => {
    const type = checker.getTypeOfSymbol(parameter);
    const declaration = parameter.valueDeclaration;
    const isRest = declaration !== undefined && ts.isParameter(declaration) && declaration.dotDotDotToken;
    if (isRest && type.flags & ts.TypeFlags.Conditional) return ['y', ...restOptions(checker, type)];
    const options = optionsOf(checker, type);
    return options.length > 0 ? [options] : [parameter.name];
  });
}

/**
 * `...y: Targets<X, FitArgs>`: the targets, then the options.
 * @param {ts.TypeChecker} checker
 * @param {ts.Type} type
 */
function restOptions(checker, type) {
  const [, options] = type.aliasTypeArguments ?? [];
  return options ? [optionsOf(checker, options)] : [];
}

/**
 * Names of options, where the type is an object of options.
 * @param {ts.TypeChecker} checker
 * @param {ts.Type} type
 * @returns {string[]}
 */
function optionsOf(checker, type) {
  const plain = checker.getNonNullableType(type);
  const parts = plain.isUnion() ? plain.types : [plain];
  const objects = parts.filter((one) => isOptions(checker, one));
  const isPlain = (/** @type {ts.Type} */ one) =>
    (one.flags & (ts.TypeFlags.StringLike | ts.TypeFlags.NumberLike | ts.TypeFlags.BooleanLike)) !== 0 ||
    one.getCallSignatures().length > 0;
  if (objects.length === 0 || !parts.every((one) => objects.includes(one) || isPlain(one))) return [];
  return [...new Set(objects.flatMap((one) => one.getProperties().map(({ name }) => name)))];
}

/**
 * An object whose properties are data of ours: no tensor, no list, no class.
 * @param {ts.TypeChecker} checker
 * @param {ts.Type} type
 */
function isOptions(checker, type) {
  const isObject = type.isIntersection() || (type.flags & ts.TypeFlags.Object) !== 0;
  if (!isObject || type.isClass() || checker.isArrayLikeType(type) || type.getCallSignatures().length > 0)
    return false;
  const properties = type.getProperties();
  if (properties.length === 0) return false;
  const files = properties.flatMap((one) =>
    (one.declarations ?? []).map((of) => of.getSourceFile().fileName),
  );
  if (files.some((name) => name.includes('/node_modules/'))) return false;
  return !properties.some((one) => (one.flags & ts.SymbolFlags.Method) !== 0);
}
