// Keras' names beside ours: which of them are here, under which name, and what of the rest is excused and why.

/** @typedef {{ version: string, modules: Record<string, Record<string, string[]>> }} KerasNames */
/**
 * What a person decided. Keys are `module.Name`, `module.*`, `module.Name(argument)`, `module.*(argument)` or
 * `*(argument)`.
 * @typedef {{ elsewhere: Record<string, string>, excused: Record<string, string>, refused: string[] }} Decisions refused:
 *   excused arguments that change what is computed, which no program is translated without
 */
/** @typedef {import('./our-names.mjs').Names} Names */
/** @typedef {{ module: string, name: string, ours: string | undefined, reason: string | undefined, lacks: string[] }} Row */
/** @typedef {{ rows: Row[], missing: string[], useless: string[] }} Comparison */

/**
 * @param {KerasNames} keras
 * @param {Names} ours
 * @param {Decisions} decisions
 * @returns {Comparison}
 */
export function compare(keras, ours, { elsewhere, excused }) {
  const used = new Set();
  const reasonFor = (/** @type {string[]} */ keys) => {
    const key = keys.find((one) => one in excused);
    if (key !== undefined) used.add(key);
    return key === undefined ? undefined : excused[key];
  };
  const found = finder(ours, elsewhere);
  /** @type {string[]} */
  const missing = [];
  const rows = Object.entries(keras.modules).flatMap(([module, names]) =>
    Object.entries(names).map(([name, taken]) => {
      const path = `${module}.${name}`;
      const mine = found(path);
      const reason = mine === undefined ? reasonFor([path, `${module}.*`]) : undefined;
      if (mine === undefined && reason === undefined) missing.push(path);
      const lacks = mine === undefined ? [] : absent(taken, ours.get(mine));
      for (const argument of lacks) {
        const keys = [`${path}(${argument})`, `${module}.*(${argument})`, `*(${argument})`];
        if (found.argument(keys, ours.get(mine ?? ''))) continue;
        if (reasonFor(keys) === undefined) missing.push(keys[0]);
      }
      return { module, name, ours: mine, reason, lacks };
    }),
  );
  const isUsed = (/** @type {string} */ key) => used.has(key) || found.used.has(key);
  const useless = [...Object.keys(excused), ...Object.keys(elsewhere)].filter((key) => !isUsed(key));
  return { rows, missing, useless };
}

/**
 * @param {Names} ours
 * @param {Record<string, string>} elsewhere
 */
function finder(ours, elsewhere) {
  const byPlainName = new Map([...ours.keys()].map((name) => [plain(name), name]));
  /** @type {Set<string>} */
  const used = new Set();
  /** @param {string} path */
  const find = (path) => {
    const told = elsewhere[path];
    if (told === undefined) return byPlainName.get(plain(path));
    used.add(path);
    return ours.has(told) ? told : undefined;
  };
  /** @type {(keys: string[], taken: ReadonlySet<string> | undefined) => boolean} */
  find.argument = (keys, taken) => {
    const key = keys.find((one) => one in elsewhere);
    if (key === undefined) return false;
    used.add(key);
    return taken?.has(elsewhere[key] ?? '') ?? false;
  };
  find.used = used;
  return find;
}

/** Upper and lower case and underscores are spelling: `one_hot_mean_iou` is `oneHotMeanIoU`. */
const plain = (/** @type {string} */ name) => name.replaceAll('_', '').toLowerCase();

/**
 * @param {string[]} taken
 * @param {ReadonlySet<string> | undefined} ours
 */
function absent(taken, ours) {
  const known = new Set([...(ours ?? [])].map(plain));
  return taken.filter((name) => !known.has(plain(name)));
}
