import { describe, expect, it } from 'vitest';
import { pythonPrefix } from '../../kernel/installation/python-prefix.js';

describe('the Python environment of a wheel', () => {
  it.each([
    ['/opt/jupyter/lib/python3.12/site-packages/tensorcell/javascript/', '/opt/jupyter'],
    ['/home/가 나/lib/env/lib64/python3.11/site-packages/tensorcell/javascript/', '/home/가 나/lib/env'],
    ['/usr/local/lib/python3.11/dist-packages/tensorcell/javascript/', '/usr/local'],
    ['C:\\Users\\a b\\env\\Lib\\site-packages\\tensorcell\\javascript\\', 'C:\\Users\\a b\\env'],
  ])('of %s is %s', (folder, prefix) => {
    expect(pythonPrefix(folder)).toBe(prefix);
  });

  it.each([
    '/home/a/tensorcell/',
    '/home/a/project/node_modules/tensorcell/',
    '/a/lib/site-packages-of-mine/',
  ])('of %s is none', (folder) => {
    expect(pythonPrefix(folder)).toBeUndefined();
  });
});
