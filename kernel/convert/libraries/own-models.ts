// A model that is known as any model, of which something is asked that a class of the program's own has.
import { type Code, code } from '../translate/code.js';
import type { Context } from '../translate/context.js';

/** `self.model.generator` in a callback: the model taken for one of the only class that has it. */
export function asOwnModel(value: Code, name: string, context: Context): Code | undefined {
  if (value.kind.name !== 'model') return undefined;
  const { facts } = context;
  const [owner, ...others] = [...facts.classes.values()].filter(
    (one) =>
      facts.rootOf(one.name) === 'keras.models.Model' && (one.fields.has(name) || one.methods.has(name)),
  );
  if (!owner || others.length > 0) return undefined;
  const spelling = context.scope.find(owner.name)?.spelling ?? owner.name;
  return code(['(', value.doc, ` as unknown as ${spelling})`], { name: 'own', className: owner.name });
}
