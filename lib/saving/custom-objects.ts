// Classes and functions of one's own in files: under which name they go, and what stands for a name.
import { Layer } from '../core/layer.js';
import {
  type CustomObject,
  forgetObject,
  registeredName,
  registeredObject,
  registeredObjects,
  registerObject,
} from '../core/registered-objects.js';
import { registerUserLayer } from '../core/registry.js';

/** The package by which Keras' files tell names apart. */
const ownPackage = 'Custom';

/**
 * Makes a class or a function known to files, under the name of a package and its own; as a decorator or as a function.
 * Layers are known from their first object on: this gives them their package. Keras: `register_keras_serializable`.
 * @param name by default the class's or the function's own
 * @example
 * class Doubled extends layers.Layer {
 *   override call(x: tf.Tensor) { return tf.mul(x, 2); }
 * }
 * saving.registerKerasSerializable('mine')(Doubled);
 * saving.getRegisteredName(Doubled) // 'mine>Doubled'
 */
export function registerKerasSerializable(package_ = ownPackage, name?: string) {
  if (typeof package_ !== 'string')
    throw new Error(
      `registerKerasSerializable: expected the name of a package. Received: ${typeof package_}. Call it twice: registerKerasSerializable()(Mine).`,
    );
  return <T extends CustomObject>(arg: T, _context?: unknown): T => {
    const isFunction = typeof arg === 'function';
    const own = name ?? (isFunction ? arg.name : '');
    if (!isFunction || own === '')
      throw new Error(
        `registerKerasSerializable: expected a class or a function with a name. Received: ${isFunction ? 'one without' : typeof arg}.`,
      );
    registerObject(`${package_}>${own}`, arg);
    if (arg.prototype instanceof Layer) registerUserLayer(arg);
    return arg;
  };
}

/**
 * All that was made known, by name. Keras: `get_custom_objects`.
 * @example Object.keys(saving.getCustomObjects())
 */
export const getCustomObjects = (): Record<string, CustomObject> => registeredObjects();

/**
 * The name under which files know a class or a function; its own where it was not made known. Keras: `get_registered_name`.
 * @example saving.getRegisteredName(tf.relu)
 */
export const getRegisteredName = (obj: CustomObject): string => registeredName(obj) ?? obj.name;

/**
 * What is known by a name, first of all among those given; null where nothing is. Keras: `get_registered_object`.
 * @example saving.getRegisteredObject('mine>Nothing') // null
 */
export function getRegisteredObject(
  name: string,
  customObjects: Readonly<Record<string, CustomObject>> = {},
): CustomObject | null {
  return (Object.hasOwn(customObjects, name) ? customObjects[name] : registeredObject(name)) ?? null;
}

/**
 * Runs a function, which may be async, while classes and functions are known by names. Keras: `custom_object_scope`.
 * @example
 * const twice = (x: tf.Tensor) => tf.mul(x, 2);
 * saving.customObjectScope({ twice }, () => saving.getRegisteredObject('twice') === twice) // true
 */
export function customObjectScope<T>(objects: Readonly<Record<string, CustomObject>>, run: () => T): T {
  const before = Object.keys(objects).map((name) => [name, registeredObjects()[name]] as const);
  const restore = (): void => {
    for (const [name, known] of before) {
      forgetObject(name);
      if (known) registerObject(name, known);
    }
  };
  for (const [name, known] of Object.entries(objects)) {
    registerObject(name, known);
    if (known.prototype instanceof Layer) registerUserLayer(known);
  }
  let result: T;
  try {
    result = run();
  } catch (error) {
    restore();
    throw error;
  }
  if (result instanceof Promise) return result.finally(restore) as T;
  restore();
  return result;
}
