// What a program puts on its classes from outside: `Window.split = split`, `Window.train = train` of a property. It is found
// before anything is translated, since the function that comes to a class is written before it does, and the class that gets
// it before both.
import type { Body, Expression, Statement, StatementOf } from '../python/syntax.js';

type Part = 'method' | 'getter' | 'setter';

/** A function that a class gets as a method, or as a part of a property. */
export interface Attached {
  readonly node: StatementOf<'function'>;
  readonly part: Part;
  readonly className: string;
  /** Its name there. */
  readonly name: string;
}

/** What a name holds so far: a function, or those of a property. */
type Held = readonly { readonly node: StatementOf<'function'>; readonly part: Part }[];

/** What comes to classes, in the order of the program. */
export function attachedIn(cells: readonly Body[]): Attached[] {
  const found: Attached[] = [];
  const classes = new Set<string>();
  const held = new Map<string, Held>();
  for (const one of cells.flatMap(({ statements }) => statements)) {
    if (one.type === 'class') classes.add(one.name);
    if (one.type === 'function') held.set(one.name, heldBy(one, held));
    if (one.type !== 'assign' || !one.value) continue;
    const value = heldIn(one.value, held);
    for (const target of one.targets) {
      const owner = ownerOf(target, classes);
      if (target.type === 'name') held.set(target.name, value);
      if (!owner) continue;
      found.push(...value.map((held) => ({ ...held, ...owner })));
    }
  }
  return found;
}

/** `Window.split`, of a class that the program has written above. */
export function ownerOf(
  target: Expression,
  classes: { has(name: string): boolean },
): Pick<Attached, 'className' | 'name'> | undefined {
  if (target.type !== 'attribute' || target.object.type !== 'name') return undefined;
  return classes.has(target.object.name) ? { className: target.object.name, name: target.name } : undefined;
}

function heldBy(node: StatementOf<'function'>, held: ReadonlyMap<string, Held>): Held {
  if (node.parameters.length === 0) return [];
  if (isProperty(node)) return [{ node, part: 'getter' }];
  const changed = setterOf(node);
  if (changed !== undefined) return [...(held.get(changed) ?? []), { node, part: 'setter' }];
  return [{ node, part: 'method' }];
}

/** A function by its name, or `property(getter, setter)` of some. */
function heldIn(value: Expression, held: ReadonlyMap<string, Held>): Held {
  if (value.type === 'name') return held.get(value.name) ?? [];
  const parts = propertyParts(value);
  return parts.flatMap((one, i) => {
    const [first, ...others] = heldIn(one, held);
    const part = i === 0 ? 'getter' : 'setter';
    return first?.part === 'method' && others.length === 0 ? [{ node: first.node, part } as const] : [];
  });
}

/** What `property(getter, setter)` is given. */
export function propertyParts(value: Expression): readonly Expression[] {
  if (value.type !== 'call' || value.callee.type !== 'name' || value.callee.name !== 'property') return [];
  if (value.args.some(({ name }) => name !== undefined) || value.args.length > 2) return [];
  return value.args.map((one) => one.value);
}

export const isProperty = ({ decorators }: StatementOf<'function'>): boolean =>
  decorators.length === 1 && decorators[0]!.type === 'name' && decorators[0].name === 'property';

/** `@train.setter`: the name of the property. */
export function setterOf({ decorators }: StatementOf<'function'>): string | undefined {
  const [only, ...others] = decorators;
  const isSetter = only?.type === 'attribute' && only.name === 'setter' && others.length === 0;
  return isSetter && only.object.type === 'name' ? only.object.name : undefined;
}

/** Whether a body gives a value in the end, whatever it does before. */
export function endsWithValue({ statements }: Body): boolean {
  const last: Statement | undefined = statements.at(-1);
  return last?.type === 'return' && last.value !== undefined;
}
