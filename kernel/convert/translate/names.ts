// Names: from Python's spelling to ours.

/** `x_train` is `xTrain`, `BATCH_SIZE` is `batchSize`; a class keeps its capital. */
export function camelCase(name: string): string {
  const [, before = '', core = '', after = ''] = /^(_*)(.*?)(_*)$/.exec(name) ?? [];
  const isConstant = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/.test(core) && core.length > 1;
  const plain = isConstant ? core.toLowerCase() : core;
  const joined = plain.replace(/_+(\w)/g, (_, letter: string) => letter.toUpperCase());
  const lower = /^[A-Z][a-z0-9]*_/.test(core) || /^[A-Z]_/.test(core);
  const first = lower && !isConstant ? joined.charAt(0).toLowerCase() + joined.slice(1) : joined;
  return (before === '_' || before === '' ? '' : before) + (first || core) + after.replace(/_/g, '');
}

/** What Python calls by itself, where JavaScript has a name for it. */
const specials: Readonly<Record<string, string>> = {
  __len__: 'length',
  __getitem__: 'at',
  __str__: 'toString',
};

/** The same of a member, which keeps its underscore where another has its name without one. */
export function memberName(name: string, isMember: (name: string) => boolean): string {
  const special = /^__(\w+?)__$/.exec(name)?.[1];
  if (special !== undefined) return specials[name] ?? camelCase(special);
  const plain = /^_([^_].*)$/.exec(name)?.[1];
  return plain !== undefined && isMember(plain) ? `_${camelCase(plain)}` : camelCase(name);
}

/** Names that JavaScript keeps for itself, and those that would hide what cells have. */
const words = new Set(
  (
    'arguments await break case catch class const continue debugger default delete do else enum eval export extends ' +
    'false finally for function if implements import in instanceof interface let new null package private protected ' +
    'public return static super switch this throw true try typeof var void while with yield undefined NaN Infinity ' +
    'Math Array Object Number String Boolean Date Map Set Promise console process JSON require module exports'
  ).split(' '),
);

/** What takes the place of a name that stands for something else here. */
const instead: Readonly<Record<string, string>> = {
  model: 'network',
  class: 'kind',
  default: 'standard',
  function: 'fn',
  new: 'fresh',
  in: 'input',
  layers: 'allLayers',
};

/** The spelling of a variable's name. @param isTaken whether it stands for something else already */
export function variableName(name: string, isTaken: (spelling: string) => boolean): string {
  const spelling = name === '_' ? '_' : camelCase(name) || name;
  const fits = (one: string): boolean => !words.has(one) && !isTaken(one);
  if (fits(spelling)) return spelling;
  const other = instead[spelling];
  if (other !== undefined && fits(other)) return other;
  if (fits(name)) return name;
  for (let i = 2; ; i++) if (fits(`${spelling}${i}`)) return `${spelling}${i}`;
}

/** A property's name as it stands after a dot or in an object. */
export const isIdentifier = (name: string): boolean => /^[A-Za-z_$][\w$]*$/.test(name);
export const propertyName = (name: string): string =>
  isIdentifier(name) ? name : `'${name.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
