// Names for layers that were given none, as Keras makes them: `dense`, `dense_1`, `max_pooling2d` …

const made = new Map<string, number>();

/** The next free name for a class of layers. */
export function nextName(className: string): string {
  const stem = snakeCase(className);
  const count = made.get(stem) ?? 0;
  made.set(stem, count + 1);
  return count === 0 ? stem : `${stem}_${count}`;
}

/** Keras' rule, by which `MaxPooling2D` is `max_pooling2d`: capitals begin a part before or after small letters. */
export function snakeCase(className: string): string {
  return className
    .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();
}
