// Which names stand for which optimizer.
import { unknownName } from '../core/names.js';
import {
  adadelta,
  adafactor,
  adagrad,
  adam,
  adamax,
  adamW,
  ftrl,
  lamb,
  lion,
  muon,
  nadam,
  rmsprop,
  scheduleFreeAdamW,
  sgd,
} from './makers.js';
import type { Optimizer } from './optimizer.js';

const byName = {
  adadelta,
  adafactor,
  adagrad,
  adam,
  adamax,
  adamw: adamW,
  ftrl,
  lamb,
  lion,
  muon,
  nadam,
  rmsprop,
  schedulefreeadamw: scheduleFreeAdamW,
  sgd,
} satisfies Record<string, () => Optimizer>;

/** All that make an optimizer, by name. */
export const optimizerMakers: Readonly<Record<string, unknown>> = byName;

/** An optimizer's name, as `compile` takes it. */
export type OptimizerName = keyof typeof byName | 'adamW' | 'rmsProp';

/** The optimizer of a name, with Keras' defaults; upper and lower case are one, as in Keras. */
export function optimizerByName(name: string): Optimizer {
  const make = byName[name.toLowerCase() as keyof typeof byName];
  if (!make) throw unknownName('optimizer', name, Object.keys(byName));
  return make();
}
