// What a model and its copy in another process must have in common.
import type { Network } from '../../core/network.js';
import { compiledState } from '../../training/steps/compile.js';
import { trainProgram } from '../../training/steps/step.js';
import { stateForm } from './model-state.js';

export function factsOf(model: Network): string {
  const { layout } = trainProgram(model, compiledState(model, 'fit'));
  const trained = model.weights.map(({ trainable }) => trainable);
  return JSON.stringify([layout.keys, trained, stateForm(model)]);
}
