import { beforeAll } from 'vitest';
import { tf } from '../../lib/tf.js';
import { testTrainings } from './trainings.js';

beforeAll(() => tf.setBackend('cpu'));
testTrainings();
