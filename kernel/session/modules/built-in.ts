// What a cell or a local file gets by name without a look at the disk: the library, and TensorFlow.js. A second
// TensorFlow.js, installed beside the notebook, would have its own tensors and no native backend.
const tensorFlow =
  /^@tensorflow\/tfjs(-node|-node-gpu|-core|-layers|-data|-converter|-backend-\w+)?(\/dist(\/.*)?)?$/;

/** The part of a map that loading needs. */
export type BuiltIn = Pick<ReadonlyMap<string, unknown>, 'has' | 'get'>;

/** @param library what `tensorcell` exports; none where it could not be loaded */
export function builtInModules(library: { readonly tf: unknown } | undefined): BuiltIn {
  const get = (name: string) => {
    if (name === 'tensorcell') return library;
    return tensorFlow.test(name) ? library?.tf : undefined;
  };
  return { get, has: (name) => get(name) !== undefined };
}
