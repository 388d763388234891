import { beforeAll, describe } from 'vitest';
import { registerEngine } from '../../lib/engine/engine.js';
import { tf } from '../../lib/tf.js';
import { compiledTrainer } from '../../lib/training/compiled/compiled-trainer.js';
import { registerTrainer } from '../../lib/training/steps/choose-trainer.js';
import { eagerTrainer } from '../../lib/training/steps/eager-trainer.js';
import { testTrainings } from './trainings.js';

beforeAll(async () => {
  await registerEngine();
  await tf.ready();
});

describe.each([
  ['op by op', eagerTrainer],
  ['compiled', compiledTrainer],
])('%s', (_, trainer) => {
  beforeAll(() => registerTrainer(trainer));
  testTrainings();
});
