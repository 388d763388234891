// Fields of a checkpoint's path: what Python's `str.format` makes of them.
import { expect, test } from 'vitest';
import { fillTemplate } from '../../lib/callbacks/path-template.js';

test.each([
  ['02d', 3, '03'],
  ['.2f', 0.126, '0.13'],
  ['6.2f', 1.5, '  1.50'],
  ['08.3f', -0.5, '-000.500'],
  ['.3g', 0.00012345, '0.000123'],
  ['.2', 0.123456789, '0.12'],
  ['', 0.25, '0.25'],
])('{value:%s} of %d is %s', (format, value, expected) => {
  expect(fillTemplate(`{value:${format}}`, { value })).toBe(expected);
});

test('a format that is none is named', () => {
  expect(() => fillTemplate('{loss:2x2}', { loss: 1 })).toThrow("Received: '2x2'");
});
