// Which trainer carries out the steps.
import { eagerTrainer } from './eager-trainer.js';
import type { Outlook, Trainer } from './trainer.js';

let preferred: Trainer | undefined;

/** Called by the compiled trainer when it is loaded. */
export function registerTrainer(trainer: Trainer): void {
  preferred = trainer;
}

/** The trainer for a run: compiled where there is one, unless the caller asked for `eager`. */
export function chooseTrainer(eager = false): Trainer {
  return eager || preferred === undefined ? eagerTrainer : preferred;
}

/** The same, which goes by what the whole run will ask for. */
export function trainerFor(outlook: Outlook, eager?: boolean): Trainer {
  const trainer = chooseTrainer(eager);
  return { ...trainer, steps: (request) => trainer.steps({ ...request, outlook }) };
}
