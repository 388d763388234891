// Values that are called: a layer or a model on tensors, a loss, a function that a variable holds.

import type { Doc } from '../code/layout.js';
import type { Given } from '../translate/arguments.js';
import { calledAs } from '../translate/class-bases.js';
import { type Code, call, code, levels, object, within } from '../translate/code.js';
import type { Context } from '../translate/context.js';
import { isList, isTensor, listOf, none, scalar, symbolic, tensor, unknown } from '../translate/kinds.js';
import { applied } from './keras.js';
import { ownCall, plainArguments } from './own-calls.js';

const callable = new Set(['layer', 'model', 'own']);

/** A value that is called: a layer on tensors, a function that a variable holds. */
export function valueCall(callee: Code, args: Given, context: Context): Code {
  const { name } = callee.kind;
  if (name === 'own') learnInputs(callee.kind.className, args, context);
  const gives = name === 'own' ? context.facts.methodOf(callee.kind.className, 'call')?.gives : undefined;
  if (gives && isList(gives)) return severalOutputs(callee, args, context);
  if (callable.has(name) && !(name === 'own' && context.facts.methodOf(callee.kind.className, '__call__')))
    return applied(callee, args, context);
  if (callee.kind.className === 'schedule') {
    const step = context.expression(args.plain[0]!);
    const at: Doc = isTensor(step.kind)
      ? [within(step, levels.relational), ' as tf.Scalar']
      : call('tf.scalar', [step.doc]);
    return code([object(callee), call('.at', [at])], step.kind.name === 'tensor' ? tensor : scalar);
  }
  if (name === 'loss')
    return code(
      [within(callee, levels.call), call('', plainArguments(args, context))],
      callee.kind.className === undefined ? scalar : tensor,
    );
  if (name === 'metric')
    return code([object(callee), call('.updateState', plainArguments(args, context))], none);
  const called = name === 'own' ? context.facts.methodOf(callee.kind.className, '__call__') : undefined;
  if (called)
    return ownCall(
      [object(callee), `.${calledAs(context.facts.rootOf(callee.kind.className))}`],
      called,
      args,
      context,
    );
  if (name === 'initializer')
    return code([object(callee), call('.apply', plainArguments(args, context))], tensor);
  if (name === 'function')
    return code(
      [within(callee, levels.call), call('', plainArguments(args, context))],
      callee.kind.gives ?? unknown,
    );
  const values = args.plain.map((one) => context.expression(one));
  if (
    name === 'unknown' &&
    values.length > 0 &&
    values.every(({ kind }) => isTensor(kind) || isTensor(kind.of ?? unknown))
  ) {
    context.note('Called as a layer or a model; a function is called without `.apply`.');
    return applied(callee, args, context);
  }
  return code([within(callee, levels.call), call('', plainArguments(args, context))], unknown);
}

/** A layer of the program's own whose `call` gives a list. */
function severalOutputs(callee: Code, args: Given, context: Context): Code {
  const made = applied(callee, args, context);
  const of = made.kind.name === 'symbolic' ? symbolic : tensor;
  return code(
    ['(', made.doc, ` as unknown as ${of === symbolic ? 'tf.SymbolicTensor' : 'tf.Tensor'}[])`],
    listOf(of),
  );
}

/** A layer of the program's own that is called on a list takes one. */
function learnInputs(className: string | undefined, args: Given, context: Context): void {
  const facts = context.facts.methodOf(className, 'call');
  const [inputs] = facts?.parameters ?? [];
  const [given] = args.plain;
  if (!facts || !inputs || !given || args.plain.length > 1) return;
  const { kind } = context.expression(given);
  if (isList(kind)) context.facts.learn(facts.kinds, inputs.name, listOf(tensor));
}
