import { expect, test } from 'vitest';
import { toPythonJson } from '../../lib/saving/keras3/python-json.js';

test('fractions get their point, whole numbers stay whole, texts stay texts', () => {
  const config = {
    units: 2,
    momentum: 0,
    learning_rate: 1,
    rate: 0.5,
    name: 'momentum',
    l2: null,
    alpha: -1,
  };
  expect(toPythonJson({ config })).toBe(
    '{"config":{"units":2,"momentum":0.0,"learning_rate":1.0,"rate":0.5,"name":"momentum","l2":null,"alpha":-1.0}}',
  );
});
