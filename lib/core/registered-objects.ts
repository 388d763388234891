// Classes and functions that files call by a name: those that a user made known.

/** A class or a function that files call by a name. */
export type CustomObject = (abstract new (...args: never[]) => unknown) | ((...args: never[]) => unknown);

const byName = new Map<string, CustomObject>();
const names = new WeakMap<object, string>();

/** Lets files find a class or a function by a name. */
export function registerObject(name: string, known: CustomObject): void {
  byName.set(name, known);
  names.set(known, name);
}

/** Forgets what was known by a name. */
export function forgetObject(name: string): void {
  const known = byName.get(name);
  if (known && names.get(known) === name) names.delete(known);
  byName.delete(name);
}

/** The name that a class or a function goes by in files; undefined where it has none. */
export const registeredName = (known: object): string | undefined => names.get(known);

/** What is known by a name, with the package or without. */
export function registeredObject(name: string): CustomObject | undefined {
  const found = byName.get(name);
  if (found || name.includes('>')) return found;
  return [...byName].find(([whole]) => whole.endsWith(`>${name}`))?.[1];
}

/** Everything that is known, by name. */
export const registeredObjects = (): Record<string, CustomObject> => Object.fromEntries(byName);

/** The function of a name. @param where for messages */
export function registeredFunction(name: string, where: string): (...args: never[]) => unknown {
  const found = registeredObject(name);
  if (found) return found as (...args: never[]) => unknown;
  throw new Error(
    `${where}: no function is known by the name '${name}'. Make it known first: saving.registerKerasSerializable()(yourFunction).`,
  );
}
