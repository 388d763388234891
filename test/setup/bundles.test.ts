import { expect, test } from 'vitest';
import { giveNamesBack } from '../../scripts/bundles/names.mjs';

/** What a program sees of a bundle that a bundler made of modules with equal names. */
async function namesIn(code: string): Promise<Record<string, string>> {
  const whole = giveNamesBack(code)?.code ?? code;
  const url = `data:text/javascript,${encodeURIComponent(whole)}`;
  const { all } = (await import(/* @vite-ignore */ url)) as { all: Record<string, { name: string }> };
  return Object.fromEntries(Object.entries(all).map(([key, { name }]) => [key, name]));
}

test('functions and classes that a bundle renamed say their own names', async () => {
  const code = [
    'class Dense {}',
    'class Dense$1 extends Dense { static make() { return new Dense$1(); } }',
    'function add() {}',
    'async function add$2() {}',
    'function* add$3() {}',
    'const add$a = () => {};',
    'let later$1;',
    'later$1 = class {};',
    'export const all = { Dense, Dense$1, add, add$2, add$3, add$a, later$1, made: Dense$1.make().constructor };',
  ].join('\n');
  expect(await namesIn(code)).toEqual({
    Dense: 'Dense',
    Dense$1: 'Dense',
    add: 'add',
    add$2: 'add',
    add$3: 'add',
    add$a: 'add',
    later$1: 'later',
    made: 'Dense',
  });
});

test('a constant with what is named elsewhere leaves it its name', async () => {
  const code =
    'function own() {}\nconst other$1 = own;\nconst number$1 = 3;\nexport const all = { other$1 };';
  expect(await namesIn(code)).toEqual({ other$1: 'own' });
});

test('a bundle without such names stays as it is', () => {
  expect(giveNamesBack('function add() {}\n')).toBeNull();
});
