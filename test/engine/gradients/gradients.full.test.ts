// First and second derivatives on TensorFlow, op by op and compiled, held against TensorFlow's own.
import { beforeAll, describe, expect, test } from 'vitest';
import { registerEngine } from '../../../lib/engine/engine.js';
import { compile } from '../../../lib/engine/tracing/compile.js';
import { tf } from '../../../lib/tf.js';
import { installOnTfjs } from '../../../lib/tfjs/install.js';
import { expectDerivatives, names } from './functions.js';

beforeAll(async () => {
  installOnTfjs();
  await registerEngine();
  await tf.ready();
});

describe.each(names)('%s', (name) => {
  test('op by op', () => {
    expectDerivatives(name);
  });

  test('compiled', () => {
    expectDerivatives(name, (fn) => {
      const compiled = compile(fn);
      return (x) => {
        compiled(x);
        const values = compiled(x);
        expect(compiled.reason).toBeUndefined();
        compiled.dispose();
        return values;
      };
    });
  });
});
