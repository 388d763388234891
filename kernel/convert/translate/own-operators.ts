// Operators on objects of the program's own classes: the methods that Python calls for them.
import { type Code, call, code, levels, object, within } from './code.js';
import { type Context, Untranslated } from './context.js';
import { boolean } from './kinds.js';

const methods: Readonly<Record<string, string>> = {
  '+': '__add__',
  '-': '__sub__',
  '*': '__mul__',
  '/': '__truediv__',
  '//': '__floordiv__',
  '%': '__mod__',
  '**': '__pow__',
  '@': '__matmul__',
  '==': '__eq__',
  '<': '__lt__',
  '<=': '__le__',
  '>': '__gt__',
  '>=': '__ge__',
};

/** `a + b` of an object whose class says what that is: `a.add(b)`. */
export function onOwn(operator: string, left: Code, right: Code, context: Context): Code | undefined {
  if (operator === '!=') {
    const same = onOwn('==', left, right, context);
    return same && code(['!', within(same, levels.unary)], boolean, levels.unary);
  }
  const method = methods[operator];
  return method === undefined ? undefined : calledOn(left, method, [right], context);
}

/** A method that Python calls by itself, of an object whose class has it. */
export function calledOn(
  on: Code,
  method: string,
  args: readonly Code[],
  context: Context,
): Code | undefined {
  const facts = on.kind.name === 'own' ? context.facts.methodOf(on.kind.className, method) : undefined;
  if (!facts) return undefined;
  if (facts.isAsync) throw new Untranslated(`\`${method}\` that has to wait: write a method for it`);
  facts.parameters.forEach(({ name }, i) => {
    if (args[i]) context.facts.learn(facts.kinds, name, args[i].kind);
  });
  const docs = args.map((one) => within(one, levels.assign));
  return code([object(on), call(`.${context.facts.member(method)}`, docs)], facts.gives);
}
