// The object that holds all cells' variables, in a cell's code: `exports`, or another name for it where the cell uses
// that word for something of its own.
import type TypeScript from 'typescript';
import { ts } from '../typescript.js';

const { factory } = ts;

/** What the compiler keeps of a file, which the typings leave out. */
interface Parsed {
  readonly identifiers?: ReadonlyMap<string, string>;
}

export class Home {
  readonly name: string;

  constructor(file: TypeScript.SourceFile) {
    const isTaken = (file as Parsed).identifiers?.has('exports') ?? true;
    this.name = isTaken ? '__tensorcell_exports' : 'exports';
  }

  /** What the cell's code begins with. */
  get statements(): TypeScript.Statement[] {
    if (this.name === 'exports') return [];
    const value = factory.createIdentifier('exports');
    const declaration = factory.createVariableDeclaration(this.name, undefined, undefined, value);
    const list = factory.createVariableDeclarationList([declaration], ts.NodeFlags.Const);
    return [factory.createVariableStatement(undefined, list)];
  }

  /** `exports.name`, in the place of `name`. */
  readonly at = (name: TypeScript.Identifier): TypeScript.PropertyAccessExpression =>
    ts.setTextRange(this.of(name.text), name);

  /** `exports.name`. */
  of(name: string): TypeScript.PropertyAccessExpression {
    return factory.createPropertyAccessExpression(factory.createIdentifier(this.name), name);
  }
}
