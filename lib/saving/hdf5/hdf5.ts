// HDF5 files as plain trees. The library works on files in its own memory, so that a file's links lead nowhere
// outside it.
import { SizeLimit, unpackedLimit } from '../../core/size-limit.js';
import { fromBrain, fromHalf } from '../half-floats.js';
import { type Library, loadLibrary } from './hdf5-library.js';

export type Values =
  | Float32Array
  | Float64Array
  | Int32Array
  | BigInt64Array
  | Uint8Array
  | Int8Array
  | Uint32Array;

export interface Dataset {
  readonly shape: number[];
  readonly values: Values;
}

export interface Group {
  /** Texts, lists of texts, numbers. */
  readonly attributes: Map<string, string | string[] | number>;
  readonly groups: Map<string, Group>;
  readonly datasets: Map<string, Dataset>;
}

export const emptyGroup = (): Group => ({ attributes: new Map(), groups: new Map(), datasets: new Map() });

/** The group at `path` below `group`, made where it is missing. */
export function groupAt(group: Group, path: string): Group {
  let place = group;
  for (const name of path.split('/')) {
    const next = place.groups.get(name) ?? emptyGroup();
    place.groups.set(name, next);
    place = next;
  }
  return place;
}

/** The dataset at `path` below `group`, if there is one. */
export function datasetAt(group: Group, path: string): Dataset | undefined {
  const names = path.split('/');
  const last = names.pop()!;
  let place: Group | undefined = group;
  for (const name of names) place = place?.groups.get(name);
  return place?.datasets.get(last);
}

/** How many numbers all datasets below a group hold. */
export function numbersIn({ datasets, groups }: Group): number {
  const own = [...datasets.values()].reduce((sum, { values }) => sum + values.length, 0);
  return [...groups.values()].reduce((sum, group) => sum + numbersIn(group), own);
}

let count = 0;
const nextPath = (): string => `/${count++}.h5`;

/** Reads a whole file. `name` is for errors. */
export async function readHdf5(bytes: Uint8Array, name: string): Promise<Group> {
  const library = await loadLibrary();
  const path = nextPath();
  library.FS.writeFile(path, bytes);
  try {
    const file = new library.File(path, 'r');
    try {
      if (file.file_id <= 0n) throw new Error('it is damaged or incomplete, or not an HDF5 file');
      return new Reader(library, bytes.length).group(file, 0);
    } finally {
      if (file.file_id > 0n) file.close();
    }
  } catch (error) {
    throw new Error(`Cannot read ${name}: ${reasonOf(error as Error)}.`, { cause: error });
  } finally {
    library.FS.unlink(path);
  }
}

/** The library tells its whole way to the error; the last step is the reason. */
function reasonOf({ message }: Error): string {
  if (!message.startsWith('HDF5-DIAG')) return message;
  const reasons = [...message.matchAll(/ in \w+\(\): (.*)/g)];
  return `it is damaged (${reasons.at(-1)?.[1] ?? 'HDF5 does not say where'})`;
}

const deepest = 64;
/** The least that a file spends on a link to an object. */
const linkBytes = 8;
/** Datasets that were never written, which read as zeros. */
const unwritten = 2 ** 20;

/** Reads what a file holds: a few bytes of it can announce any number of values, or links in a circle. */
class Reader {
  readonly #library: Library;
  readonly #objects: SizeLimit;
  readonly #plain: SizeLimit;
  readonly #packed: SizeLimit;

  constructor(library: Library, size: number) {
    this.#library = library;
    this.#objects = new SizeLimit(size / linkBytes, 'the file', 'objects');
    this.#plain = new SizeLimit(size + unwritten, 'the file');
    this.#packed = unpackedLimit(size, 'a file');
  }

  group(group: InstanceType<Library['Group']>, depth: number): Group {
    if (depth > deepest) throw new Error(`its groups are nested more than ${deepest} deep`);
    const result = emptyGroup();
    for (const [name, attribute] of Object.entries(group.attrs)) {
      this.#plain.take(`its attribute '${name}'`, bytesOf(attribute.metadata));
      const value = plainAttribute(attribute.value);
      if (value !== undefined) result.attributes.set(name, value);
    }
    for (const name of group.keys()) {
      this.#objects.take(`its group '${group.path}'`, 1);
      const child = group.get(name);
      if (child instanceof this.#library.Group) result.groups.set(name, this.group(child, depth + 1));
      else if (child instanceof this.#library.Dataset) result.datasets.set(name, this.#dataset(child));
    }
    return result;
  }

  #dataset(dataset: InstanceType<Library['Dataset']>): Dataset {
    const limit = dataset.filters.length > 0 ? this.#packed : this.#plain;
    limit.take(`its dataset '${dataset.path}'`, bytesOf(dataset.metadata));
    const shape = dataset.shape ?? [];
    const read = halfReader(dataset);
    // The library, which knows no floats of this size, gives what it takes for opaque as bytes.
    if (read) dataset.metadata.type = opaque;
    const { value } = dataset;
    if (read) return { shape, values: read((value as Uint8Array).slice()) };
    if (typeof value === 'number') return { shape, values: Float32Array.of(value) };
    if (typeof value === 'bigint') return { shape, values: BigInt64Array.of(value) };
    if (ArrayBuffer.isView(value)) return { shape, values: value as Values };
    throw new Error(`its dataset '${dataset.path}' holds no numbers`);
  }
}

/** Classes of HDF5's types. */
const [float, opaque] = [1, 5];

/** For floats of 16 bits; what Keras writes as bfloat16 says so beside it. */
function halfReader(
  dataset: InstanceType<Library['Dataset']>,
): ((bytes: Uint8Array) => Float32Array) | undefined {
  const { type, size, littleEndian } = dataset.metadata;
  const isBrain = type === opaque && size === 2 && dataset.attrs.dtype?.value === 'bfloat16';
  if (type === opaque && !isBrain)
    throw new Error(`its dataset '${dataset.path}' holds values of a type that the file does not name`);
  if (!isBrain && (type !== float || size !== 2)) return undefined;
  return (bytes) => {
    if (!isBrain && !littleEndian) Buffer.from(bytes.buffer).swap16();
    return (isBrain ? fromBrain : fromHalf)(new Uint16Array(bytes.buffer));
  };
}

const bytesOf = (about: { readonly size: number; readonly total_size: number }): number =>
  about.size * about.total_size;

function plainAttribute(value: unknown): string | string[] | number | undefined {
  if (typeof value === 'string' || typeof value === 'number') return value;
  if (Array.isArray(value)) return value.map(String);
  return ArrayBuffer.isView(value) && (value as Uint8Array).length === 0 ? [] : undefined;
}

/** A file with this content. */
export async function writeHdf5(root: Group): Promise<Uint8Array> {
  const library = await loadLibrary();
  const path = nextPath();
  const file = new library.File(path, 'w');
  try {
    writeGroup(file, root);
  } finally {
    file.close();
  }
  const bytes = library.FS.readFile(path);
  library.FS.unlink(path);
  return bytes;
}

const kinds: Record<string, string> = {
  Float32Array: '<f',
  Float64Array: '<d',
  Int8Array: '<b',
  Int32Array: '<i',
  Uint32Array: '<I',
  BigInt64Array: '<q',
};

function writeGroup(target: InstanceType<Library['Group']>, group: Group): void {
  for (const [name, value] of group.attributes) {
    // An empty list has no type of its own: h5py writes floats, and so do we.
    if (Array.isArray(value) && value.length === 0)
      target.create_attribute(name, new Float64Array(0), [0], '<d');
    else target.create_attribute(name, value);
  }
  for (const [name, { shape, values }] of group.datasets) {
    const dtype = kinds[values.constructor.name];
    if (dtype === undefined)
      throw new Error(`Cannot write '${name}': no HDF5 type for ${values.constructor.name}.`);
    target.create_dataset({ name, data: values, shape, dtype });
  }
  for (const [name, child] of group.groups) writeGroup(target.create_group(name), child);
}
