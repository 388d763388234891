import { describe, expect, it } from 'vitest';
import { contentsPath } from '../../labextension/src/commands/contents-path.js';

describe('a file as Jupyter names it', () => {
  it.each([
    ['/srv/course/lib/net.ts', '/srv/course', 'lib/net.ts'],
    ['/srv/course/net.ts', '/srv/course/', 'net.ts'],
    ['/home/ada/course/net.ts', '~/course', 'net.ts'],
    ['/Users/ada/net.ts', '~', 'net.ts'],
    ['/root/course/net.ts', '~/course', 'net.ts'],
    ['/C:/Users/ada/course/net.ts', '~/course', 'net.ts'],
    ['/srv/course-two/net.ts', '/srv/course', undefined],
    ['/opt/net.ts', '~/course', undefined],
    ['/home/ada/other/net.ts', '~/course', undefined],
  ])('%s below %s is %s', (file, root, path) => {
    expect(contentsPath(file, root)).toBe(path);
  });
});
