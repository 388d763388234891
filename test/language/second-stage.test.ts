// A module without `import` and `export` is written as CommonJS without the compiler, and as the compiler would.
import { describe, expect, it } from 'vitest';
import { transpile, withoutModuleWords } from '../../kernel/language/second-stage.js';
import { unmarked } from '../../kernel/language/transforms/unmarked.js';

const compiled = (code: string) => transpile(code, { after: [unmarked] }).code.trimEnd();

describe('code without module words', () => {
  it.each([
    'exports.a = 1;\nexport {};\n',
    "'abc';\nfor (const x of [1]) {\n    x;\n}\nexport {};\n",
    '// word\nclass A {\n    #x = `\n1`;\n}\nexport {};\n',
    'export {};\n',
  ])('%j is what the compiler makes of it', (code) => {
    expect(withoutModuleWords(code, '')?.code.trimEnd()).toBe(compiled(code));
  });

  it('keeps its map, one line later', () => {
    expect(withoutModuleWords('a;\nexport {};\n', 'AAAA')?.mappings).toBe(';AAAA');
  });
});

it.each([
  "import a from 'a';\na;\nexport {};\n",
  'const a = 1;\nexport { a };\n',
  "/* c */ import 'a';\nexport {};\n",
  "const text = 'import';\nexport {};\n",
  'const a = 1;\n',
])('%j is left to the compiler', (code) => {
  expect(withoutModuleWords(code, '')).toBeUndefined();
});
