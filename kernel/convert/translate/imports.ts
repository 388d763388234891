// Imports: what they name is there in a cell; modules that are not known are named.
import type { Doc } from '../code/layout.js';
import type { StatementOf } from '../python/syntax.js';
import type { StatementContext } from './statement-context.js';

export function imported(node: StatementOf<'import' | 'from'>, context: StatementContext): Doc[] {
  if (node.type === 'from') {
    for (const { path, name } of node.names)
      if (path === '*') importAll(node.module, context);
      else context.scope.import(name ?? path, `${node.module}.${path}`);
    return [];
  }
  for (const { path, name } of node.modules) {
    if (name !== undefined) context.scope.import(name, path);
    else {
      const [root = path] = path.split('.');
      context.scope.import(root, root);
    }
  }
  return [];
}

const known: Readonly<Record<string, readonly string[]>> = {
  'keras.layers': [
    'Dense',
    'Conv2D',
    'MaxPooling2D',
    'Flatten',
    'Dropout',
    'Input',
    'LSTM',
    'Embedding',
    'BatchNormalization',
    'Activation',
  ],
  'keras.models': ['Sequential', 'Model', 'load_model'],
  math: ['sqrt', 'exp', 'log', 'sin', 'cos', 'pi', 'floor', 'ceil'],
};

/** `from module import *`: the names that are used most. */
function importAll(module: string, context: StatementContext): void {
  for (const name of known[module.replace(/^tensorflow\./, '')] ?? [])
    context.scope.import(name, `${module}.${name}`);
}
