import { describe, expect, it } from 'vitest';
import { parsePs, parseStat } from '../../kernel/session/child-processes.js';

describe('parseStat', () => {
  it('reads parent and age past a program name that holds anything', () => {
    const fields = ['S', '77', ...Array.from({ length: 17 }, () => '0'), '5000', '0'];
    expect(parseStat(9, `9 (a) b (c)) ${fields.join(' ')}`, 60)).toEqual({ pid: 9, parent: 77, age: 10 });
  });
});

describe('parsePs', () => {
  it('reads elapsed times of every length', () => {
    expect(parsePs('  5   1    00:07\n 6 5 01:00:00\n 7 5 2-00:00:01\n')).toEqual([
      { pid: 5, parent: 1, age: 7 },
      { pid: 6, parent: 5, age: 3600 },
      { pid: 7, parent: 5, age: 172_801 },
    ]);
  });
});
