import { expect, test } from 'vitest';
import { distribute } from '../../../lib/index.js';

test('without it this process trains alone', async () => {
  expect(distribute.info()).toEqual({ processes: 1, members: [] });
  expect(await distribute({ processes: 1 })).toEqual({ processes: 1, members: [] });
});

test.each([
  [{ processes: 0 }, 'distribute: processes must be a whole number of at least 1. Received: 0.'],
  [{ processes: 1.5 }, 'Received: 1.5.'],
  [{}, 'distribute: processes must be a whole number of at least 1. Received: undefined.'],
  [{ processes: 2, seconds: 0 }, 'distribute: seconds must be a number above 0. Received: 0.'],
  [{ processes: 2, nodes: 2 }, 'option of distribute'],
  [{ addresses: ['10.0.0.1:4000'] }, 'processes on other machines are not started from a notebook'],
])('%j is an error', async (options, message) => {
  await expect(distribute(options as never)).rejects.toThrow(message);
});
