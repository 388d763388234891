// Methods of objects of the program's own classes, and of what those extend.
import type { Doc } from '../code/layout.js';
import type { Of } from '../python/syntax.js';
import { isConstant } from '../python/walk.js';
import { arranged, byName, type Given } from '../translate/arguments.js';
import { isBuiltIn } from '../translate/class-bases.js';
import { type Code, call, code, object } from '../translate/code.js';
import { type Context, Untranslated } from '../translate/context.js';
import { kindOf, scalar } from '../translate/kinds.js';
import { camelCase } from '../translate/names.js';
import { builtInField, builtInMethod } from './built-in-bases.js';
import { applied } from './keras.js';
import { modelMethods } from './objects.js';
import { ownCall } from './own-calls.js';
import { rowOf } from './table.js';
import { valueCall } from './value-calls.js';

/** A method of an object of the program's own class, or of what that extends. */
export function ownMethod(value: Code, name: string, args: Given, context: Context): Code {
  const { className } = value.kind;
  const facts = context.facts.methodOf(className, name);
  const field = className === undefined ? undefined : context.facts.classes.get(className)?.fields.get(name);
  const member: Doc = [object(value), `.${context.facts.member(name)}`];
  if (field && !facts) return valueCall(code(member, field), args, context);
  const root = context.facts.rootOf(className);
  if (facts && context.facts.propertyOwner(className, name))
    return valueCall(code(member, facts.gives), args, context);
  if (facts && name !== 'call') return ownCall(member, facts, args, context);
  if (facts) return applied(value, args, context);
  if (isBuiltIn(root) && name === 'activation') return valueCall(builtInField(value, name)!, args, context);
  const builtIn = isBuiltIn(root) ? builtInMethod(value, name, args, context) : undefined;
  if (builtIn) return builtIn;
  if (root === 'keras.models.Model' || root === 'keras.layers.Layer' || isBuiltIn(root))
    return ofBase(value, name, args, context);
  if (root === 'keras.metrics.Metric' && (name === 'add_weight' || name === 'add_variable'))
    return addVariable(value, args, context);
  throw new Untranslated(`\`${name}\` is not a method of the class`);
}

function ofBase(value: Code, name: string, args: Given, context: Context): Code {
  if (name === 'add_weight') {
    const row = rowOf('Layer.add_weight');
    const values = byName(args, row?.parameters ?? ['shape', 'initializer']);
    const list = arranged(
      values,
      row ?? {
        places: [new Set(['name', 'shape', 'initializer', 'trainable', 'regularizer'])],
        ignored: new Set(['dtype']),
      },
      context,
      args.node.to,
    );
    return code([object(value), call('.addWeight', list)], kindOf('variable'));
  }
  if (name === 'compiled_loss') return ofBase(value, 'compute_loss', withoutLosses(args), context);
  if (name === 'compute_loss') {
    const isOld = args.plain.length === 2;
    const names = isOld ? ['y', 'y_pred'] : ['x', 'y', 'y_pred', 'sample_weight', 'training'];
    return code([object(value), byOptions('computeLoss', args, names, context)], scalar);
  }
  if (name === 'compute_metrics') {
    const made = byOptions('computeMetrics', args, ['x', 'y', 'y_pred', 'sample_weight'], context);
    return code([object(value), made], kindOf('dict'));
  }
  const made = modelMethods[name]?.(value, args, context);
  if (made) return made;
  throw new Untranslated(`\`${name}\` of a layer or model is not known here`);
}

/** Arguments as options; metrics do not look at the inputs. */
function byOptions(method: string, args: Given, names: readonly string[], context: Context): Doc {
  const items = [...byName(args, names)]
    .filter(([key]) => method !== 'computeMetrics' || key !== 'x')
    .filter(([, one]) => !isConstant(one, 'None'))
    .map(([key, one]) => {
      const shown = context.expression(one).doc;
      return { doc: shown === camelCase(key) ? shown : [camelCase(key), ': ', shown] };
    });
  return call(`.${method}`, [{ open: '{', items, close: '}' }]);
}

/** Keras 2's `self.compiled_metrics.update_state(y, y_pred)`. */
export function compiledMetrics(callee: Of<'attribute'>, args: Given, context: Context): Code | undefined {
  const { object: metrics } = callee;
  if (callee.name !== 'update_state' || metrics.type !== 'attribute') return undefined;
  if (metrics.name !== 'compiled_metrics') return undefined;
  const made = byOptions('computeMetrics', args, ['y', 'y_pred', 'sample_weight'], context);
  return code([object(context.expression(metrics.object)), made], kindOf('dict'));
}

/** Keras 2 gave what layers add to the loss by name; `computeLoss` adds it. */
const withoutLosses = (args: Given): Given => ({
  ...args,
  named: new Map([...args.named].filter(([name]) => name !== 'regularization_losses')),
});

function addVariable(value: Code, args: Given, context: Context): Code {
  const values = byName(args, ['shape', 'initializer']);
  const shape = values.get('shape');
  const initializer = values.get('initializer');
  const start = initializer?.type === 'text' ? initializer.value : initializer && 'other';
  if (start !== undefined && start !== 'zeros' && start !== 'ones')
    throw new Untranslated('a metric’s variable that begins with other than zeros or ones');
  const options: Doc[] = start === 'ones' ? ['{ initialValue: 1 }'] : [];
  return code(
    [object(value), call('.addVariable', [shape ? context.expression(shape).doc : '[]', ...options])],
    kindOf('variable'),
  );
}
