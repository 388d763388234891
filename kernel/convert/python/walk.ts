// A walk over a program's names: where each is given a value and where it is used.
import type { Body, Expression, Parameter, Place, Statement, StatementOf } from './syntax.js';

export interface Use {
  readonly name: string;
  /** Of a store: the end of the statement, after which the name has its value. */
  readonly at: number;
  readonly isStore: boolean;
  /** Within a function or class of its own. */
  readonly isInner: boolean;
  /** Whether a part of it is given a value: `name[0] = …`. */
  readonly isPlace: boolean;
  /** Within a function that may be called later, when the name may hold something else. */
  readonly isClosure: boolean;
  /** Whether a function within gives it a value: `global name`, `nonlocal name`. */
  readonly isOuterStore: boolean;
}

/** All uses of names, in the order of the text. */
export function usesIn(statements: readonly Statement[]): Use[] {
  const walk = new Walk();
  for (const one of statements) walk.statement(one);
  return walk.uses.sort((a, b) => a.at - b.at);
}

/** Bodies within a statement, without those of functions and classes. */
export function bodiesOf(statement: Statement): Body[] {
  const some = (...bodies: (Body | undefined)[]): Body[] =>
    bodies.filter((one): one is Body => one !== undefined);
  switch (statement.type) {
    case 'if':
      return some(...statement.branches.map(({ body }) => body), statement.otherwise);
    case 'while':
    case 'for':
      return some(statement.body, statement.otherwise);
    case 'try':
      return some(
        statement.body,
        ...statement.handlers.map(({ body }) => body),
        statement.otherwise,
        statement.last,
      );
    case 'with':
      return [statement.body];
    default:
      return [];
  }
}

class Walk {
  readonly uses: Use[] = [];
  #inner = 0;
  #closures = 0;
  /** Functions that are called at once, as those that sort by something. */
  readonly #immediate = new Set<Expression>();
  /** Names of functions around, which are not those outside. */
  readonly #hidden: Set<string>[] = [];
  /** Names that functions around give values to, though they are not their own. */
  readonly #outer: ReadonlySet<string>[] = [];

  statement(node: Statement): void {
    switch (node.type) {
      case 'expression':
        this.expression(node.value);
        return;
      case 'assign':
        if (node.value) this.expression(node.value);
        for (const target of node.targets) this.store(target, node.value?.to ?? node.to);
        return;
      case 'update':
        this.expression(node.value);
        this.expression(node.target);
        this.store(node.target, node.to);
        return;
      case 'return':
      case 'raise':
        this.optional(node.value);
        return;
      case 'assert':
        this.expression(node.test);
        this.optional(node.message);
        return;
      case 'delete':
        for (const one of node.targets) this.expression(one);
        return;
      case 'with':
        for (const { value, name } of node.items) {
          this.expression(value);
          if (name !== undefined) this.add(name, value.to, true);
        }
        break;
      case 'if':
        for (const { test } of node.branches) this.expression(test);
        break;
      case 'while':
        this.expression(node.test);
        break;
      case 'for':
        this.expression(node.iterable);
        this.store(node.target, node.iterable.to);
        break;
      case 'try':
        for (const { name, body } of node.handlers) if (name !== undefined) this.add(name, body.from, true);
        break;
      case 'function':
        // Behind its first letter: a block may end where it begins.
        this.add(node.name, node.from + 1, true);
        this.method(node);
        return;
      case 'class':
        this.add(node.name, node.from + 1, true);
        node.bases.forEach(({ value }) => {
          this.expression(value);
        });
        this.function(
          [],
          () => {
            for (const one of node.body.statements)
              if (one.type === 'function') this.method(one);
              else this.statement(one);
          },
          new Set(),
        );
        return;
      default:
    }
    for (const body of bodiesOf(node)) this.body(body);
  }

  /** A function, whose name is a class's or is there already. */
  method({ decorators, parameters, body }: StatementOf<'function'>): void {
    // `@x.setter` names a property of the class.
    for (const one of decorators) if (!isSetter(one)) this.expression(one);
    this.#outer.push(outerNamesIn(body.statements));
    this.function(parameters, () => this.body(body), namesStoredIn(body.statements));
    this.#outer.pop();
  }

  body({ statements }: Body): void {
    for (const one of statements) this.statement(one);
  }

  function(
    parameters: readonly Parameter[],
    inside: () => void,
    own: ReadonlySet<string>,
    isClosure = true,
  ): void {
    for (const { byDefault } of parameters) this.optional(byDefault);
    this.#inner++;
    if (isClosure) this.#closures++;
    this.#hidden.push(new Set([...parameters.map(({ name }) => name), ...own]));
    inside();
    this.#hidden.pop();
    this.#inner--;
    if (isClosure) this.#closures--;
  }

  optional(node: Expression | undefined): void {
    if (node) this.expression(node);
  }

  store(target: Expression, at: number): void {
    if (target.type === 'name') this.add(target.name, at, true);
    else if (target.type === 'tuple' || target.type === 'list')
      target.items.forEach((item) => {
        this.store(item, at);
      });
    else if (target.type === 'starred') this.store(target.value, at);
    else if (target.type === 'subscript' && target.object.type === 'name') {
      this.add(target.object.name, target.object.from, false, true);
      for (const one of target.index) this.expression(one);
    } else this.expression(target);
  }

  expression(node: Expression): void {
    if (node.type === 'name') {
      this.add(node.name, node.from, false);
      return;
    }
    if (node.type === 'lambda') {
      const isLater = !this.#immediate.has(node);
      this.function(node.parameters, () => this.expression(node.body), new Set(), isLater);
      return;
    }
    if (node.type === 'comprehension') {
      const names = new Set(node.clauses.flatMap(({ target }) => namesOf(target)));
      this.function([], () => this.comprehension(node), names, false);
      return;
    }
    // `table.pop("y")` leaves another table.
    if (node.type === 'call' && node.callee.type === 'attribute' && node.callee.name === 'pop') {
      const { object: from } = node.callee;
      if (from.type === 'name' && node.args[0]?.value.type === 'text')
        this.add(from.name, node.to, false, true);
    }
    if (node.type === 'call' && node.callee.type === 'attribute' && node.callee.name === 'shuffle') {
      const [given] = node.args;
      if (given?.value.type === 'name') this.add(given.value.name, given.value.from, false, true);
    }
    if (node.type === 'call') for (const one of calledAtOnce(node)) this.#immediate.add(one);
    if (node.type === 'named') this.store(node.target, node.to);
    for (const part of partsOf(node)) this.expression(part);
  }

  comprehension(node: Extract<Expression, { type: 'comprehension' }>): void {
    this.optional(node.key);
    this.expression(node.element);
    for (const { iterable, conditions } of node.clauses) {
      this.expression(iterable);
      conditions.forEach((one) => {
        this.expression(one);
      });
    }
  }

  add(name: string, at: number, isStore: boolean, isPlace = false): void {
    if (this.#hidden.some((names) => names.has(name))) return;
    const isInner = this.#inner > 0;
    this.uses.push({
      name,
      at,
      isStore: isStore && !isInner,
      isInner,
      isPlace,
      isClosure: this.#closures > 0,
      isOuterStore: isStore && (this.#outer.at(-1)?.has(name) ?? false),
    });
  }
}

/** Functions among a call's arguments that are not kept: `sorted(rows, key=lambda row: …)`, `rows.map(lambda …)`. */
function calledAtOnce({ callee, args }: Extract<Expression, { type: 'call' }>): Expression[] {
  const name = callee.type === 'name' || callee.type === 'attribute' ? callee.name : '';
  const isAll = /^(map|filter|reduce|apply|applymap|mapAsync)$/.test(name);
  return args.filter((one) => isAll || one.name === 'key').map(({ value }) => value);
}

/** Whether functions in an expression, which may be called later, use one of the names. */
export function closesOver(node: Expression, names: readonly string[]): boolean {
  const walk = new Walk();
  walk.expression(node);
  return walk.uses.some(({ name, isClosure }) => isClosure && names.includes(name));
}

const isSetter = (decorator: Expression): boolean =>
  decorator.type === 'attribute' && decorator.name === 'setter';

/** Names in a target: `a, (b, *c)`. */
export function namesOf(target: Expression): string[] {
  if (target.type === 'name') return [target.name];
  if (target.type === 'tuple' || target.type === 'list') return target.items.flatMap(namesOf);
  return target.type === 'starred' ? namesOf(target.value) : [];
}

/** `global a`, `nonlocal b`. */
const outerNamesIn = (statements: readonly Statement[]): ReadonlySet<string> =>
  new Set(statements.flatMap((one) => (one.type === 'scope' ? one.names : [])));

/** Names that a function's own statements give values. */
export function namesStoredIn(statements: readonly Statement[]): Set<string> {
  const outer = outerNamesIn(statements);
  const stored = statements.flatMap((one): string[] => {
    const inside = bodiesOf(one).flatMap((body) => [...namesStoredIn(body.statements)]);
    if (one.type === 'assign') return [...one.targets.flatMap(namesOf), ...inside];
    if (one.type === 'update') return namesOf(one.target);
    if (one.type === 'for') return [...namesOf(one.target), ...inside];
    if (one.type === 'with') return [...one.items.flatMap(({ name }) => name ?? []), ...inside];
    if (one.type === 'function' || one.type === 'class') return [one.name];
    return inside;
  });
  return new Set(stored.filter((name) => !outer.has(name)));
}

/** Expressions within an expression. */
export function partsOf(node: Expression): Expression[] {
  const some = (...parts: (Expression | undefined)[]): Expression[] =>
    parts.filter((one): one is Expression => one !== undefined);
  switch (node.type) {
    case 'template':
      return node.parts.flatMap((part) => (typeof part === 'string' ? [] : [part.value]));
    case 'tuple':
    case 'list':
    case 'set':
      return [...node.items];
    case 'dict':
      return node.entries.flatMap(({ key, value }) => some(key, value));
    case 'unary':
      return [node.operand];
    case 'binary':
    case 'logical':
      return [node.left, node.right];
    case 'compare':
      return [...node.operands];
    case 'conditional':
      return [node.test, node.met, node.otherwise];
    case 'call':
      return [node.callee, ...node.args.map(({ value }) => value)];
    case 'attribute':
      return [node.object];
    case 'subscript':
      return [node.object, ...node.index];
    case 'slice':
      return some(node.lower, node.upper, node.step);
    case 'starred':
    case 'await':
      return [node.value];
    case 'named':
      return [node.value];
    case 'yield':
      return some(node.value);
    default:
      return [];
  }
}

export const contains = (outer: Place, at: number): boolean => outer.from <= at && at <= outer.to;
/** Of a body, which begins with its colon. */
export const isWithin = (body: Place, at: number): boolean => body.from < at && at <= body.to;

/** `True`, `False` or `None`, written out. */
export function isConstant(node: Expression | undefined, value: 'True' | 'False' | 'None'): boolean {
  return node?.type === 'constant' && node.value === value;
}
