// What files can make again: a class and its configuration.

/** Has a class name and a configuration. */
export interface Serializable {
  getClassName(): string;
  /** In camelCase; what the constructor takes. */
  getConfig(): Record<string, unknown>;
}

/** The name of an object's class: a `className` of its own counts, not one that it inherits. */
export function classNameOf(made: object): string {
  const own: { readonly name: string; readonly className?: string } = made.constructor;
  return Object.hasOwn(own, 'className') ? own.className! : own.name;
}

/** As it stands in a layer's configuration. */
export interface SerializedObject {
  className: string;
  config: Record<string, unknown>;
}

export const serialize = (given: Serializable): SerializedObject => ({
  className: given.getClassName(),
  config: given.getConfig(),
});

export function isSerialized(value: unknown): value is SerializedObject {
  return (
    typeof value === 'object' &&
    value !== null &&
    'className' in value &&
    'config' in value &&
    typeof value.className === 'string'
  );
}
