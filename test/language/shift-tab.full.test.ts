// Shift-Tab over all names: every function of `tf` and of the library says what it does, and a layer's shows each of its
// options, with what it is and its default. The types are those that `npm run build` made.
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Language } from '../../kernel/contract/language.js';
import { createLanguage } from '../../kernel/language/language.js';
import { preloadedTypes } from '../../kernel/language/preload.js';
import * as library from '../../lib/index.js';

const types = preloadedTypes(new URL('../../dist/types', import.meta.url).pathname);
let language: Language;
beforeAll(() => {
  language = createLanguage({ cwd: tmpdir(), preload: types });
});
afterAll(() => language.close());

function shown(call: string): string {
  return String(language.inspect(`${call}(`, call.length + 1, 0).data['text/markdown'] ?? '');
}

function atName(name: string): string {
  return String(language.inspect(name, name.length, 0).data['text/markdown'] ?? '');
}

/** What stands below the signature. */
const documentation = (text: string): string => text.replace(/^```typescript[\s\S]*?```\s*/, '').trim();

const functionsOf = (namespace: object): string[] =>
  Object.entries(namespace)
    .filter(([name, value]) => typeof value === 'function' && /^[a-z]/.test(name))
    .map(([name]) => name);

/** Workings of TensorFlow.js that Tab offers last, if at all. */
const inner =
  /^_|^(op$|env$|engine$|getKernel|getGradient|(un)?register|copyRegistered|enable|disable|setPlatform|sumOutType|upcastType|findBackend|removeBackend|deprecationWarn|forceHalfFloat|setWebGLContext)/;

const { layers, losses, metrics, optimizers, callbacks, initializers, datasets, plot } = library;
const spaces = { layers, losses, metrics, optimizers, callbacks, initializers, datasets, plot };

describe('Shift-Tab', () => {
  it('says what every function of tf does', () => {
    const names = functionsOf(library.tf).filter((name) => !inner.test(name));
    expect(names.length).toBeGreaterThan(200);
    const silent = names.filter((name) => documentation(atName(`tf.${name}`)).length < 12);
    expect(silent).toEqual([]);
  });

  it.each(Object.entries(spaces))('says what every function of %s does', (space, namespace) => {
    const names = functionsOf(namespace);
    expect(names.length).toBeGreaterThan(3);
    const silent = names.filter((name) => documentation(shown(`${space}.${name}`)).length < 12);
    expect(silent).toEqual([]);
  });

  it("spells each layer's options out: what it is, and its default where it may be left out", () => {
    const told = functionsOf(layers).flatMap((name) => {
      const options = [...shown(`layers.${name}`).matchAll(/^- `(\w+)(\??): [^`]*` ?(.*)$/gm)];
      return options.map(([, option, mayBeLeftOut, text]) => ({
        place: `${name} ${option}`,
        mayBeLeftOut,
        text,
      }));
    });
    expect(told.length).toBeGreaterThan(1000);
    expect(told.filter(({ text }) => !text).map(({ place }) => place)).toEqual([]);
    const withoutDefault = told.filter(({ mayBeLeftOut, text }) => mayBeLeftOut && !/default/i.test(text!));
    expect(withoutDefault.map(({ place }) => place)).toEqual([]);
    expect(shown('layers.dense')).toMatch(/useBias\?: boolean` .*Default true/);
  });
});
