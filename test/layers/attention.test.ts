// Layers of attention give what real Keras gives.
import { test } from 'vitest';
import '../../lib/layers/layers.js';
import { check, readCases } from './layer-cases.js';

test.each(readCases('attention'))('%s', (_, one) => check(one));
