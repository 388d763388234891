// Shift-Tab, with `|` for the cursor.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Notebook } from './notebook.js';

const notebook = new Notebook();
afterAll(() => notebook.close());
beforeAll(async () => {
  await notebook.run(
    '/**\n * Doubles a number.\n * @param x the number\n */\nfunction double(x: number): number {\n  return x * 2;\n}\n/** How fast. */\nconst rate = 0.5;',
  );
});

function inspect(text: string, detailLevel: 0 | 1 = 0) {
  const cursor = [...text].indexOf('|');
  return notebook.language.inspect(text.replace('|', ''), cursor, detailLevel);
}

const markdown = (text: string, detailLevel?: 0 | 1) => inspect(text, detailLevel).data['text/markdown'];

describe('inspect', () => {
  it("shows the person's own functions and variables", () => {
    expect(markdown('dou|ble(1)')).toBe(
      '```typescript\nfunction double(x: number): number\n```\n\nDoubles a number.\n\n- `x` the number',
    );
    expect(markdown('rate|')).toBe('```typescript\nconst rate: 0.5\n```\n\nHow fast.');
  });

  it('shows the library', () => {
    const text = markdown('seq|uential()');
    expect(text).toMatch(/^```typescript\nfunction sequential\(name\?: string\): SequentialModel\n```/);
    expect(text).toContain('Makes a model of layers');
    expect(text).toContain('- `name` how the model is called');
    expect(text).toContain("**Example**\n\n```typescript\nconst model = sequential('first');\n```");
    expect(markdown("sequential().compile({ lo|ss: 'meanSquaredError' })")).toContain(
      'How far the predictions',
    );
    expect(markdown('plot.his|tory')).toBe(
      '```typescript\nfunction history(history: History): void\n```\n\nDraws a curve for each loss and metric.',
    );
    expect(markdown('plot.draw|')).toMatch(/^```typescript\nfunction draw\(\): void\n```/);
  });

  it('shows TensorFlow.js', () => {
    expect(markdown('tf.layers.den|se({ units: 1 })')).toContain('Creates a dense (fully connected) layer.');
    expect(markdown('tf.zeros([1]).resh|ape([1])')).toContain('reshape');
  });

  it('shows the standard library and Node', () => {
    expect(markdown('[1].ma|p(String)')).toContain('Calls a defined callback function on each element');
    expect(markdown('process.c|wd()')).toContain('returns the current working directory');
    expect(markdown('import { readFileSync } from "fs"; readFile|Sync("x")')).toContain(
      'Returns the contents of the `path`',
    );
  });

  it('shows the function whose parentheses are open', () => {
    for (const text of ['double(|', 'double(|)', 'double( 1 + |', 'new Map([ |', 'double(double( |))']) {
      expect(inspect(text).found, text).toBe(true);
    }
    expect(markdown('double(|')).toContain('Doubles a number.');
  });

  it('adds how it is written at the higher level', () => {
    expect(markdown('dou|ble(1)')).not.toContain('return x * 2');
    expect(markdown('dou|ble(1)', 1)).toContain('return x * 2;');
    expect(markdown('let l: Lo|ss', 1)).toContain("'categoricalCrossentropy' | 'meanSquaredError'");
  });

  it('gives plain text too', () => {
    expect(inspect('dou|ble(1)').data['text/plain']).toBe(
      'function double(x: number): number\n\nDoubles a number.\n\n@param x the number',
    );
  });

  it('counts code points', () => {
    expect(markdown('"😀😀"; ra|te')).toContain('How fast.');
  });

  it('finds nothing where nothing is', () => {
    expect(inspect('|')).toEqual({ found: false, data: {}, metadata: {} });
    expect(inspect('1 + |1')).toEqual({ found: false, data: {}, metadata: {} });
    for (const text of ['nothing|Here', 'double(1) |', '"te|xt"'])
      expect(inspect(text).found, text).toBe(false);
  });
});
