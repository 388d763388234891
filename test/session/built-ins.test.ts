import { expect, it } from 'vitest';
import { keepBuiltIns, putBackBuiltIns } from '../../kernel/session/built-ins.js';

it('finds nothing replaced when the library is loaded behind the first cell', async () => {
  keepBuiltIns();
  await import('../../lib/index.js');
  expect(putBackBuiltIns()).toEqual([]);
});
