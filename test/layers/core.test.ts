// The core layers, and those with chance where there is none, give what real Keras gives.
import { test } from 'vitest';
import '../../lib/layers/layers.js';
import { check, readCases } from './layer-cases.js';

test.each(readCases('core'))('%s', (_, one) => check(one));
