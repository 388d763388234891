// Layers that normalize give what real Keras gives.
import { test } from 'vitest';
import '../../lib/layers/layers.js';

import { check, readCases } from './layer-cases.js';

test.each(readCases('normalization'))('%s', (_, one) => check(one));
