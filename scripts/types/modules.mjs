// Gathers declaration files and everything they refer to, and rewrites them as ambient modules of one script:
// a checker that loads one big file starts faster than one that opens and resolves hundreds.
import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';
import ts from 'typescript';
import { apply } from './docs.mjs';

/** @typedef {import('./docs.mjs').Docs} Docs */
/** @typedef {import('./docs.mjs').Edit} Edit */
/** @typedef {(file: string) => string} Naming turns a file's path into its ambient module's name */

/** @type {ts.CompilerOptions} */
const resolution = {
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  resolveJsonModule: true,
};

const builtins = new Set(builtinModules);

/** Packages that only register kernels: a cell has no use for their types. */
const skipped = /^@tensorflow\/tfjs-backend-(cpu|webgl)$/;

/** @param {string} specifier */
const isBuiltin = (specifier) => specifier.startsWith('node:') || builtins.has(specifier);

/**
 * All of `entries` and what they reach, each as text for one ambient script.
 * @param {string[]} entries absolute paths of declaration files
 * @param {Naming} nameOf
 * @param {Docs} docs takes the doc comments
 * @param {(file: string) => Edit[]} more further changes to a file
 * @returns {string}
 */
export function bundle(entries, nameOf, docs, more = () => []) {
  /** @type {Map<string, string>} */
  const parts = new Map();
  const waiting = [...entries];
  for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
    if (parts.has(file)) continue;
    const { text, reached } = ambient(file, nameOf, (source) => [...docs.edits(source), ...more(file)]);
    parts.set(file, text);
    waiting.push(...reached);
  }
  return [...parts.values()].join('\n');
}

/**
 * @param {string} file
 * @param {Naming} nameOf
 * @param {(source: ts.SourceFile) => Edit[]} editsOf
 */
function ambient(file, nameOf, editsOf) {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  /** @type {string[]} */
  const reached = referencedFiles(source);
  const edits = [...editsOf(source), ...removedStatements(source)];
  for (const literal of specifiers(source)) {
    const target = resolve(literal.text, file);
    if (target === undefined) continue;
    reached.push(target);
    edits.push({ start: literal.getStart(source), end: literal.end, text: JSON.stringify(nameOf(target)) });
  }
  const body = apply(source.text, edits);
  const isModule = ts.isExternalModule(source);
  return { reached, text: isModule ? `declare module ${JSON.stringify(nameOf(file))} {\n${body}\n}` : body };
}

/** @param {ts.SourceFile} source */
function referencedFiles(source) {
  return source.referencedFiles.map((reference) => join(dirname(source.fileName), reference.fileName));
}

/**
 * The declaration file that a specifier means, or undefined where it has none to bundle.
 * @param {string} specifier
 * @param {string} from
 */
function resolve(specifier, from) {
  if (isBuiltin(specifier) || skipped.test(specifier)) return undefined;
  const found = ts.resolveModuleName(specifier, from, resolution, ts.sys).resolvedModule?.resolvedFileName;
  return found !== undefined && /\.d\.[mc]?ts$/.test(found) ? found : undefined;
}

/**
 * Every string that names a module: imports, exports, `import('…')` types, augmentations.
 * @param {ts.SourceFile} source
 */
function specifiers(source) {
  /** @type {ts.StringLiteral[]} */
  const found = [];
  /** @param {ts.Node} node */
  const visit = (node) => {
    if (ts.isStringLiteral(node) && namesModule(node.parent)) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** @param {ts.Node} parent */
function namesModule(parent) {
  return (
    ts.isImportDeclaration(parent) ||
    ts.isExportDeclaration(parent) ||
    ts.isExternalModuleReference(parent) ||
    ts.isModuleDeclaration(parent) ||
    (ts.isLiteralTypeNode(parent) && ts.isImportTypeNode(parent.parent))
  );
}

/**
 * `export as namespace X` has no place in an ambient module.
 * @param {ts.SourceFile} source
 * @returns {Edit[]}
 */
function removedStatements(source) {
  return source.statements
    .filter(ts.isNamespaceExportDeclaration)
    .map((statement) => ({ start: statement.getStart(source), end: statement.end, text: '' }));
}

/**
 * Names a package's file by the package and the path inside it, without its ending.
 * @param {string} file
 */
export function packageModuleName(file) {
  const path = file.split(sep).join('/');
  const start = path.lastIndexOf('/node_modules/') + '/node_modules/'.length;
  const inPackage = path.slice(start);
  const [name = ''] = /^(@[^/]+\/)?[^/]+/.exec(inPackage) ?? [];
  if (isMain(path.slice(0, start) + name, file)) return name;
  return inPackage.replace(/(\/index)?\.d\.[mc]?ts$/, '');
}

/**
 * True of the file that a package's bare name means.
 * @param {string} folder
 * @param {string} file
 */
function isMain(folder, file) {
  const { types, typings } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, types ?? typings ?? 'index.d.ts') === file;
}

/**
 * @param {string} root
 * @param {string} file
 */
export function isInside(root, file) {
  return !relative(root, file).startsWith('..') && !file.includes(`${sep}node_modules${sep}`);
}
