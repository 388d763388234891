// Names for layers that were given none, as Keras makes them: `dense`, `dense_1`, `max_pooling2d` …

const made = new Map<string, number>();

/** The next free name for a class of layers. */
export function nextName(className: string): string {
  return counted(snakeCase(className), made);
}

/** Exported by Keras under a shorter name than its class has. */
const longerNames: Readonly<Record<string, string>> = { GroupQueryAttention: 'GroupedQueryAttention' };

/** The name under which a class is known, given one that may be its class' own, as `.h5` files have it. */
export function exportedName(className: string): string {
  return Object.keys(longerNames).find((name) => longerNames[name] === className) ?? className;
}

/** Keras' rule, by which `MaxPooling2D` is `max_pooling2d`: capitals begin a part before or after small letters. */
export function snakeCase(className: string): string {
  return (longerNames[className] ?? className)
    .replace(/\W+/g, '')
    .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();
}

/** Names by class and count for layers in order, anew for each container: the places in Keras 3's weight files. */
export function containerNames(layers: readonly { getClassName(): string }[]): string[] {
  const used = new Map<string, number>();
  return layers.map((layer) => counted(snakeCase(layer.getClassName()), used));
}

function counted(stem: string, used: Map<string, number>): string {
  const count = used.get(stem) ?? 0;
  used.set(stem, count + 1);
  return count === 0 ? stem : `${stem}_${count}`;
}
