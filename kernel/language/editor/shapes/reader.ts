// Reads from the text of cells which layers stand behind which, and so which shapes they give. What is not certain has no
// shape: a layer from a function, a list that is filled in a loop.
import type TypeScript from 'typescript';
import { behindAlias } from '../../symbols.js';
import { ts } from '../../typescript.js';
import { mergedShape } from './merging.js';
import { inputShape, type Options } from './options.js';
import { outputShape } from './rules.js';
import { isShape, type Outcome, type Shape } from './shape.js';
import { bare, optionsOf } from './values.js';

type Expression = TypeScript.Expression;

/** A call such as `layers.dense({ units: 3 })`. */
interface LayerCall {
  readonly node: TypeScript.CallExpression;
  readonly name: TypeScript.Identifier;
  readonly maker: string;
  /** Nothing where a part of them is not in the text. */
  readonly options: Options | undefined;
}

export interface ShapedLayer {
  /** The layer's call. */
  readonly node: TypeScript.CallExpression;
  /** `dense` of `layers.dense`. */
  readonly name: TypeScript.Identifier;
  readonly output: Shape;
}

export interface ShapeProblem {
  readonly node: TypeScript.Node;
  readonly message: string;
}

export interface ShapesOfFile {
  readonly layers: readonly ShapedLayer[];
  readonly problems: readonly ShapeProblem[];
  /** Variables that hold a sequential model, with what its last layer gives. */
  readonly models: ReadonlyMap<TypeScript.VariableDeclaration, Shape>;
}

const deepest = 100;

export class ShapeReader {
  readonly #checker: TypeScript.TypeChecker;
  readonly #isLibrary: (fileName: string) => boolean;
  readonly #files = new Map<TypeScript.SourceFile, ShapesOfFile>();
  #depth = 0;

  /** @param isLibrary true of the files that declare the library */
  constructor(checker: TypeScript.TypeChecker, isLibrary: (fileName: string) => boolean) {
    this.#checker = checker;
    this.#isLibrary = isLibrary;
  }

  read(file: TypeScript.SourceFile): ShapesOfFile {
    const known = this.#files.get(file);
    if (known) return known;
    const found = {
      layers: [] as ShapedLayer[],
      problems: [] as ShapeProblem[],
      models: new Map<TypeScript.VariableDeclaration, Shape>(),
    };
    const visit = (node: TypeScript.Node): void => {
      if (ts.isCallExpression(node)) this.#readCall(node, found);
      ts.forEachChild(node, visit);
    };
    visit(file);
    this.#files.set(file, found);
    return found;
  }

  /** The shape of a symbolic tensor, as far as the text tells. */
  tensor(given: Expression): Shape | undefined {
    const outcome = this.#deeper(() => this.#tensor(bare(given)));
    return isShape(outcome) ? outcome : undefined;
  }

  #deeper<T>(work: () => T): T | undefined {
    if (this.#depth > deepest) return undefined;
    this.#depth += 1;
    try {
      return work();
    } finally {
      this.#depth -= 1;
    }
  }

  #tensor(node: Expression): Outcome {
    if (ts.isIdentifier(node)) {
      const initializer = this.#constant(node)?.initializer;
      return initializer && this.tensor(initializer);
    }
    if (!ts.isCallExpression(node)) return undefined;
    const call = this.#layerCall(node);
    if (call?.maker === 'input') return this.#entry(call);
    return this.#applied(node)?.outcome;
  }

  /** `layer.apply(x)`, `layer.apply([x, y])`. */
  #applied(node: TypeScript.CallExpression): { layer: LayerCall; outcome: Outcome } | undefined {
    const { expression, arguments: given } = node;
    if (!ts.isPropertyAccessExpression(expression) || expression.name.text !== 'apply') return undefined;
    const layer = this.#layer(expression.expression);
    const [argument] = given;
    if (!layer?.options || !argument) return undefined;
    const inputs = bare(argument);
    if (!ts.isArrayLiteralExpression(inputs)) {
      const input = this.tensor(inputs);
      return { layer, outcome: input && outputShape(layer.maker, layer.options, input) };
    }
    const shapes = inputs.elements.map((one) => this.tensor(one));
    const isKnown = shapes.every((shape) => shape !== undefined);
    return {
      layer,
      outcome: isKnown ? mergedShape(layer.maker, layer.options, shapes as Shape[]) : undefined,
    };
  }

  #readCall(
    node: TypeScript.CallExpression,
    found: {
      layers: ShapedLayer[];
      problems: ShapeProblem[];
      models: Map<TypeScript.VariableDeclaration, Shape>;
    },
  ): void {
    if (this.#isSequential(node)) {
      const stack = new Stack(found, (layer) => this.#entry(layer));
      this.#readStack(node, stack);
      const declaration = node.parent;
      const isNamed = ts.isVariableDeclaration(declaration) && declaration.initializer === node;
      if (isNamed && ts.isIdentifier(declaration.name))
        this.#readAdditions(declaration, declaration.name, stack);
      if (isNamed && stack.shape) found.models.set(declaration, stack.shape);
      return;
    }
    const applied = this.#applied(node);
    if (!applied?.outcome) return;
    const { layer, outcome } = applied;
    if (!isShape(outcome)) found.problems.push({ node, message: outcome.problem });
    else if (layer.node.pos >= node.pos && layer.node.end <= node.end)
      found.layers.push({ node: layer.node, name: layer.name, output: outcome });
  }

  /** `sequential([…])` and `sequential({ layers: […] })`. */
  #readStack({ arguments: [given] }: TypeScript.CallExpression, stack: Stack): void {
    if (!given) return;
    const argument = bare(given);
    const list = ts.isObjectLiteralExpression(argument) ? layersOf(argument) : argument;
    if (list && ts.isArrayLiteralExpression(list)) {
      for (const element of list.elements) stack.push(this.#layer(element), element);
    } else stack.lose();
  }

  /** `model.add(…)` in the statements behind the model's own, until something else may change it. */
  #readAdditions(
    declaration: TypeScript.VariableDeclaration,
    name: TypeScript.Identifier,
    stack: Stack,
  ): void {
    const statement = declaration.parent.parent;
    const { parent } = statement;
    if (!ts.isVariableStatement(statement) || !(ts.isSourceFile(parent) || ts.isBlock(parent))) return;
    const symbol = this.#checker.getSymbolAtLocation(name);
    const uses = (node: TypeScript.Node): TypeScript.Identifier[] => {
      const inner: TypeScript.Identifier[] = [];
      ts.forEachChild(node, (child) => void inner.push(...uses(child)));
      const isUse =
        ts.isIdentifier(node) &&
        node.text === name.text &&
        this.#checker.getSymbolAtLocation(node) === symbol;
      return isUse ? [...inner, node] : inner;
    };
    for (const next of parent.statements.slice(parent.statements.indexOf(statement) + 1)) {
      const added = additionTo(next, name.text);
      const used = uses(next);
      if (added && used.length === 1) stack.push(this.#layer(added), added);
      else if (!used.every(leavesLayers)) stack.lose();
    }
  }

  #layer(given: Expression): LayerCall | undefined {
    const node = bare(given);
    if (ts.isCallExpression(node)) return this.#layerCall(node);
    const initializer = ts.isIdentifier(node) ? this.#constant(node)?.initializer : undefined;
    return initializer && this.#deeper(() => this.#layer(initializer));
  }

  #layerCall(node: TypeScript.CallExpression): LayerCall | undefined {
    const { expression, arguments: given } = node;
    if (!ts.isPropertyAccessExpression(expression) || !this.#isLayers(expression.expression))
      return undefined;
    if (!ts.isIdentifier(expression.name)) return undefined;
    const options = given.length <= 1 ? optionsOf(given[0], this.#checker) : undefined;
    return { node, name: expression.name, maker: expression.name.text, options };
  }

  /** The library's `layers`, under whichever name. */
  #isLayers(node: Expression): boolean {
    const symbol = this.#meaning(node);
    if (!symbol || (symbol.flags & ts.SymbolFlags.Module) === 0) return false;
    return /(^"|\/)layers"$/.test(symbol.name) && this.#isOfLibrary(symbol);
  }

  #isSequential({ expression }: TypeScript.CallExpression): boolean {
    const symbol = ts.isIdentifier(expression) ? this.#meaning(expression) : undefined;
    return symbol?.name === 'sequential' && this.#isOfLibrary(symbol);
  }

  #meaning(node: Expression): TypeScript.Symbol | undefined {
    const symbol = this.#checker.getSymbolAtLocation(node);
    return symbol && behindAlias(symbol, this.#checker);
  }

  #isOfLibrary({ declarations = [] }: TypeScript.Symbol): boolean {
    return declarations.some((one) => this.#isLibrary(one.getSourceFile().fileName));
  }

  #constant(node: TypeScript.Identifier): TypeScript.VariableDeclaration | undefined {
    const [declaration, ...others] = this.#checker.getSymbolAtLocation(node)?.declarations ?? [];
    if (!declaration || others.length > 0 || !ts.isVariableDeclaration(declaration)) return undefined;
    return (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0 ? declaration : undefined;
  }

  #entry({ options }: LayerCall): Shape | undefined {
    const shape = options && inputShape(options, ['batchShape', 'batchInputShape', 'shape', 'inputShape']);
    return shape === 'none' ? undefined : shape;
  }
}

/** Layers one after the other: what each gives, until one is not known. */
class Stack {
  readonly #found: { layers: ShapedLayer[]; problems: ShapeProblem[] };
  readonly #entry: (layer: LayerCall) => Shape | undefined;
  #isFirst = true;
  #isLost = false;
  /** What the last layer gives. */
  shape: Shape | undefined;

  constructor(
    found: { layers: ShapedLayer[]; problems: ShapeProblem[] },
    entry: (layer: LayerCall) => Shape | undefined,
  ) {
    this.#found = found;
    this.#entry = entry;
  }

  /** From here on nothing is certain. */
  lose(): void {
    this.#isLost = true;
    this.shape = undefined;
  }

  push(layer: LayerCall | undefined, at: Expression): void {
    if (this.#isLost) return;
    const isFirst = this.#isFirst;
    this.#isFirst = false;
    this.shape =
      layer?.options && (isFirst ? this.#firstOutput(layer, at) : this.#output(layer, at, this.shape));
    if (!this.shape) this.lose();
  }

  #firstOutput(layer: LayerCall, at: Expression): Shape | undefined {
    if (/^input(Layer)?$/.test(layer.maker)) return this.#entry(layer);
    return this.#output(layer, at, this.#firstInput(layer));
  }

  #output(layer: LayerCall, at: Expression, input: Shape | undefined): Shape | undefined {
    const outcome = input && outputShape(layer.maker, layer.options!, input);
    if (!outcome) return undefined;
    if (isShape(outcome)) {
      this.#found.layers.push({ node: layer.node, name: layer.name, output: outcome });
      return outcome;
    }
    this.#found.problems.push({ node: at, message: outcome.problem });
    return undefined;
  }

  /** Without it, the model is built for the data that it is first used on. */
  #firstInput({ options }: LayerCall): Shape | undefined {
    const shape = inputShape(options!, ['batchInputShape', 'inputShape']);
    return shape === 'none' ? undefined : shape;
  }
}

function layersOf(object: TypeScript.ObjectLiteralExpression): Expression | undefined {
  const [property] = object.properties.filter((one) => one.name?.getText() === 'layers');
  return property && ts.isPropertyAssignment(property) ? bare(property.initializer) : undefined;
}

/** What `model.add(…)` as a statement of its own adds. */
function additionTo(statement: TypeScript.Statement, name: string): Expression | undefined {
  const call = ts.isExpressionStatement(statement) ? statement.expression : undefined;
  if (!call || !ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression))
    return undefined;
  const { expression, name: method } = call.expression;
  return ts.isIdentifier(expression) && expression.text === name && method.text === 'add'
    ? call.arguments[0]
    : undefined;
}

/** `model`, `model.compile(…)`, `plot.model(model)`: what neither adds a layer nor hands the model to code of one's own. */
function leavesLayers({ parent }: TypeScript.Identifier): boolean {
  if (ts.isExpressionStatement(parent)) return true;
  if (ts.isCallExpression(parent)) return /^(plot|console)\.\w+$/.test(parent.expression.getText());
  if (!ts.isPropertyAccessExpression(parent)) return false;
  return /^(compile|summary|fit|evaluate|predict|countParams|getWeights|setWeights)$/.test(parent.name.text);
}
