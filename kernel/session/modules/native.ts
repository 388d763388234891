// Node's own ways to load a module, as seen from one file: `require`, `import` and where a package of ES modules lies.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, isAbsolute, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import vm from 'node:vm';

/** Node's error code for a package that gives nothing to `require`. */
const onlyImportable = 'ERR_PACKAGE_PATH_NOT_EXPORTED';

/** The kernel starts its session so; without, Node resolves from the file that calls it. */
const takesParent = process.execArgv.includes('--experimental-import-meta-resolve');

type Importer = (specifier: string, options?: object) => Promise<object>;

export class NativeModules {
  readonly require: NodeJS.Require;
  readonly #file: string;
  #importer: Importer | undefined;

  /** @param file absolute; packages are looked for from its folder upwards */
  constructor(file: string) {
    this.#file = file;
    this.require = createRequire(file);
  }

  /** @param options such as `{ with: { type: 'json' } }` */
  readonly import: Importer = (specifier, options) => {
    this.#importer ??= new vm.Script('(specifier, options) => import(specifier, options)', {
      filename: pathToFileURL(this.#file).href,
      importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    }).runInThisContext() as Importer;
    return this.#importer(specifier, options);
  };

  /** True of a package of ES modules: it must be loaded before code that cannot wait. */
  mustBeImported(specifier: string): boolean {
    try {
      const path = this.require.resolve(specifier);
      return path.endsWith('.mjs') || (path.endsWith('.js') && isInModulePackage(path));
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === onlyImportable;
    }
  }

  /** `import.meta.resolve`: the URL that an import of this name loads. */
  readonly resolve = (specifier: string): string => {
    const parent = pathToFileURL(this.#file);
    if (takesParent) return import.meta.resolve(specifier, parent.href);
    if (/^\.{0,2}\//.test(specifier)) return new URL(specifier, parent).href;
    if (/^[\w+.-]+:/.test(specifier)) return new URL(specifier).href;
    const path = this.require.resolve(specifier);
    return isAbsolute(path) ? pathToFileURL(path).href : `node:${path}`;
  };
}

function isInModulePackage(path: string): boolean {
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (existsSync(manifest)) return /"type"\s*:\s*"module"/.test(readFileSync(manifest, 'utf8'));
  }
  return false;
}
