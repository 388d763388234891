// Marks of stale cells: each cell of a lesson is edited in turn. What must be marked was written down by hand; the
// other lessons are held to a record of their run (`lessons.full.test.ts`).
import { describe, expect, it } from 'vitest';
import { byHand } from './stale/by-hand.js';
import { codeCells, marksOf } from './stale/marks.js';

describe('the cells that an edit makes stale', () => {
  it.each(Object.keys(byHand))('are those of the list made by hand: %s', (lesson) => {
    expect(marksOf(codeCells(lesson))).toEqual(byHand[lesson]);
  });
});
