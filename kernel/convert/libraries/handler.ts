// What a table of a library's names holds: how a call becomes a call here.
import type { Expression } from '../python/syntax.js';
import type { Given } from '../translate/arguments.js';
import { argument, byName } from '../translate/arguments.js';
import { type Code, call, code } from '../translate/code.js';
import { type Context, Untranslated } from '../translate/context.js';
import { type Kind, unknown } from '../translate/kinds.js';

/** @returns undefined where the arguments are others than it knows */
export type Handler = (given: Given, context: Context) => Code | undefined;

/** A method of a value of a known kind. */
export type Method = (object: Code, given: Given, context: Context) => Code | undefined;

export type Handlers = Readonly<Record<string, Handler>>;
export type Methods = Readonly<Record<string, Method>>;

/** An argument, translated; refused by its name where it is missing. */
export function required(given: Given, place: number, name: string, context: Context): Code {
  const found = optional(given, place, name, context);
  if (!found) throw new Untranslated(`\`${name}\` is missing`);
  return found;
}

export function optional(given: Given, place: number, name: string, context: Context): Code | undefined {
  const found = argument(given, place, name);
  return found && context.expression(found);
}

/** Refuses arguments by name that a handler does not look at. */
export function only(given: Given, ...names: string[]): void {
  const other = [...given.named.keys()].find((name) => !names.includes(name));
  if (other !== undefined) throw new Untranslated(`\`${other}\` is not among what it takes here`);
}

/** All arguments by their names, which are all that it takes; `name`, which means nothing, is left out. */
export function taken(given: Given, ...parameters: string[]): Map<string, Expression> {
  only(given, 'name', ...parameters);
  const values = byName(given, parameters);
  values.delete('name');
  return values;
}

/** A method that is called without arguments. */
export const alone =
  (make: (value: Code, context: Context) => Code): Method =>
  (value, given, context) =>
    given.plain.length + given.named.size > 0 ? undefined : make(value, context);

/** A call of a function with the arguments as they stand. */
export const plainly =
  (name: string, kind: Kind = unknown): Handler =>
  (given, context) => {
    only(given);
    return code(
      call(
        name,
        given.plain.map((one) => context.expression(one).doc),
      ),
      kind,
    );
  };

/** Not here, and why. */
export const refused = (reason: string) => (): never => {
  throw new Untranslated(reason);
};

/** A literal text of the program. */
export const textOf = (node: Expression | undefined): string | undefined =>
  node?.type === 'text' ? node.value : undefined;
