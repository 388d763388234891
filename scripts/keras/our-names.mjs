// Our public names as the compiler sees them: what lib/index.ts exports, alone or in a group such as `layers`, and
// the names of what each takes, be it a parameter or an option within one.
import ts from 'typescript';
import { ourProgram } from './our-program.mjs';

/** @typedef {ReadonlySet<string>} Arguments */
/** @typedef {Map<string, Arguments>} Names by path: `layers.dense` */

/**
 * @param {string} root of the project
 * @returns {Names}
 */
export function ourNames(root) {
  const { checker, exports } = ourProgram(root);
  return new Reader(checker).names(exports);
}

class Reader {
  /** @param {ts.TypeChecker} checker */
  constructor(checker) {
    this.checker = checker;
  }

  /**
   * @param {ts.Symbol} module
   * @returns {Names}
   */
  names(module) {
    return this.#exportsOf(module, '');
  }

  /**
   * @param {ts.Symbol} module
   * @param {string} prefix
   * @returns {Names}
   */
  #exportsOf(module, prefix) {
    /** @type {Names} */
    const found = new Map();
    for (const exported of this.checker.getExportsOfModule(module)) {
      const symbol =
        exported.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(exported) : exported;
      const name = `${prefix}${exported.name}`;
      if (name !== 'tf' && symbol.flags & ts.SymbolFlags.ValueModule)
        for (const [inner, taken] of this.#exportsOf(symbol, `${name}.`)) found.set(inner, taken);
      else if (symbol.flags & ts.SymbolFlags.Value) found.set(name, this.#argumentsOf(symbol));
    }
    return found;
  }

  /**
   * @param {ts.Symbol} symbol
   * @returns {Arguments}
   */
  #argumentsOf(symbol) {
    const type = this.checker.getTypeOfSymbol(symbol);
    const signatures = [...type.getCallSignatures(), ...type.getConstructSignatures()];
    const parameters = signatures.flatMap((signature) => signature.getParameters());
    return new Set(
      parameters.flatMap((parameter) => [
        parameter.name,
        ...this.#optionsIn(this.checker.getTypeOfSymbol(parameter), 0),
      ]),
    );
  }

  /**
   * Names of options: properties of types that this library declares, not methods of tensors.
   * @param {ts.Type} type
   * @param {number} depth
   * @returns {string[]}
   */
  #optionsIn(type, depth) {
    if (type.isUnion()) return type.types.flatMap((one) => this.#optionsIn(one, depth));
    if (depth > 2 || type.getCallSignatures().length > 0 || this.checker.isArrayLikeType(type)) {
      if (depth > 2 || !this.checker.isTupleType(type)) return [];
      const parts = this.checker.getTypeArguments(/** @type {ts.TypeReference} */ (type));
      return parts.flatMap((part) => this.#optionsIn(part, depth + 1));
    }
    const isObject = type.isIntersection() || (type.flags & ts.TypeFlags.Object) !== 0;
    const properties = isObject ? type.getProperties() : [];
    return properties.filter((property) => this.#isOurs(property)).map(({ name }) => name);
  }

  /** @param {ts.Symbol} symbol */
  #isOurs(symbol) {
    // A mapped type's properties stand nowhere.
    const files = (symbol.declarations ?? []).map((one) => one.getSourceFile().fileName);
    return files.length === 0 || files.some((file) => !file.includes('/node_modules/'));
  }
}
