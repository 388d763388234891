// Classes by the names that files call them by.
import { tf } from '../tf.js';
import { Layer } from './layer.js';
import { exportedName } from './layer-names.js';
import type { SerializedObject } from './serializable.js';

/** A class of layers, as files make one of its layers. */
export interface LayerClass {
  readonly className: string;
  new (args: never): Layer;
  /** Makes a layer from its configuration, in camelCase. */
  fromConfig(layerClass: LayerClass, config: Record<string, unknown>): Layer;
}

const classes = new Map<string, LayerClass>();
const usersClasses = new Map<string, LayerClass>();

/** Lets files find the class. */
export function registerLayer(...made: LayerClass[]): void {
  for (const one of made) classes.set(one.className, one);
}

/** Whether the library itself has this class, and not a user under the same name. */
export const isLibraryClass = (made: unknown): boolean =>
  typeof made === 'function' && classes.get((made as { className?: string }).className ?? '') === made;

/** A user's own class, known from its first layer on; declared anew, the newer one counts. */
export function registerUserLayer(made: unknown): void {
  if (isLayerClass(made)) usersClasses.set(made.className, made);
}

/** The class of a name: one of ours, or one that a user made known by `tf.serialization.registerClass`. */
export function layerClass(className: string): LayerClass | undefined {
  const known = classes.get(className) ?? usersClasses.get(className) ?? classes.get(exportedName(className));
  if (known) return known;
  const { classNameMap } = tf.serialization.SerializationMap.getMap();
  const registered: unknown = classNameMap[className]?.[0];
  return isLayerClass(registered) ? registered : undefined;
}

function isLayerClass(value: unknown): value is LayerClass {
  return typeof value === 'function' && value.prototype instanceof Layer;
}

/** The layer that a configuration describes, whatever class it is of. @param config in camelCase */
export function layerFromConfig({ className, config }: SerializedObject): Layer {
  const found = layerClass(className);
  if (found) return found.fromConfig(found, config);
  throw new Error(
    `The layer '${String(config.name)}' is of the class '${className}', which is not known here. ` +
      'A class of your own must be made known first: tf.serialization.registerClass(YourLayer)',
  );
}

/** All names of layers. */
export const layerClassNames = (): string[] => [...classes.keys()];
