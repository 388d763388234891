// Makes an optimizer from options that make sense.
import { checkOptions, received } from '../core/messages.js';
import { toCamelCase } from '../core/names.js';
import type { Optimizer, OptimizerOptions } from './optimizer.js';

/** Below 0. */
const powers = ['learningRatePower', 'beta2Decay', 'muonA', 'muonB', 'muonC'];
/** Shares: from 0 up to 1. */
const shares = ['momentum', 'beta1', 'beta2', 'adamBeta1', 'adamBeta2', 'rho', 'emaMomentum'];
/** Whole numbers, and the least of each. */
const counts: Readonly<Record<string, number>> = {
  emaOverwriteFrequency: 1,
  gradientAccumulationSteps: 2,
  nsSteps: 1,
  warmupSteps: 0,
};

export function make<O extends OptimizerOptions, T extends Optimizer>(
  name: string,
  Class: new (options: O) => T,
  given: O | number,
): T {
  // A learning rate alone stands for all options.
  const options = typeof given === 'number' ? ({ learningRate: given } as O) : given;
  checkValues(name, options);
  const made = new Class(options);
  const known = Object.keys(made.getConfig()).map(toCamelCase);
  checkOptions(name, options, known);
  return made;
}

function checkValues(name: string, options: object): void {
  if (typeof options !== 'object' || options === null) {
    throw new Error(
      `${name}: expected an object of options, such as { learningRate: 0.01 }. Received: ${received(options)}.`,
    );
  }
  for (const [key, value] of Object.entries(options)) {
    if (value === undefined || typeof value === 'boolean' || powers.includes(key)) continue;
    if (key === 'rmsRate' && value === null) continue;
    if (key === 'excludeLayers' && Array.isArray(value)) continue;
    if (key === 'learningRate' && isSchedule(value)) continue;
    if (key in counts) {
      checkCount(`${name}: ${key}`, value, counts[key]!);
      continue;
    }
    if (typeof value === 'number' && value >= 0 && value < (shares.includes(key) ? 1 : Infinity)) continue;
    const range = shares.includes(key) ? 'a number from 0 up to 1' : 'a number from 0';
    const expected = key === 'learningRate' ? `${range}, or a schedule` : range;
    throw new Error(`${name}: ${key} must be ${expected}. Received: ${received(value)}.`);
  }
}

function checkCount(what: string, value: unknown, least: number): void {
  if (Number.isInteger(value) && (value as number) >= least) return;
  throw new Error(`${what} must be a whole number of at least ${least}. Received: ${received(value)}.`);
}

const isSchedule = (value: unknown): boolean => typeof value === 'object' && value !== null && 'at' in value;
