// A user's class from its configuration: Keras passes settings to a constructor by name, and so is done here, by the
// names of the constructor's parameters.

type Config = Record<string, unknown>;

/**
 * Calls the constructor: each parameter that has a setting's name gets it, and one at the end that has no such name
 * gets all the others. One parameter alone gets everything.
 */
export function constructByName<T>(made: new (...args: never[]) => T, config: Config): T {
  const names = parameterNames(made);
  if (names.length === 0 || (names.length === 1 && !(names[0]! in config))) return new made(config as never);
  const rest: Config = { ...config };
  const args = names.map((name, i) => {
    const isLast = i === names.length - 1;
    if (name in config) delete rest[name];
    else if (!isLast) throw unknownParameter(made, name, config);
    return name in config ? config[name] : rest;
  });
  return new made(...(args as never[]));
}

function unknownParameter(made: { readonly name: string }, parameter: string, config: Config): Error {
  return new Error(
    `${made.name}: its constructor takes '${parameter}', which its configuration does not have: ${Object.keys(config).join(', ')}. ` +
      `Let getConfig return { ...super.getConfig(), ${parameter}: … }, or define static fromConfig.`,
  );
}

/** Names of the constructor's parameters as the class was written; one that takes an object apart has none. */
function parameterNames(made: { toString(): string }): string[] {
  const found = /(?:^|[\s;{}])constructor\s*\(/.exec(made.toString());
  if (!found) return inherited(made);
  const list = untilClosed(made.toString().slice(found.index + found[0].length));
  return parts(list).map((part) => /^[\w$]+/.exec(part.replace(/^\.\.\./, ''))?.[0] ?? '');
}

function inherited(made: object): string[] {
  const base: unknown = Object.getPrototypeOf(made);
  return typeof base === 'function' && base !== Function.prototype ? parameterNames(base) : [];
}

/** What stands before the bracket that closes an open one. */
function untilClosed(text: string): string {
  let depth = 1;
  const end = [...text].findIndex((letter) => {
    if ('([{'.includes(letter)) depth += 1;
    if (')]}'.includes(letter)) depth -= 1;
    return depth === 0;
  });
  return text.slice(0, end);
}

/** Between the commas that stand in no brackets. */
function parts(list: string): string[] {
  const found: string[] = [''];
  let depth = 0;
  for (const letter of list) {
    if ('([{'.includes(letter)) depth += 1;
    if (')]}'.includes(letter)) depth -= 1;
    if (letter === ',' && depth === 0) found.push('');
    else found[found.length - 1] += letter;
  }
  return found.map((part) => part.trim()).filter((part) => part !== '');
}
