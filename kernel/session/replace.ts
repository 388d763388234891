// Puts a function of ours in place of one of Node's, which looks and is called as before.

type Native = (...parameters: never[]) => unknown;
type Replacement = (native: Native, receiver: unknown, parameters: never[]) => unknown;

export function replace(owner: object, name: string, replacement: Replacement): void {
  const native = Reflect.get(owner, name) as Native;
  const method = function (this: unknown, ...parameters: never[]): unknown {
    return replacement(native, this, parameters);
  };
  // Its name, its number of parameters, what `promisify` makes of it.
  Object.defineProperties(method, Object.getOwnPropertyDescriptors(native));
  Object.defineProperty(owner, name, { ...Object.getOwnPropertyDescriptor(owner, name), value: method });
}
