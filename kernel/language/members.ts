// What stands behind a dot, for Tab: what each member is, which of them no user needs, and in which order they come.
import type TypeScript from 'typescript';
import { behindAlias } from './symbols.js';
import { ts } from './typescript.js';

export interface Members {
  /** The text before the dot. */
  readonly owner: string;
  meaningOf(name: string): TypeScript.Symbol | undefined;
  typeOf(symbol: TypeScript.Symbol): TypeScript.Type;
}

/** The members of the module before the dot at an offset, where there is one. */
export function membersBefore(
  program: TypeScript.Program,
  file: TypeScript.SourceFile,
  offset: number,
): Members | undefined {
  const access = accessAt(file, offset);
  if (access === undefined) return undefined;
  const checker = program.getTypeChecker();
  const module = checker.getTypeAtLocation(access.expression).getSymbol();
  if (module === undefined || (module.flags & ts.SymbolFlags.Module) === 0) return undefined;
  const members = new Map(checker.getExportsOfModule(module).map((member) => [member.name, member]));
  return {
    owner: access.expression.getText(file),
    meaningOf(name) {
      const member = members.get(name);
      return member && behindAlias(member, checker);
    },
    typeOf: (symbol) => checker.getTypeOfSymbolAtLocation(symbol, file),
  };
}

function accessAt(
  file: TypeScript.SourceFile,
  offset: number,
): TypeScript.PropertyAccessExpression | undefined {
  const find = (node: TypeScript.Node): TypeScript.PropertyAccessExpression | undefined => {
    if (offset < node.pos || offset > node.end) return undefined;
    const inner = ts.forEachChild(node, find);
    if (inner !== undefined || !ts.isPropertyAccessExpression(node)) return inner;
    return offset > node.expression.end ? node : undefined;
  };
  return find(file);
}

/** What most people look for in `tf`, by groups: making, calculating, reducing, shaping, choosing, the rest. */
const oftenUsed: readonly string[] = [
  ...['tensor', 'tensor1d', 'tensor2d', 'scalar', 'zeros', 'ones', 'fill', 'range', 'linspace', 'eye'],
  ...['oneHot', 'randomNormal', 'randomUniform', 'zerosLike', 'onesLike', 'variable'],
  ...['matMul', 'add', 'sub', 'mul', 'div', 'pow', 'sqrt', 'square', 'exp', 'log', 'abs', 'neg', 'dot'],
  ...['sum', 'mean', 'max', 'min', 'prod', 'argMax', 'argMin', 'moments', 'norm', 'topk'],
  ...[
    'reshape',
    'transpose',
    'expandDims',
    'squeeze',
    'concat',
    'stack',
    'unstack',
    'split',
    'slice',
    'gather',
  ],
  ...['cast', 'where', 'equal', 'greater', 'less', 'clipByValue', 'maximum', 'minimum', 'round', 'floor'],
  ...['relu', 'sigmoid', 'tanh', 'softmax', 'conv2d', 'maxPool', 'avgPool', 'einsum'],
  ...['grad', 'grads', 'valueAndGrads', 'tidy', 'dispose', 'memory', 'print', 'train', 'data', 'image'],
];
const places = new Map(oftenUsed.map((name, place) => [name, place]));

/** TensorFlow.js' own workings: how kernels, backends and operations are registered, and what tests need. */
const inner =
  /^_|_|^(ENV|OP_SCOPE|Kernel|DataStorage|env$|engine$|op$|Rank$|Reduction$|findBackend|removeBackend|(un|de)?register|getKernel|getGradient|copyRegistered|deprecationWarn|enable|disable|setPlatform|sumOutType|upcastType|OptimizerConstructors|Environment)/;

/** After what is used often. */
const later = { function: 1000, class: 2000, inner: 3000 };

/** Where a member of `tf` comes; nothing for what is left out: names of kernels are texts, of no use to a cell. */
export function placeInTf(name: string, { meaningOf, typeOf }: Members): number | undefined {
  const symbol = meaningOf(name);
  if (symbol && (symbol.flags & ts.SymbolFlags.Variable) !== 0 && typeOf(symbol).isStringLiteral())
    return undefined;
  if (inner.test(name)) return later.inner;
  return places.get(name) ?? (/^[A-Z]/.test(name) ? later.class : later.function);
}

/** As Jupyter's front ends call it. */
export function typeOfMember(symbol: TypeScript.Symbol | undefined, members?: Members): string {
  const flags = symbol?.flags ?? 0;
  if (flags & ts.SymbolFlags.Class) return 'class';
  if (flags & ts.SymbolFlags.Function) return 'function';
  if (symbol && flags & ts.SymbolFlags.Variable)
    return (members?.typeOf(symbol).getCallSignatures().length ?? 0) > 0 ? 'function' : 'variable';
  return flags & ts.SymbolFlags.Type ? 'interface' : 'module';
}
