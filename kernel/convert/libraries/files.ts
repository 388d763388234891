// Python's files and folders: `os`, `shutil` and `pathlib` by Node's modules.
import type { Doc } from '../code/layout.js';
import type { Given } from '../translate/arguments.js';
import { type Code, call, code, levels, object, quoted } from '../translate/code.js';
import type { Context } from '../translate/context.js';
import { boolean, type Kind, kindOf, listOf, none, text, tupleOf, unknown } from '../translate/kinds.js';
import { linesOf } from '../translate/texts.js';
import {
  type Handler,
  type Handlers,
  type Method,
  type Methods,
  only,
  optional,
  required,
  textOf,
} from './handler.js';

/** A function of Node's modules, whose import stands at the head of the cell. */
function nodes(module: string, name: string, args: readonly Doc[], kind: Kind, context: Context): Code {
  context.import(`node:${module}`, name);
  return code(call(name, args), kind);
}

/** The same of the arguments that Python names so. @param more what stands behind them here */
const byNode =
  (module: string, name: string, parameters: readonly string[], kind: Kind, ...more: string[]): Handler =>
  (given, context) => {
    const args = parameters.map((parameter, i) => required(given, i, parameter, context).doc);
    return nodes(module, name, [...args, ...more], kind, context);
  };

/** The same of a path or an open file, of which this is a method. */
const ofPath =
  (name: string, kind: Kind, ...more: string[]): Method =>
  (value, _given, context) =>
    nodes('fs', name, [value.doc, ...more], kind, context);

/** `os.path.isdir(path)`: false where there is nothing. */
const asks =
  (what: 'isDirectory' | 'isFile'): Handler =>
  (given, context) => {
    const found = byNode('fs', 'statSync', ['path'], unknown, '{ throwIfNoEntry: false }')(given, context);
    return found && code(['(', found.doc, `?.${what}() ?? false)`], boolean);
  };

/** Files of a folder, by what is done with their names first. */
function inFolder(folder: Doc, chosen: Doc, context: Context, options = ''): Code {
  context.import('node:fs', 'readdirSync');
  context.import('node:path', 'join');
  const paths = `.map((name) => join(folder, name))`;
  return code(
    [
      `((folder: string) => readdirSync(folder${options && `, ${options}`})`,
      chosen,
      paths,
      ')(',
      folder,
      ')',
    ],
    listOf(kindOf('path')),
  );
}

/** Files of a folder by a pattern of one star, as `*.jpg`; undefined for others. A star is no dot at the beginning. */
function filesNamed(folder: Doc, pattern: string, context: Context): Code | undefined {
  const [, start, end] = /^([^*?[\]/]*)\*([^*?[\]/]*)$/.exec(pattern) ?? [];
  if (start === undefined || end === undefined) return undefined;
  const tests = [
    start === '' ? "!name.startsWith('.')" : `name.startsWith(${quoted(start)})`,
    ...(end === '' ? [] : [`name.endsWith(${quoted(end)})`]),
  ];
  return inFolder(folder, `.filter((name) => ${tests.join(' && ')})`, context);
}

/** Files by a pattern that is told. */
const filesMatching = (folder: Doc, pattern: string, context: Context): Code =>
  filesNamed(folder, pattern, context) ?? filesBelow(folder, pattern, context);

/** Files of a folder and of those in it, by a pattern that goes through several folders. */
function filesBelow(folder: Doc, pattern: string, context: Context): Code {
  const parts = pattern
    .split('/')
    .map((part) => (part === '**' ? '(?:(?!\\.)[^/]+/)*' : `${partText(part)}/`));
  const text = parts.join('').replace(/\/$/, '').replaceAll('/', '\\/');
  const all = "{ recursive: true, encoding: 'utf8' }";
  return inFolder(folder, `.filter((name) => /^${text}$/.test(name))`, context, all);
}

/** A folder's or file's name as a regular expression: `*` and `?` do not begin with a dot, as Python's. */
function partText(part: string): string {
  const text = part.replace(/\[!?[^\]]*\]|[*?]|[\\^$.+(){}|]/g, (found) => {
    if (found === '*') return '[^/]*';
    if (found === '?') return '[^/]';
    return found.startsWith('[') ? found.replace(/^\[!/, '[^') : `\\${found}`;
  });
  return /^[*?[]/.test(part) ? `(?!\\.)${text}` : text;
}

/** Patterns that the program makes are left to Node. */
function globbed(pattern: Doc, kind: Kind, context: Context): Code {
  context.note('`globSync` is there from Node 22 on.');
  return nodes('fs', 'globSync', [pattern], listOf(kind), context);
}

/** A file of Google Drive, or of any address, and where it is to be. */
function downloaded(given: Given, context: Context): Code | undefined {
  only(given, 'url', 'output', 'quiet');
  const [url, output] = [optional(given, 0, 'url', context), optional(given, 1, 'output', context)];
  if (!url || !output) return undefined;
  context.note('Where Google asks before it sends a large file, its page comes in the place of the file.');
  context.wait();
  context.import('node:fs', 'copyFileSync');
  context.import('node:path', 'basename');
  const options: Doc = url.doc === 'origin' ? '{ origin }' : ['{ origin: ', url.doc, ' }'];
  const fetched = call(context.facts.use('utils.getFile'), [call('basename', [output.doc]), options]);
  return code(call('copyFileSync', [['await ', fetched], output.doc]), none);
}

const readText = ofPath('readFileSync', text, "'utf8'");

export const files: Handlers = {
  'json.load': (given, context) => {
    const file = byNode('fs', 'readFileSync', ['fp'], text, "'utf8'")(given, context);
    return file && code(call('JSON.parse', [file.doc]), unknown);
  },
  'os.path.join': (given, context) => {
    const parts = given.plain.map((one) => context.expression(one).doc);
    return nodes('path', 'join', parts, text, context);
  },
  'os.path.exists': byNode('fs', 'existsSync', ['path'], boolean),
  'os.path.isdir': asks('isDirectory'),
  'os.path.isfile': asks('isFile'),
  'os.path.expanduser': (given, context) => {
    const path = required(given, 0, 'path', context);
    return code([object(path), ".replace(/^~/, process.env.HOME ?? '~')"], text);
  },
  'glob.glob': (given, context) => {
    only(given, 'pathname');
    const whole = required(given, 0, 'pathname', context);
    const pattern = textOf(given.plain[0]);
    if (pattern === undefined) return globbed(whole.doc, text, context);
    const [, folder = '.', names = pattern] = /^([^*?[\]]*)\/(.*)$/.exec(pattern) ?? [];
    return code(filesMatching(quoted(folder), names.replaceAll('**', '*'), context).doc, listOf(text));
  },
  'gdown.download': downloaded,
  'os.path.splitext': (given, context) => {
    const value = required(given, 0, 'p', context);
    context.import('node:path', 'extname');
    const parts = '[path.slice(0, path.length - extname(path).length), extname(path)] as const';
    return code([`((path: string) => ${parts})(`, value.doc, ')'], tupleOf([value.kind, text]));
  },
  'os.path.basename': byNode('path', 'basename', ['p'], text),
  'os.path.dirname': byNode('path', 'dirname', ['p'], text),
  'os.listdir': (given, context) => {
    const folder = optional(given, 0, 'path', context)?.doc ?? "'.'";
    return nodes('fs', 'readdirSync', [folder], listOf(text), context);
  },
  'os.makedirs': byNode('fs', 'mkdirSync', ['name'], none, '{ recursive: true }'),
  'os.mkdir': byNode('fs', 'mkdirSync', ['path'], none),
  'os.system': byNode('child_process', 'execSync', ['command'], none, "{ stdio: 'inherit' }"),
  'os.environ.get': (given, context) => {
    const [name, byDefault] = [required(given, 0, 'key', context), optional(given, 1, 'default', context)];
    const found: Doc = ['process.env[', name.doc, ']'];
    return code(byDefault ? ['(', found, ' ?? ', byDefault.doc, ')'] : found, text);
  },
  'os.remove': byNode('fs', 'rmSync', ['path'], none),
  'os.getcwd': () => code('process.cwd()', text),
  'shutil.rmtree': byNode('fs', 'rmSync', ['path'], none, '{ recursive: true, force: true }'),
  'shutil.copytree': byNode(
    'fs',
    'cpSync',
    ['src', 'dst'],
    none,
    '{ recursive: true, force: false, errorOnExist: true }',
  ),
  'tempfile.mkdtemp': (given, context) => {
    if (given.plain.length + given.named.size > 0) return undefined;
    for (const [module, name] of [
      ['os', 'tmpdir'],
      ['path', 'join'],
    ] as const)
      context.import(`node:${module}`, name);
    return nodes('fs', 'mkdtempSync', ["join(tmpdir(), 'tmp')"], text, context);
  },
  'shutil.copyfile': byNode('fs', 'copyFileSync', ['src', 'dst'], none),
  'shutil.move': byNode('fs', 'renameSync', ['src', 'dst'], none),
  'pathlib.Path': (given, context) => {
    const parts = given.plain.map((one) => context.expression(one).doc);
    return parts.length === 1
      ? code(parts[0]!, kindOf('path'), levels.assign)
      : nodes('path', 'join', parts, kindOf('path'), context);
  },
};

/** Methods of a path, which is a text here. */
export const pathMethods: Methods = {
  exists: ofPath('existsSync', boolean),
  absolute: (value, _given, context) => nodes('path', 'resolve', [value.doc], kindOf('path'), context),
  resolve: (value, _given, context) => nodes('path', 'resolve', [value.doc], kindOf('path'), context),
  mkdir: ofPath('mkdirSync', none, '{ recursive: true }'),
  read_text: readText,
  glob: (value, given, context) => {
    const pattern = required(given, 0, 'pattern', context);
    const told = textOf(given.plain[0]);
    if (told !== undefined) return filesMatching(value.doc, told, context);
    context.import('node:path', 'join');
    return globbed(call('join', [value.doc, pattern.doc]), kindOf('path'), context);
  },
  iterdir: (value, _given, context) => inFolder(value.doc, '', context),
};

/** Methods of an open archive, which is its path here. */
export const zipMethods: Methods = {
  extractall: (value, given, context) => {
    const folder = optional(given, 0, 'path', context)?.doc ?? "'.'";
    context.note('`unzip` has to be installed.');
    const parts: Doc = ["['-oq', ", value.doc, ", '-d', ", folder, ']'];
    return nodes('child_process', 'execFileSync', ["'unzip'", parts], none, context);
  },
};

/** Methods of an open file. */
export const fileMethods: Methods = {
  read: (value, given, context) => (given.plain.length > 0 ? undefined : readText(value, given, context)),
  readlines: (value, given, context) => {
    const whole = readText(value, given, context);
    return whole && linesOf(whole.doc);
  },
  write: (value, given, context) =>
    nodes('fs', 'appendFileSync', [value.doc, required(given, 0, 'text', context).doc], none, context),
  // At most what Python reads ahead.
  peek: (value, _given, context) => {
    context.import('node:fs', 'readFileSync');
    return code([call('readFileSync', [value.doc]), ".subarray(0, 8192).toString('latin1')"], text);
  },
  close: () => code('', none),
};
