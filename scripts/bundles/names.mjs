// In a bundle, of two functions or classes of one name the second gets another, which a program would see: a class tells
// its name in a file, a function in a cell that shows it.

/** Where one begins that is declared at the top of a module, whose name was changed to end in `$1` or `$a`. */
const renamed = /^(?:async )?(?:function\*?|class|const|let) (([\w$]+)\$[\da-z]+)\b/gm;

/**
 * Lets the functions and classes of a bundle say the names that they have in their sources.
 * @param {string} code
 * @returns {{ code: string, map: null } | null}
 */
export function giveNamesBack(code) {
  const names = [...code.matchAll(renamed)].map(([, name, own]) => `['${own}', '${name}', ${name}]`);
  if (names.length === 0) return null;
  return { code: `${code}\nfor (const [own, name, value] of [${names.join(', ')}]) ${giving}\n`, map: null };
}

// A constant may hold anything, also what has its name elsewhere.
const giving =
  "if (typeof value === 'function' && value.name === name) Object.defineProperty(value, 'name', { value: own });";
