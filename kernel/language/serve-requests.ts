// Serves one request after another, for protocol/checker.ts, wherever the checker lives.
import type { CheckerRequest, FromChecker } from '../contract/checker-messages.js';
import type { Conversion, Language } from '../contract/language.js';
import { answer } from './answer.js';
import { withTranslation } from './translation.js';

export async function served(language: Language, request: CheckerRequest): Promise<FromChecker> {
  try {
    const given = answer(language, request);
    if (request.type !== 'convert') return { type: 'reply', reply: given };
    const known = (name: string) => language.earlierCells().texts.has(name);
    return { type: 'reply', reply: await withTranslation(request.source, given as Conversion, known) };
  } catch (error) {
    return { type: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}
