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
  [{ addresses: ['10.0.0.1:4000'] }, 'expect the token that `tensorcell train --listen` shows'],
  [{ addresses: ['10.0.0.1:4000'], token: 'short' }, 'Received: a shorter one, or no text.'],
  [{ addresses: ['10.0.0.1:4000'], processes: 2 }, 'Received: both.'],
  [{ addresses: [] }, "addresses must be different ones like ['10.0.0.2:4000'"],
  [{ addresses: ['a:1', 'a:1'] }, 'addresses must be different ones'],
  [{ addresses: ['10.0.0.1'] }, 'addresses must be different ones'],
  [{ processes: 2, token: 'a token of the tests' }, 'a token is for addresses'],
])('%j is an error', async (options, message) => {
  await expect(distribute(options as never)).rejects.toThrow(message);
});
