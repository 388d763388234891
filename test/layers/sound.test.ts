// The layers of sound, and the embedding that goes both ways, give what real Keras gives.
import { test } from 'vitest';
import '../../lib/layers/layers.js';
import { check, readCases } from './layer-cases.js';

test.each(readCases('sound'))('%s', (_, one) => check(one));
