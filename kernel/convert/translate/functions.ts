// Functions: their parameters, with the kinds that calls have shown, and their bodies.
import { type Doc, print } from '../code/layout.js';
import type { Body, Expression, Parameter, StatementOf } from '../python/syntax.js';
import { declaredAgain } from './assignments.js';
import { type Code, code, levels, within } from './code.js';
import { Untranslated } from './context.js';
import { isSteadyDefault } from './defaults.js';
import { type FunctionFacts, takesLists } from './facts.js';
import { joined, type Kind, kindOf, none, unknown } from './kinds.js';
import { camelCase } from './names.js';
import { Scope } from './scope.js';
import type { StatementContext } from './statement-context.js';
import { Uses } from './uses.js';
import { apartFrom } from './values.js';

export function functionStatement(node: StatementOf<'function'>, context: StatementContext): Doc[] {
  if (node.decorators.length > 0) checkDecorators(node, context);
  if (isGenerator(node)) throw new Untranslated('a generator: `function* name() { … yield value; }`');
  const facts = context.facts.function(node.name, node.parameters);
  const variable = declaredAgain(node.name, { name: 'function', gives: facts.gives }, context);
  const scope = new Scope(context.scope, { facts });
  const head = parametersOf(node.parameters, facts, scope, context, node.body);
  const body = context.statements(node.body, { scope, uses: new Uses([node.body]) });
  if (scope.isWaiting) context.facts.waits(facts);
  variable.kind = { name: 'function', gives: facts.gives };
  // A function of its own would have another `this`.
  if (context.scope.owner && print({ statements: body }).match(/\bthis\b/)) {
    const waits = facts.isAsync ? 'async ' : '';
    return [[`const ${variable.spelling} = ${waits}`, head, ' => ', { statements: body }, ';']];
  }
  return [[facts.isAsync ? 'async ' : '', 'function ', variable.spelling, head, ' ', { statements: body }]];
}

export function checkDecorators(node: StatementOf<'function'>, context: StatementContext): void {
  for (const one of node.decorators) {
    if (textOf(one, context) === '@classmethod') throw new Untranslated('a class method');
    checkClassDecorator(one, context);
  }
}

const textOf = (one: Expression, { text }: StatementContext): string => text.slice(one.from, one.to).trim();

/** @throws of a decorator that would make something else of what it stands before */
export function checkClassDecorator(one: Expression, context: StatementContext): void {
  const text = textOf(one, context);
  const isKnown = /^@(tf\.function|tf\.autograph|keras\.saving\.register|.*register_keras_serializable)/.test(
    text,
  );
  if (!isKnown) throw new Untranslated(`the decorator ${text}`);
}

const isGenerator = ({ body }: StatementOf<'function'>): boolean =>
  body.statements.some((one) => JSON.stringify(one).includes('"type":"yield"'));

/** Parameters in brackets, with their types. @param body what follows them */
export function parametersOf(
  parameters: readonly Parameter[],
  facts: FunctionFacts,
  scope: Scope,
  context: StatementContext,
  body: Body,
): Doc {
  const defaults = parameters.map((one) => defaultOf(one, body, context));
  const names = parameters.map((one, i) => scope.add(one.name, kindOfParameter(one, facts, defaults[i])));
  // What a default asks for by a parameter's name is another thing of that name.
  apartFrom(names, defaults, scope);
  const isPacked = takesLists(facts);
  const items = parameters.map(({ kind: form }, i): Doc => {
    const { spelling, kind } = names[i]!;
    if (form === 'list') return isPacked ? `${spelling}: any[] = []` : `...${spelling}: any[]`;
    if (form === 'object') return `${spelling}: Record<string, any> = {}`;
    return parameterDoc(spelling, kind, defaults[i], context);
  });
  return { open: '(', items: items.map((doc) => ({ doc })), close: ')' };
}

/** A default; one that Python keeps from call to call is made before the function. */
function defaultOf({ name, byDefault }: Parameter, body: Body, context: StatementContext): Code | undefined {
  const made = byDefault && context.expression(byDefault);
  if (!made || isSteadyDefault(byDefault, name, body, context)) return made;
  const kept = context.scope.fresh(`${camelCase(name)}Default`);
  const types = made.kind.isEmpty ? (made.kind.name === 'list' ? ': any[]' : ': Record<string, any>') : '';
  context.before([`const ${kept}${types} = `, within(made, levels.assign), ';']);
  return code(kept, made.kind);
}

function parameterDoc(
  spelling: string,
  kind: Kind,
  byDefault: Code | undefined,
  { scope: around }: StatementContext,
): Doc {
  const type = around.typeOf(kind);
  if (!byDefault) return `${spelling}: ${type ?? 'any'}`;
  if (byDefault.kind.name === 'none')
    return `${spelling}: ${type === undefined ? 'any' : `${type} | null`} = null`;
  const isPlain =
    ['number', 'text', 'boolean'].includes(byDefault.kind.name) && byDefault.kind.name === kind.name;
  return [isPlain ? spelling : `${spelling}: ${type ?? 'any'}`, ' = ', within(byDefault, levels.assign)];
}

const annotations: Readonly<Record<string, Kind>> = {
  int: { name: 'number', isCount: false },
  float: kindOf('number'),
  str: kindOf('text'),
  bool: kindOf('boolean'),
};

function kindOfParameter(parameter: Parameter, facts: FunctionFacts, byDefault: Code | undefined): Kind {
  if (parameter.kind === 'object') return { name: 'dict', className: 'settings' };
  if (parameter.kind === 'list') return kindOf('list');
  const said = parameter.annotation?.type === 'name' ? annotations[parameter.annotation.name] : undefined;
  const seen = facts.kinds.get(parameter.name) ?? unknown;
  const all = [said, seen, byDefault?.kind].filter((kind): kind is Kind => kind !== undefined);
  const kind = all.reduce(joined, unknown);
  // A shape, whose length may be another at the next call.
  if (kind.name === 'tuple' && kind.items?.every(({ name }) => name === 'number')) return kindOf('shape');
  // Any model may come at another call.
  if (kind.name === 'model' && kind.className === 'sequential') return kindOf('model');
  return kind.name === 'number' ? kindOf('number') : kind;
}

export function returned(node: StatementOf<'return'>, context: StatementContext): Doc[] {
  const facts = factsAround(context.scope);
  if (!node.value) {
    if (facts) context.facts.gives(facts, none);
    return ['return;'];
  }
  const value = context.expression(node.value);
  if (facts) context.facts.gives(facts, value.kind);
  const isPair =
    value.kind.name === 'tuple' && node.value.type === 'tuple' && (value.kind.items?.length ?? 0) > 1;
  const isCall = facts !== undefined && isCallOf(context, facts);
  return [
    [
      'return ',
      within(code(value.doc, value.kind, value.level), levels.assign),
      isPair && !isCall ? ' as const' : '',
      ';',
    ],
  ];
}

/** What layers and models give from `call` are lists. */
function isCallOf({ scope, facts }: StatementContext, around: FunctionFacts): boolean {
  const { owner } = scope;
  if (!owner || facts.classes.get(owner.className)?.methods.get('call') !== around) return false;
  return /^keras\.(layers|models|Layer|Model)/.test(facts.rootOf(owner.className) ?? '');
}

function factsAround(scope: Scope | undefined): FunctionFacts | undefined {
  return scope && (scope.facts ?? factsAround(scope.parent));
}
