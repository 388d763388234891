// Loads shared libraries so that they stay loaded, and finds their functions.
import koffi, { type LibraryHandle, type TypeObject } from 'koffi';
import { requireComplete } from './complete-file.js';
import { LibraryLoadError } from './load-failure.js';

/** A function of a shared library as koffi gives it: callable, and callable off the JavaScript thread. */
export type NativeFunction = ReturnType<LibraryHandle['func']>;

/** A C type by its name or as koffi describes it. */
export type NativeType = string | TypeObject;

/** Several libraries searched as one, the last named first. */
export class SharedLibraries {
  readonly #handles: LibraryHandle[];

  /** @param names whether later libraries may use the names of these; a library that needs nothing beside it keeps them */
  constructor(files: readonly string[], names: 'shared' | 'own' = 'shared') {
    for (const file of files) keepLoaded(file, names === 'shared');
    this.#handles = files.map((file) => koffi.load(file)).reverse();
  }

  /** The named function, or undefined when none of the libraries exports it. */
  find(name: string, result: NativeType, parameters: NativeType[]): NativeFunction | undefined {
    for (const handle of this.#handles) {
      try {
        return handle.func(name, result, parameters);
      } catch {
        // Not in this one: TensorFlow splits its C API over two libraries, differently in each release.
      }
    }
    return undefined;
  }
}

/** The C runtime, for `memcpy` and the standard streams. */
export function cRuntime(): LibraryHandle {
  return koffi.load(
    { darwin: 'libSystem.B.dylib', win32: 'ucrtbase.dll' }[process.platform as string] ?? 'libc.so.6',
  );
}

// koffi closes its libraries at exit, while TensorFlow's threads still run in them; pinned, they stay.
function keepLoaded(file: string, shared: boolean): void {
  if (process.platform === 'win32') pinOnWindows(file);
  else pinOnUnix(file, shared);
}

function pinOnUnix(file: string, shared: boolean): void {
  requireComplete(file);
  const runtime = cRuntime();
  const open = runtime.func('dlopen', 'void *', ['const char *', 'int']);
  const lastError = runtime.func('dlerror', 'const char *', []);
  // RTLD_NOW and RTLD_NODELETE, with RTLD_GLOBAL where the second library needs the first one's names.
  const [global, stay] = process.platform === 'darwin' ? [0x8, 0x80] : [0x100, 0x1000];
  const flags = 0x2 | stay | (shared ? global : 0);
  if (!open(file, flags)) throw new LibraryLoadError(file, lastError() ?? 'the system does not say why');
}

function pinOnWindows(file: string): void {
  const kernel32 = koffi.load('kernel32.dll');
  const load = kernel32.func('LoadLibraryExW', 'void *', ['const char16_t *', 'void *', 'uint32_t']);
  const pin = kernel32.func('GetModuleHandleExW', 'int', ['uint32_t', 'const char16_t *', 'void *']);
  // LOAD_WITH_ALTERED_SEARCH_PATH: the library's own folder first, for the libraries beside it.
  if (!load(file, null, 0x8)) throw new LibraryLoadError(file, 'Windows does not say why');
  // GET_MODULE_HANDLE_EX_FLAG_PIN
  pin(0x1, file, Buffer.alloc(8));
}
