// A file's path as Jupyter's file browser names it.

/**
 * @param file absolute path, with `/`
 * @param root of the server, as its page says it: a home folder in it is written `~`
 * @returns undefined for a file outside of the root
 */
export function contentsPath(file: string, root: string): string | undefined {
  const base = root.replace(/\/+$/, '');
  const prefix = base.startsWith('~') ? homeBefore(file, base.slice(1)) : `${base}/`;
  return prefix !== undefined && file.startsWith(prefix) ? file.slice(prefix.length) : undefined;
}

/** The page does not say where the home is; a home lies in one of few places. */
function homeBefore(file: string, rest: string): string | undefined {
  const home = /^(?:\/root|(?:\/[A-Za-z]:)?\/(?:home|Users)\/[^/]+)(?=\/)/.exec(file)?.[0];
  return home === undefined ? undefined : `${home}${rest}/`;
}
