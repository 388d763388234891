// Typical mistakes of learners, and what they are told.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Notebook } from './notebook.js';

const notebook = new Notebook();
afterAll(() => notebook.close());
beforeAll(() =>
  notebook.declare('const model = sequential(); const x = tf.ones([2, 2]); const y = tf.ones([2, 1]);'),
);

const told = (source: string) => notebook.errors(source).map(({ message }) => message);

describe('a learner is told', () => {
  it.each([
    [
      'which options there are',
      "model.compile({ loss: 'meanSquaredError', optimiser: 'adam' })",
      "Did you mean to write 'optimizer'?\nThe options are: loss, optimizer.",
    ],
    [
      'so where no name is near',
      "model.compile({ loss: 'meanSquaredError', rate: 1 })",
      "'rate' does not exist in type 'CompileOptions'.\nThe options are: loss, optimizer.",
    ],
    [
      'which option is missing',
      'model.compile({})',
      "Property 'loss' is missing in type '{}' but required in type 'CompileOptions'.",
    ],
    [
      'which strings are known',
      "model.compile({ loss: 'mean' })",
      `Known here: 'categoricalCrossentropy', 'meanSquaredError'.`,
    ],
    [
      'which string was meant',
      "model.compile({ loss: 'meanSquareError' })",
      `Did you mean '"meanSquaredError"'?`,
    ],
    [
      'what an option takes',
      "await model.fit(x, y, { epochs: '3' })",
      "Type 'string' is not assignable to type 'number'.\nThe option `epochs` takes: number.",
    ],
    ['of a missing await', 'const h = model.fit(x, y); h.history', '`history` is there once you `await` it.'],
    ['of a missing await in an argument', 'plot.history(model.fit(x, y))', "Did you forget to use 'await'?"],
    ['where a name is', 'history(await model.fit(x, y))', 'Did you mean `plot.history`?'],
    [
      'how a group calls it',
      'plot.histroy(1)',
      "Property 'histroy' does not exist on 'plot'. Did you mean 'history'?",
    ],
    ['what there is in a group', 'plot.surface()', 'There is: history, draw.'],
    ['how to calculate with tensors', 'x * 2', 'Tensors are calculated with functions: `x.mul(2)`.'],
    ['so with the number first', '1 - x', 'Tensors are calculated with functions: `tf.sub(1, x)`.'],
    ['how to pick from a tensor', 'x[0]', 'Its part 0: `x.gather(0)`; as plain numbers: `x.arraySync()[0]`.'],
    ['how to pick what is yet to come', 'x.data()[1]', 'Await it first: `(await x.data())[1]`.'],
    [
      "how Keras' arguments are named here",
      "layers.dense(3, { activation: 'tanh' })",
      "Options go by name: `layers.dense({ units: 3, activation: 'tanh' })`.",
    ],
    ['that makers need no new', 'new sequential()', '`sequential` is a function: call it without `new`.'],
    ['how to get a package', "import x from 'left-pad-x'", "To get it: `await install('left-pad-x')`."],
    ['what Python words are here', 'print(x)', '`print` is Python. In TypeScript: console.log(value).'],
  ])('%s', (_, source, words) => {
    expect(told(source)).toHaveLength(1);
    expect(told(source)[0]).toContain(words);
  });

  it('of the syntax first, and only of that', async () => {
    expect((await notebook.told('def f(x):\n  return x'))[0]?.message).toBe(
      'Unexpected keyword or identifier.\n`def` is Python. In TypeScript: `function f(x) { … }`.\n\n' +
        'This cell is Python. In TypeScript:\n\nfunction f(x: any) {\n  return x;\n}',
    );
    expect(told('if x > 3 { }')).toEqual(["'(' expected.", "')' expected."]);
  });

  it('nothing where nothing is wrong', () => {
    expect(
      told("model.compile({ loss: 'meanSquaredError' }); plot.history(await model.fit(x.add(1), y))"),
    ).toEqual([]);
  });

  it('where an array should stand, nothing of its methods', () => {
    expect(told('const numbers: number[] = { first: 1 }')[0]).not.toContain('pop');
  });

  it("that a name of the library is a variable now, and how to get the library's back", () => {
    const other = new Notebook();
    other.declare('const sequential = 3; const plot = { a: 1 };');
    const words = (name: string) =>
      `\`${name}\` is a variable of an earlier cell here. The library's own comes back by \`import { ${name} } from 'tensorcell'\`.`;
    expect(other.errors('sequential()')[0]?.message).toContain(words('sequential'));
    expect(other.errors('plot.history(1)')[0]?.message).toContain(words('plot'));
    expect(other.errors('plot.b')[0]?.message).not.toContain('library');
    expect(other.errors('const console = 3; console.log(1)')[0]?.message).not.toContain('library');
    expect(other.errors('const b = { a: 1 }; b.c')[0]?.message).not.toContain('library');
    other.declare("import { plot } from 'tensorcell'");
    expect(other.errors('plot.draw()')).toEqual([]);
    other.close();
  });
});
