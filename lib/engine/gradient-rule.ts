// What the table of gradients holds for an op.
import type { GradConfig } from '@tensorflow/tfjs';
import { tf } from '../tf.js';
import type { KernelName } from './kernel-names.js';

/** How the gradient comes about, of ops that are differentiable themselves. */
export type Rule = Omit<GradConfig, 'kernelName'>;

/** TensorFlow.js' own gradient, which is TensorFlow's, as are its derivatives. */
export interface AsTfjs {
  readonly kind: 'as TensorFlow.js';
}

/** The op steps from one value to another, or its result are whole numbers: in between nothing changes. */
export interface Flat {
  readonly kind: 'flat';
  readonly inputs: readonly string[];
}

/** The op has no derivative, and why, or what to use instead. */
export interface Refused {
  readonly kind: 'refused';
  readonly instead: string;
}

export type Entry = Rule | AsTfjs | Flat | Refused;

/** Some ops' gradients. */
export type Rules = { readonly [Name in KernelName]?: Rule };

export const asTfjs: AsTfjs = { kind: 'as TensorFlow.js' };

export const flat = (...inputs: string[]): Flat => ({ kind: 'flat', inputs });

export const refused = (instead: string): Refused => ({ kind: 'refused', instead });

/** For TensorFlow.js' registry; undefined where it has the gradient already. */
export function gradientOf(kernelName: string, entry: Entry): GradConfig | undefined {
  if (!('kind' in entry)) return { ...entry, kernelName };
  if (entry.kind === 'flat') return { kernelName, ...flatRule(entry.inputs) };
  return entry.kind === 'refused' ? { kernelName, ...refusal(kernelName, entry.instead) } : undefined;
}

const flatRule = (inputs: readonly string[]): Rule => ({
  inputsToSave: [...inputs],
  gradFunc: (_dy, saved) =>
    Object.fromEntries(inputs.map((name, i) => [name, () => tf.zeros(saved[i]!.shape)])),
});

const refusal = (kernelName: string, instead: string): Rule => ({
  gradFunc: () => {
    throw new Error(`Gradient: expected ops that have a derivative. Received: ${kernelName}. ${instead}`);
  },
});
