// Loads the files beside the notebook as Node would: CommonJS through Node's own cache of modules, ES modules with live
// imports, circles and top-level await, and each kind from the other.
import Module from 'node:module';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { LocalModule, ModuleRequest } from '../../contract/cell-code.js';
import type { StopCheck } from '../stop.js';
import type { BuiltIn } from './built-in.js';
import { EsModule } from './es-module.js';
import { bodyOf, parameterNames } from './module-code.js';
import { type Compile, ModuleSources } from './module-sources.js';
import { type Namespace, namespaceOf } from './namespace.js';
import { NativeModules } from './native.js';
import { resolveLocal } from './resolve.js';

/** What the code of a cell or a local file receives beside its variables; the language part's transforms use it. */
export interface CodeRuntime extends StopCheck {
  /** `import(specifier)`, resolved from the file's folder. */
  import(specifier: unknown, options?: object): Promise<unknown>;
  /** `import.meta` of this file. */
  readonly meta: { url: string; filename: string; dirname: string; resolve(specifier: string): string };
}

/** How one file loads others. */
export interface FileContext {
  readonly require: NodeJS.Require;
  readonly runtime: CodeRuntime;
  readonly native: NativeModules;
}

export interface LoaderParts {
  /** What a name gives without a look at the disk. */
  readonly builtIn: BuiltIn;
  readonly stopCheck: StopCheck;
  /** For files that no cell has brought. */
  readonly compile: Compile;
}

type Getters = Readonly<Record<string, () => unknown>>;
type Importers = ReadonlySet<EsModule>;

export class ModuleLoader {
  readonly #parts: LoaderParts;
  readonly #sources: ModuleSources;
  readonly #contexts = new Map<string, FileContext>();
  readonly #esModules = new Map<string, EsModule>();
  /** Packages of ES modules, by the folder that they are imported from and their name. */
  readonly #packages = new Map<string, object>();
  /** For each file those that have loaded it. */
  readonly #importers = new Map<string, Set<string>>();

  constructor(parts: LoaderParts) {
    this.#parts = parts;
    this.#sources = new ModuleSources(parts.compile);
  }

  /** Takes the files of a cell; one that changed, itself or through one that it imports, runs again at its next import. */
  update(modules: readonly LocalModule[]): void {
    for (const path of this.#sources.update(modules)) this.#drop(path);
  }

  /** How the code at a path, which need not exist, loads others. */
  contextOf(file: string): FileContext {
    const known = this.#contexts.get(file) ?? this.#newContext(file);
    this.#contexts.set(file, known);
    return known;
  }

  /** Loads what code that cannot wait is going to `require`: packages of ES modules, files that await. */
  async prepare(specifiers: readonly string[], from: string): Promise<void> {
    for (const specifier of specifiers) {
      const path = this.#localPath(specifier, from);
      if (path === undefined) await this.#preparePackage(specifier, from);
      else {
        await this.#preparePackages(path);
        if (this.#waits(path)) await this.#importFile(path, from);
      }
    }
  }

  /** What waits for something that a stopped cell has begun would wait for ever. */
  forgetUnfinished(): void {
    for (const [path, { isStarted, isDone }] of this.#esModules) if (isStarted && !isDone) this.#drop(path);
  }

  #newContext(file: string): FileContext {
    const native = new NativeModules(file);
    return {
      native,
      require: this.#requireOf(file, native),
      runtime: {
        ...this.#parts.stopCheck,
        import: (specifier, options) => this.#import(String(specifier), file, options),
        meta: {
          url: pathToFileURL(file).href,
          filename: file,
          dirname: dirname(file),
          resolve: native.resolve,
        },
      },
    };
  }

  #requireOf(file: string, native: NativeModules): NodeJS.Require {
    const resolve = (id: string, options?: { paths?: string[] }) =>
      (options ? undefined : this.#localPath(id, file)) ?? native.require.resolve(id, options);
    return Object.assign((id: string) => this.#require(id, file), native.require, {
      resolve: Object.assign(resolve, native.require.resolve),
    });
  }

  #localPath(specifier: string, from: string): string | undefined {
    return this.#parts.builtIn.has(specifier) ? undefined : resolveLocal(specifier, from);
  }

  #require(id: string, from: string): unknown {
    if (typeof id !== 'string') return this.contextOf(from).native.require(id);
    const path = this.#localPath(id, from);
    if (path !== undefined) return this.#requireFile(path, from);
    return this.#parts.builtIn.get(id) ?? this.#package(id, from) ?? this.contextOf(from).native.require(id);
  }

  async #import(specifier: string, from: string, options?: object): Promise<unknown> {
    const path = this.#localPath(specifier, from);
    if (path !== undefined) {
      await this.#preparePackages(path);
      return this.#importFile(path, from);
    }
    if (this.#parts.builtIn.has(specifier)) return namespaceOf(this.#parts.builtIn.get(specifier));
    return this.contextOf(from).native.import(specifier, options);
  }

  #requireFile(path: string, from: string): unknown {
    this.#note(path, from);
    const source = this.#sources.of(path);
    if (!isEsModule(source)) return this.#commonJs(source, from).exports;
    return this.#esModule(source).required;
  }

  async #importFile(path: string, from: string, importers: Importers = new Set()): Promise<Namespace> {
    this.#note(path, from);
    const source = this.#sources.of(path);
    if (!isEsModule(source)) return namespaceOf(this.#commonJs(source, from).exports);
    return (await this.#startedEsModule(source, importers)).namespace;
  }

  #commonJs(source: LocalModule, from: string): NodeJS.Module {
    const { require, runtime } = this.contextOf(source.path);
    const { cache } = require;
    const known = cache[source.path];
    if (known) return known;
    const module = newModule(source.path, require, cache[from]);
    // Before the file runs, so that a circle of imports ends here.
    cache[source.path] = module;
    try {
      if (source.format === 'json') module.exports = parsed(source);
      else bodyOf(source, false).call(module.exports, ...this.#values(source, module, runtime));
      module.loaded = true;
      return module;
    } catch (error) {
      delete cache[source.path];
      throw error;
    }
  }

  /** Runs an ES module unless it has been started. */
  #esModule(source: LocalModule): EsModule {
    const record = this.#record(source);
    if (record.isStarted) return record;
    if (this.#waits(source.path)) throw mustBeAwaited(source.path);
    try {
      this.#start(record, false, () => this.#linkNow(record));
      record.end();
      return record;
    } catch (error) {
      this.#esModules.delete(source.path);
      throw error;
    }
  }

  /** What the module imports runs first; but one that imports it in turn is not waited for. */
  async #startedEsModule(source: LocalModule, importers: Importers): Promise<EsModule> {
    const record = this.#record(source);
    if (record.isStarted) {
      if (!importers.has(record)) await record.ended;
      return record;
    }
    if (!this.#waits(source.path)) return this.#esModule(source);
    record.ended = this.#runWaiting(record, new Set([...importers, record]));
    await record.ended;
    return record;
  }

  async #runWaiting(record: EsModule, importers: Importers): Promise<void> {
    const { path } = record.source;
    const waits = this.#imported(record.source).some((other) => this.#waits(other, new Set([path])));
    const link = () => (waits ? this.#linkWaiting(record, importers) : this.#linkNow(record));
    try {
      await this.#start(record, waits, link);
      record.end();
    } catch (error) {
      this.#esModules.delete(path);
      throw error;
    }
  }

  #start(record: EsModule, waits: boolean, linkImports: () => unknown): unknown {
    record.isStarted = true;
    const { source, module, imported } = record;
    const link = (getters: Getters) => {
      record.declare(getters);
      this.#meet(record);
      return linkImports();
    };
    const runtime = { ...this.contextOf(source.path).runtime, imported, link };
    return bodyOf(source, waits)(...this.#values(source, module, runtime));
  }

  /** Its functions may be called by the modules that it imports, before those have all run. */
  #meet({ source, imported }: EsModule): void {
    source.requests.forEach(({ specifier }, index) => {
      const path = this.#localPath(specifier, source.path);
      const other = path === undefined ? undefined : this.#sources.of(path);
      if (other && isEsModule(other)) imported[index] = this.#record(other).namespace;
    });
  }

  #linkNow(record: EsModule): void {
    const { requests, path } = record.source;
    record.linked(requests.map((request) => this.#dependency(request, path)));
  }

  async #linkWaiting(record: EsModule, importers: Importers): Promise<void> {
    const { requests, path } = record.source;
    const started = requests.map((request) => this.#startedDependency(request, path, importers));
    record.linked(await Promise.all(started));
  }

  #record(source: LocalModule): EsModule {
    const known = this.#esModules.get(source.path);
    if (known) return known;
    const { require } = this.contextOf(source.path);
    const record = new EsModule(source, newModule(source.path, require, undefined));
    this.#esModules.set(source.path, record);
    return record;
  }

  #values(source: LocalModule, module: NodeJS.Module, runtime: CodeRuntime): unknown[] {
    const { require } = this.contextOf(source.path);
    const values: Record<string, unknown> = {
      exports: module.exports,
      require,
      module,
      __filename: source.path,
      __dirname: dirname(source.path),
      __tensorcell: runtime,
    };
    return parameterNames(source).map((name) => values[name]);
  }

  #dependency({ specifier }: ModuleRequest, from: string): Namespace {
    const path = this.#localPath(specifier, from);
    if (path === undefined) return this.#packageNamespace(specifier, from);
    this.#note(path, from);
    const source = this.#sources.of(path);
    return isEsModule(source)
      ? this.#esModule(source).namespace
      : namespaceOf(this.#commonJs(source, from).exports);
  }

  async #startedDependency(request: ModuleRequest, from: string, importers: Importers): Promise<Namespace> {
    const path = this.#localPath(request.specifier, from);
    return path === undefined ? this.#dependency(request, from) : this.#importFile(path, from, importers);
  }

  /** True when the file, or one that it imports, awaits at its top level and has not run yet. */
  #waits(path: string, seen = new Set<string>()): boolean {
    if (seen.has(path) || this.#esModules.get(path)?.isDone) return false;
    seen.add(path);
    const source = this.#sources.of(path);
    return source.isAsync || this.#imported(source).some((other) => this.#waits(other, seen));
  }

  async #preparePackages(path: string, seen = new Set<string>()): Promise<void> {
    if (seen.has(path) || this.#esModules.get(path)?.isStarted) return;
    seen.add(path);
    const source = this.#sources.of(path);
    for (const { specifier } of source.requests) await this.#preparePackage(specifier, path);
    for (const other of this.#imported(source)) await this.#preparePackages(other, seen);
  }

  #imported({ path, requests }: LocalModule): string[] {
    return requests.flatMap(({ specifier }) => this.#localPath(specifier, path) ?? []);
  }

  async #preparePackage(specifier: string, from: string): Promise<void> {
    const { native } = this.contextOf(from);
    const isKnown = this.#parts.builtIn.has(specifier) || this.#package(specifier, from) !== undefined;
    if (isKnown || this.#localPath(specifier, from) !== undefined || !native.mustBeImported(specifier))
      return;
    this.#packages.set(packageKey(specifier, from), marked(await native.import(specifier)));
  }

  #packageNamespace(specifier: string, from: string): Namespace {
    const imported = this.#package(specifier, from);
    return namespaceOf(imported ? Object.getPrototypeOf(imported) : this.#require(specifier, from));
  }

  #package(specifier: string, from: string): object | undefined {
    return this.#packages.get(packageKey(specifier, from));
  }

  #note(path: string, from: string): void {
    const importers = this.#importers.get(path) ?? new Set();
    this.#importers.set(path, importers.add(from));
  }

  #drop(path: string): void {
    const importers = this.#importers.get(path) ?? [];
    this.#importers.delete(path);
    this.#esModules.delete(path);
    delete this.contextOf(path).require.cache[path];
    this.#contexts.delete(path);
    for (const importer of importers) if (this.#importers.has(importer)) this.#drop(importer);
  }
}

function isEsModule({ format }: LocalModule): boolean {
  return format === 'module' || format === 'mixed';
}

function newModule(path: string, require: NodeJS.Require, parent: NodeJS.Module | undefined): NodeJS.Module {
  const module = new Module(path, parent);
  return Object.assign(module, { filename: path, paths: require.resolve.paths('package') ?? [], require });
}

function parsed({ path, code }: LocalModule): unknown {
  try {
    return JSON.parse(code.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new SyntaxError(`${path}: ${(error as Error).message}`);
  }
}

function mustBeAwaited(path: string): Error {
  const message = `${path} awaits at its top level, or imports a file that does. Load it by \`import\`, not by \`require\`.`;
  return Object.assign(new Error(message), { code: 'ERR_REQUIRE_ASYNC_MODULE' });
}

/** Cells are CommonJS: this tells their imports that `default` is the module's own. */
function marked(namespace: object): object {
  return Object.create(namespace, { __esModule: { value: true } });
}

function packageKey(specifier: string, from: string): string {
  return `${dirname(from)}\0${specifier}`;
}
