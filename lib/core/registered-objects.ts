// Functions that files call by a name: those that a user made known.
const byName = new Map<string, (...args: never[]) => unknown>();
const names = new WeakMap<object, string>();

/** Lets files find a function by a name. */
export function registerFunction(name: string, known: (...args: never[]) => unknown): void {
  byName.set(name, known);
  names.set(known, name);
}

/** Forgets a function. */
export function forgetFunction(name: string): void {
  byName.delete(name);
}

/** The name that a function goes by in files; undefined where it has none. */
export const functionName = (known: object): string | undefined => names.get(known);

/** The function of a name. @param where for messages */
export function registeredFunction(name: string, where: string): (...args: never[]) => unknown {
  const found = byName.get(name);
  if (found) return found;
  throw new Error(
    `${where}: no function is known by the name '${name}'. Make it known first: saving.registerKerasSerializable()(yourFunction).`,
  );
}
