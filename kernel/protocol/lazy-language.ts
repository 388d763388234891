// Loads the language service after the sockets are bound: the compiler takes longest to load of all.
import type { Language } from '../language/contract.js';

export function lazyLanguage(cwd: string): () => Promise<Language> {
  const loading = load(cwd);
  return () => loading;
}

async function load(cwd: string): Promise<Language> {
  const { createLanguage } = await import('../language/language.js');
  return createLanguage({ cwd });
}
