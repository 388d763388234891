// Where a symbolic tensor comes from: the inputs that it hangs on.
import { InputLayer } from './input-layer.js';
import { leavesOf } from './structure.js';
import { SymbolicTensor } from './symbolic-tensor.js';

/** The model's inputs that a tensor is computed from, in the order in which they are met. */
export function sourceInputs(tensor: SymbolicTensor): SymbolicTensor[] {
  const found = new Set<SymbolicTensor>();
  const seen = new Set<SymbolicTensor>();
  const follow = (one: SymbolicTensor): void => {
    if (seen.has(one)) return;
    seen.add(one);
    if (one.operation instanceof InputLayer) found.add(one);
    for (const parent of leavesOf(one.source.inputs)) if (parent instanceof SymbolicTensor) follow(parent);
  };
  follow(tensor);
  return [...found];
}
