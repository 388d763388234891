// The variables around a trace: which values they had, which were assigned, and everything put back.
import type { Tensor, Variable } from '@tensorflow/tfjs';
import { tf } from '../../tf.js';
import type { TensorFlowBackend } from '../backend-types.js';
import { numberOfType } from '../data-types.js';
import { attributeType } from '../op-attributes.js';

/** All variables as they were at one moment. */
export class VariableSnapshot {
  readonly #values = new Map<Variable, Tensor>();

  constructor() {
    for (const variable of registered()) this.#values.set(variable, tf.keep(tf.clone(variable as Tensor)));
  }

  get variables(): Variable[] {
    return [...this.#values.keys()];
  }

  /** Variables that hold another tensor than before. */
  assigned(): Variable[] {
    return this.variables.filter((variable) => variable.dataId !== this.#values.get(variable)!.dataId);
  }

  /** Gives every variable its value back and lets the values go. */
  restore(): void {
    for (const [variable, value] of this.#values) {
      if (variable.dataId !== value.dataId && !variable.isDisposed) variable.assign(value);
      value.dispose();
    }
    this.#values.clear();
  }
}

/**
 * Gives each variable that shares its tensor a tensor of its own. Assigning and cloning share: two models given the
 * same weights, a weight and its clone. A trace knows tensors by number, and would take one for the other.
 */
export function separateVariables(backend: TensorFlowBackend): void {
  for (const variable of registered()) {
    if (backend.refCount(variable.dataId) < 2) continue;
    const type = [{ name: 'T', type: attributeType.type, value: numberOfType(variable.dtype) }];
    const own = backend.executeSingleOutput('Identity', type, [variable]);
    variable.assign(own);
    own.dispose();
  }
}

function registered(): Variable[] {
  // Some entries may stand for a variable that is gone: see lib/weak-variables.ts.
  return Object.values(tf.engine().registeredVariables).filter((one) => one instanceof tf.Variable);
}
