// Whether two engines' losses are equal, apart by rounding, or wrong.
import { expect, it } from 'vitest';
import { parting, verdict } from '../../scripts/gpu/compare.mjs';

const losses = [2.3, 2.1, 0.5];
const itself = parting([2.3, 2.10001, 0.5], losses);

it('calls equal what is within 1e-5 of 1, or of a loss above', () => {
  expect(verdict(parting([2.30002, 2.1, 0.500009], losses), itself)).toEqual({
    mark: '✓',
    text: 'equal to 1e-5 over the first 3 steps',
  });
});

it('says from which step on losses part, and holds that to rounding', () => {
  const { mark, text } = verdict(parting([2.3, 2.10003, 0.5], losses), itself);
  expect(mark).toBe('≈');
  expect(text).toMatch(
    /^not equal to 1e-5 from step 2 on, by up to 1\.4e-5 in 3 steps: rounding, since .* 4\.8e-6/,
  );
});

it('takes nothing else for rounding', () => {
  expect(verdict(parting([2.3, 2.1002, 0.5], losses), itself).mark).toBe('✗');
  expect(verdict(parting([2.3, 2.10003, 0.5], losses), parting(losses, losses)).mark).toBe('✗');
  expect(verdict(parting([2.3, Number.NaN, 0.5], losses), itself).mark).toBe('✗');
  expect(verdict(parting([2.3, 2.1, 0.5], [2.3, Number.NaN, 0.5]), itself).mark).toBe('✗');
});
