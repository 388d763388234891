// Loads the language service after the sockets are bound: the compiler takes longest to load of all.
import type { Language } from '../contract/language.js';

/** A request that comes before this has passed sets the compiler up itself. */
const idleBeforeWarmUp = 100;

export function lazyLanguage(cwd: string): () => Promise<Language> {
  let used = false;
  const loading = load(cwd);
  // The first check of all sets up the compiler: better now, while no request waits.
  const warmUp = (language: Language) =>
    setTimeout(() => used || language.convert('0', 'warm-up'), idleBeforeWarmUp);
  loading.then(warmUp, () => {});
  return () => {
    used = true;
    return loading;
  };
}

async function load(cwd: string): Promise<Language> {
  const { createLanguage } = await import('../language/language.js');
  return createLanguage({ cwd });
}
