// The HDF5 library, loaded when it is first needed. It is its browser form on purpose: that one sees no files but
// those that are handed to it.
type Everything = typeof import('h5wasm');
type FileSystem = {
  writeFile(path: string, data: Uint8Array): void;
  readFile(path: string): Uint8Array;
  unlink(path: string): void;
};

export interface Library {
  readonly File: Everything['File'];
  readonly Group: Everything['Group'];
  readonly Dataset: Everything['Dataset'];
  readonly FS: FileSystem;
}

let loading: Promise<Library> | undefined;

export function loadLibrary(): Promise<Library> {
  loading ??= load();
  return loading;
}

async function load(): Promise<Library> {
  const all = await import('h5wasm');
  const module = await all.ready;
  const { FS } = module as typeof module & { FS: FileSystem };
  module.activate_throwing_error_handler(); // or it prints a page of its own
  return { File: all.File, Group: all.Group, Dataset: all.Dataset, FS };
}
