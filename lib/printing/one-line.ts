// What is said in one line of layers and models where values are listed, as in a debugger. Apart from the classes
// themselves, so that asking loads nothing.

interface Kind {
  readonly has: (value: unknown) => boolean;
  readonly text: (value: never) => string;
}

const kinds: Kind[] = [];

type Class<T> = abstract new (...given: never[]) => T;

export function printsAs<T>(type: Class<T>, text: (value: T) => string): void {
  kinds.push({ has: (value) => value instanceof type, text });
}

/** Undefined of other values. */
export function lineOf(value: unknown): string | undefined {
  return kinds.findLast(({ has }) => has(value))?.text(value as never);
}
