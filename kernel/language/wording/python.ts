// Lines as Python or IPython has them, and how TypeScript says the same.
import type TypeScript from 'typescript';
import { ts } from '../typescript.js';
import type { Rule } from './finding.js';

interface Phrase {
  readonly pattern: RegExp;
  /** What of the line is Python. */
  readonly what: string;
  /** @param parts what the pattern's brackets hold */
  readonly instead: (...parts: string[]) => string;
}

const block = '{ … }';
const camelCase = (name: string): string =>
  name.replace(/(?<=\w)_(\w)/g, (_, letter: string) => letter.toUpperCase());

/** Python's modules, and where their work is done here. */
const modules: Readonly<Record<string, string>> = {
  numpy: '`tf` is there without an import: `tf.tensor([1, 2])`, `tf.mean(x)`',
  pandas: '`readCsv` and `table` are there without an import: `readCsv("people.csv")`',
  matplotlib: '`plot` is there without an import: `plot.line(values)`',
  seaborn: '`plot` is there without an import: `plot.scatter(x, y)`',
  tensorflow: '`tf`, `layers`, `sequential`, `datasets` are there without an import',
  keras: '`layers`, `sequential`, `optimizers`, `datasets` are there without an import',
  sklearn: '`trainTestSplit`, `standardScaler`, `classificationReport` are there without an import',
  torch: '`tf`, `layers`, `sequential` are there without an import',
  os: "`import { readdirSync } from 'node:fs'` for files, `process.env` for the environment",
  math: '`Math` is there without an import: `Math.sqrt(2)`',
  random: '`random` is there without an import: `random.setSeed(1)`',
  time: '`await time(() => …)` is there without an import',
  json: '`JSON.parse(text)` is there without an import',
};

function moduleHere(name: string, names?: string): string {
  const [root = name] = name.split('.');
  const known = Object.hasOwn(modules, root) ? modules[root] : undefined;
  return known ?? `\`import ${names ? `{ ${names} }` : `* as ${root}`} from '${root}'\``;
}

const shell = (command: string): string => {
  const packages = /^(?:pip3?|conda) install (?:-\S+ )*(.+)$/.exec(command)?.[1];
  if (packages) return `\`await install('${packages.split(' ')[0]}')\` for packages of npm`;
  return `\`import { execSync } from 'node:child_process'; console.log(String(execSync('${command}')))\``;
};

const magic = (name: string, rest: string): string => {
  if (/^time(it)?$/.test(name)) return `\`await time(() => ${rest.trim() || '…'})\``;
  if (name === 'matplotlib') return 'nothing: a chart on the last line shows itself';
  if (name === 'who' || name === 'whos') return '`whos()`';
  if (name === 'pip' || name === 'conda') return "`await install('package')` for packages of npm";
  return 'there are no % commands';
};

const template = (text: string): string =>
  `\`\`\`${text.replaceAll('{', '$' + '{')}\`\`\``.replace(/^``|``$/g, '');

/** The first that fits counts. */
const phrases: readonly Phrase[] = [
  {
    pattern: /^\s*for\s+(\w+)\s+in\s+range\(\s*([^,()]+|\w+\([^()]*\))\s*\)\s*:/,
    what: 'for … in range(…):',
    instead: (i, end) => `\`for (let ${i} = 0; ${i} < ${end}; ${i}++) ${block}\``,
  },
  {
    pattern: /^\s*for\s+(\w+)\s+in\s+range\(\s*([^,()]+),\s*([^,()]+)\)\s*:/,
    what: 'for … in range(…):',
    instead: (i, first, end) => `\`for (let ${i} = ${first}; ${i} < ${end}; ${i}++) ${block}\``,
  },
  {
    pattern: /^\s*for\s+(\w+)\s*,\s*(\w+)\s+in\s+enumerate\((.+)\)\s*:/,
    what: 'for … in enumerate(…):',
    instead: (i, one, all) => `\`for (const [${i}, ${one}] of ${all}.entries()) ${block}\``,
  },
  {
    pattern: /^\s*for\s+(.+?)\s+in\s+(.+?)\s*:/,
    what: 'for … in …:',
    instead: (one, all) => `\`for (const ${one!.includes(',') ? `[${one}]` : one} of ${all}) ${block}\``,
  },
  {
    pattern: /^\s*import\s+([\w.]+)(?:\s+as\s+\w+)?\s*$/,
    what: 'import …',
    instead: (name) => moduleHere(name!),
  },
  {
    pattern: /^\s*from\s+([\w.]+)\s+import\s+(.+?)\s*$/,
    what: 'from … import …',
    instead: (name, names) => moduleHere(name!, names),
  },
  {
    pattern: /^\s*!\s*([a-z][\w-]*(?: [^=].*)?)$/,
    what: '!command',
    instead: (command) => shell(command!.trim()),
  },
  { pattern: /^\s*%{1,2}(\w+)(.*)$/, what: '%command', instead: (name, rest) => magic(name!, rest ?? '') },
  {
    pattern: /^\s*\?{0,2}([A-Za-z_$][\w.$]*)\?{1,2}\s*$/,
    what: 'name?',
    instead: (name) => `Shift-Tab with the cursor on \`${name}\` shows its documentation`,
  },
  {
    pattern: /^\s*\?{1,2}([A-Za-z_$][\w.$]*)\s*$/,
    what: '?name',
    instead: (name) => `Shift-Tab with the cursor on \`${name}\` shows its documentation`,
  },
  {
    pattern: /^\s*(?:async\s+)?def\s+(\w+)\s*\(([^)]*)\)[^:]*:/,
    what: 'def',
    instead: (name, parameters) =>
      `\`function ${camelCase(name!)}(${parameters!.replace(/\bself,?\s*/, '')}) ${block}\``,
  },
  {
    pattern: /^\s*class\s+(\w+)\s*(?:\(\s*([\w.]*)\s*\))?\s*:/,
    what: 'class …:',
    instead: (name, base) => `\`class ${name}${base ? ` extends ${base}` : ''} ${block}\``,
  },
  {
    pattern: /^\s*elif\s+(.+?)\s*:/,
    what: 'elif',
    instead: (test) => `\`else if (${condition(test!)}) ${block}\``,
  },
  {
    pattern: /^\s*(if|while)\s+(.+?)\s*:\s*(?:$|[^:])/,
    what: 'a colon after a condition',
    instead: (word, test) => `\`${word} (${condition(test!)}) ${block}\``,
  },
  { pattern: /^\s*else\s*:/, what: 'else:', instead: () => `\`else ${block}\`` },
  {
    pattern: /^\s*(?:try|except\b[^:]*|finally)\s*:/,
    what: 'try: … except:',
    instead: () => '`try { … } catch (error) { … }`',
  },
  {
    pattern: /^\s*with\s+open\(\s*([^,)]+).*:/,
    what: 'with open(…):',
    instead: (path) => `\`import { readFileSync } from 'node:fs'; readFileSync(${path}, 'utf8')\``,
  },
  {
    pattern: /^\s*raise\s+\w+\((.*)\)/,
    what: 'raise',
    instead: (message) => `\`throw new Error(${message})\``,
  },
  {
    pattern: /^\s*assert\s+(.+?)\s*$/,
    what: 'assert',
    instead: (test) => `\`if (!(${condition(test!)})) throw new Error('…')\``,
  },
  {
    pattern: /\[\s*(.+?)\s+for\s+(\w+)\s+in\s+(.+?)\s*\]/,
    what: 'a list made by `for`',
    instead: (value, one, all) => {
      const count = /^range\((.+)\)$/.exec(all!)?.[1];
      const list = count === undefined ? all : `Array.from({ length: ${count} }, (_, ${one}) => ${value})`;
      return count === undefined ? `\`${list}.map((${one}) => ${value})\`` : `\`${list}\``;
    },
  },
  {
    pattern: /\blambda\s*([\w\s,]*):\s*([^,)]+)/,
    what: 'lambda',
    instead: (parameters, value) => `\`(${parameters!.trim()}) => ${value!.trim()}\``,
  },
  {
    pattern: /(?<![\w'"`])f(["'])((?:(?!\1).)*)\1/,
    what: 'f"…"',
    instead: (_, text) => `a text between backticks, with $ before the brackets: ${template(text!)}`,
  },
  {
    pattern: /([\w.)\]]+)\[(-?[\w.]*)\s*:\s*(-?[\w.]*)\]/,
    what: 'x[a:b]',
    instead: (list, from, to) =>
      `\`${list}.slice(${from || 0}${to ? `, ${to}` : ''})\` of a list; of a tensor, \`${list}.slice(begin, size)\``,
  },
  { pattern: /^(?:[^'"`]*\s)?#(?:\s+(.*))?$/, what: '# comment', instead: (text) => `\`// ${text ?? ''}\`` },
  {
    pattern: /^\s*(\w+)\s*:\s*(?:int|float|str|bool|list|dict)\s*=\s*(.+)$/,
    what: 'the type',
    instead: (name, value) => `\`let ${name} = ${value}\``,
  },
  { pattern: /\b(\S+)\s+and\s+(\S+)/, what: 'and', instead: (a, b) => `\`${a} && ${b}\`` },
  { pattern: /\b(\S+)\s+or\s+(\S+)/, what: 'or', instead: (a, b) => `\`${a} || ${b}\`` },
];

const condition = (test: string): string =>
  test
    .replace(/\band\b/g, '&&')
    .replace(/\bor\b/g, '||')
    .replace(/\bnot\s+/g, '!')
    .replace(/\bis not\b|!=(?!=)/g, '!==')
    .replace(/\bis\b|(?<![=!<>])==(?!=)/g, '===')
    .replace(/\bTrue\b/g, 'true')
    .replace(/\bFalse\b/g, 'false')
    .replace(/\bNone\b/g, 'null');

/** The compiler's syntax errors, and names that it does not know. */
const isSyntax = (code: number): boolean => code >= 1000 && code < 2000;
const unknownName = new Set([2304, 2503, 2552]);
/** `!ls -l`, where `!ls` is no number. */
const noNumber = new Set([2362, 2363]);

/** For a line that is no TypeScript, and reads as Python. */
export const pythonLine: Rule = ({ diagnostic: { code, file, start = 0 } }) => {
  if (!file || !(isSyntax(code) || unknownName.has(code) || noNumber.has(code))) return undefined;
  const [line, before] = linesAt(file.text, start);
  return (
    advice(line, isSyntax(code) ? () => true : atNames) ??
    (isSyntax(code) ? advice(before, atNext) : undefined)
  );
};

/** What is TypeScript too, of names that there are not. */
const atNames = ({ what }: Phrase): boolean => what === '!command' || what === 'the type';
/** What the compiler finds wrong at the next word only. */
const atNext = ({ what }: Phrase): boolean => what === 'name?' || what.includes('import');

function advice(line: string, isMeant: (phrase: Phrase) => boolean): string | undefined {
  const found = phrases.find((phrase) => isMeant(phrase) && phrase.pattern.test(line));
  if (!found) return undefined;
  const [, ...parts] = found.pattern.exec(line)!;
  const name = /^(a|the) /.test(found.what) ? found.what : `\`${found.what}\``;
  return `${name} is ${/^[!%?]|\?$/.test(found.what) ? 'IPython' : 'Python'}. In TypeScript: ${found.instead(...parts)}.`;
}

/** The line at a place, and the one before it that is not empty. */
function linesAt(text: string, at: number): [line: string, before: string] {
  const end = text.indexOf('\n', at);
  const lines = text.slice(0, end < 0 ? undefined : end).split(/\r?\n/);
  const line = lines.pop() ?? '';
  return [line, lines.findLast((one) => one.trim() !== '') ?? ''];
}

/** For `layers.dense(units=10)`: options are an object. */
export const namedArgument: Rule = ({ diagnostic, node }) => {
  if (!unknownName.has(diagnostic.code) || !ts.isBinaryExpression(node.parent)) return undefined;
  const call = node.parent.parent;
  const isNamed = node.parent.left === node && node.parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  if (!isNamed || !ts.isCallExpression(call)) return undefined;
  const texts = call.arguments.map((argument) => argument.getText());
  const plain = texts.filter((_, i) => !isAssignment(call.arguments[i]!));
  const named = call.arguments.filter(isAssignment).map((one) => {
    const [name = '', value = ''] = [one.left.getText(), one.right.getText()];
    return `${camelCase(name)}: ${value}`;
  });
  const list = [...plain, `{ ${named.join(', ')} }`].join(', ');
  return `Arguments by name are Python. In TypeScript they are one object: \`${call.expression.getText()}(${list})\`.`;
};

const isAssignment = (node: TypeScript.Node): node is TypeScript.BinaryExpression & TypeScript.Expression =>
  ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken;
