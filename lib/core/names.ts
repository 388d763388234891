// Keras writes names in snake_case, TypeScript in camelCase; both are taken.

/** The type of `mean_squared_error` for `meanSquaredError`. */
export type SnakeCase<Name extends string> = Name extends `${infer Head}${infer Tail}`
  ? `${Head extends Lowercase<Head> ? Head : `_${Lowercase<Head>}`}${SnakeCase<Tail>}`
  : Name;

/** A name in camelCase, or as Keras spells it. */
export type KerasName<Name extends string> = Name | SnakeCase<Name>;

/** `mean_squared_error` → `meanSquaredError`; other names stay. */
export function toCamelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** `meanSquaredError` → `mean_squared_error`. */
export function toSnakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`).replace(/^_/, '');
}

/** An error for an unknown name: what came, what there is, and which was probably meant. */
export function unknownName(what: string, received: unknown, known: readonly string[]): Error {
  const text = String(received);
  const near = nearest(toCamelCase(text), known);
  const hint = near === undefined ? '' : ` Did you mean '${near}'?`;
  return new Error(`Unknown ${what} '${text}'.${hint} Expected one of: ${known.join(', ')}.`);
}

/** The name among `known` that was probably meant. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const startsAlike = (candidate: string): number => Number(candidate[0] === name[0]);
  const ranked = known
    .map((candidate) => ({ candidate, distance: editDistance(name.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance || startsAlike(b.candidate) - startsAlike(a.candidate));
  const best = ranked[0];
  return best && best.distance <= Math.max(2, name.length / 3) ? best.candidate : undefined;
}

/** Levenshtein's distance: how many letters must be put in, taken out or changed. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, changed));
    }
    row = next;
  }
  return row[b.length]!;
}
