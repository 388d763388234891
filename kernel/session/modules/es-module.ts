// An ES module beside the notebook while it runs. Its namespace is there before it runs, so that circles of imports
// meet in it.
import type { LocalModule, ModuleRequest } from '../../contract/cell-code.js';
import { addExport, closeNamespace, emptyNamespace, type Namespace, namespaceOf } from './namespace.js';

export class EsModule {
  readonly source: LocalModule;
  readonly namespace: Namespace = emptyNamespace();
  /** The modules that it imports, in the order of its requests; there before they have run. */
  readonly imported: Namespace[] = [];
  /** CommonJS' `module`, for those that are ES modules by their syntax alone. */
  readonly module: NodeJS.Module;
  /** Settles when a module that waits for something has run. */
  ended: Promise<void> | undefined;
  readonly #emptyExports: unknown;
  isStarted = false;
  isDone = false;

  constructor(source: LocalModule, module: NodeJS.Module) {
    this.source = source;
    this.module = module;
    this.#emptyExports = module.exports;
  }

  /** What `require` gives: the namespace, or what the module chose instead. */
  get required(): unknown {
    if (this.module.exports !== this.#emptyExports) return this.module.exports;
    return 'module.exports' in this.namespace ? this.namespace['module.exports'] : this.namespace;
  }

  /** The module's own exports, before anything runs. */
  declare(getters: Readonly<Record<string, () => unknown>>): void {
    for (const [name, get] of Object.entries(getters)) addExport(this.namespace, name, get);
  }

  /** With the modules that it imports, which have run. */
  linked(imported: readonly Namespace[]): void {
    this.imported.splice(0, imported.length, ...imported);
    this.source.requests.forEach((request, index) => {
      requireNames(request, imported[index]!);
    });
    for (const index of this.source.stars) this.#exportAll(imported[index]!);
  }

  end(): void {
    this.isDone = true;
    this.module.loaded = true;
    if (this.source.format === 'mixed') this.#addCommonJs();
    closeNamespace(this.namespace);
  }

  /** A name that two modules export is nobody's, unless it is the same thing. */
  #exportAll(from: Namespace): void {
    for (const name of Object.keys(from)) {
      if (name === 'default' || name in this.source.exports) continue;
      if (!(name in this.namespace)) addExport(this.namespace, name, () => from[name]);
      else if (!isSame(this.namespace, from, name)) Reflect.deleteProperty(this.namespace, name);
    }
  }

  #addCommonJs(): void {
    const { exports } = this.module;
    if (exports === this.#emptyExports && Object.keys(exports as object).length === 0) return;
    const all = namespaceOf(exports);
    for (const name of Object.keys(all)) {
      if (!(name in this.namespace)) addExport(this.namespace, name, () => all[name]);
    }
  }
}

function isSame(one: Namespace, other: Namespace, name: string): boolean {
  try {
    return Object.is(one[name], other[name]);
  } catch {
    return false;
  }
}

/** Of a CommonJS module every name may be imported: what it exports is known only after it ran. */
function requireNames({ specifier, names }: ModuleRequest, namespace: Namespace): void {
  if (Object.isExtensible(namespace)) return;
  const missing = names.find((name) => !(name in namespace));
  if (missing === undefined) return;
  throw new SyntaxError(`The requested module '${specifier}' does not provide an export named '${missing}'`);
}
