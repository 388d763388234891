import { beforeAll } from 'vitest';
import { tf } from '../../lib/tf.js';
import { testOwnModels } from './own-models-cases.js';

beforeAll(() => tf.setBackend('cpu'));
testOwnModels();
