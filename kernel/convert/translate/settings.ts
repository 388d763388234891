// `**kwargs` of a function: what it was given by name, whose names are spelled as ours.
import { type Code, code, quoted } from './code.js';
import { type Context, Untranslated } from './context.js';
import { camelCase } from './names.js';

/** A name of Python's that is asked for, as it is spelled here. */
export function keyOfSettings(key: Code, context: Context): Code {
  const written = typeof key.doc === 'string' ? /^(['"])(\w+)\1$/.exec(key.doc)?.[2] : undefined;
  if (written !== undefined) return code(quoted(camelCase(written)), key.kind);
  refuseNames(context);
  return key;
}

/** @throws where the names themselves are asked for, and some are spelled otherwise here */
export function refuseNames({ facts }: Context): void {
  if (facts.isRespelled)
    throw new Untranslated('the names of `**kwargs` as texts: they are spelled otherwise here, `batchSize`');
}
