// An object of a class that a user made known, from its configuration.
import { constructByName } from './construct-by-name.js';
import { unknownName } from './names.js';
import { registeredObject } from './registered-objects.js';

/** @param what it is, for messages @param known the names that the library has itself */
export function registeredByName<T>(
  what: string,
  className: string,
  config: Record<string, unknown>,
  known: readonly string[],
): T {
  const own = registeredObject(className);
  if (!own) throw unknownName(what, className, known);
  return constructByName(own as new () => T, config);
}
