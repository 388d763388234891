// Sets of lists: JavaScript knows a list by what it is, Python by what is in it. Such a set holds their texts.
import { type Code, call, code } from './code.js';
import { type Context, Untranslated } from './context.js';
import { isList, type Kind, listOf, unknown } from './kinds.js';

/** A set that holds texts of lists. */
export const textSet: Kind = { name: 'set', className: 'texts', of: listOf(unknown) };
export const isOfTexts = ({ name, className }: Kind): boolean => name === 'set' && className === 'texts';

/** What is put into a set, taken out of it or asked for in it, as it is there. */
export function inSet(set: Kind, one: Code, context: Context): Code {
  if (isOfTexts(set)) return code(call('JSON.stringify', [one.doc]), one.kind);
  if (!isList(one.kind)) return one;
  for (const place of set.madeAt ?? []) context.facts.becomesMap(place);
  throw new Untranslated(
    'a set of lists, which JavaScript knows by what they are, not by what is in them: hold their texts',
  );
}
