// From Python's tree to code: who translates which expression and which statement.
import type { Block, Doc } from './code/layout.js';
import { print } from './code/layout.js';
import { attribute } from './libraries/attributes.js';
import { callOf } from './libraries/calls.js';
import { chartOf, figureFrom, savedTo } from './libraries/matplotlib.js';
import { shown } from './libraries/pictures.js';
import type { Body, Comment, Expression, Parameter, Place, Program, Statement } from './python/syntax.js';
import { namesOf } from './python/walk.js';
import { assign } from './translate/assignments.js';
import { classStatement } from './translate/classes.js';
import { type Code, code, levels, within } from './translate/code.js';
import { Untranslated } from './translate/context.js';
import type { Facts } from './translate/facts.js';
import { assertion, branch, forLoop, raise, trying, whileLoop, withBlock } from './translate/flow.js';
import { functionStatement, returned } from './translate/functions.js';
import { isTape, tape } from './translate/gradients.js';
import { imported } from './translate/imports.js';
import { fillingBuffers } from './translate/in-place.js';
import { settled, unknown } from './translate/kinds.js';
import { binary, compare, conditional, logical, logicalValue, truth, unary } from './translate/operators.js';
import { deleted, update } from './translate/places.js';
import { attachedFunction, putOnClass } from './translate/put-on-classes.js';
import type { Scope } from './translate/scope.js';
import type { StatementContext } from './translate/statement-context.js';
import { subscript } from './translate/subscripts.js';
import { template, textLiteral } from './translate/texts.js';
import { kept } from './translate/untranslated.js';
import type { Uses } from './translate/uses.js';
import {
  arrowOf,
  comprehension,
  constant,
  dict,
  iterableList,
  lambda,
  name,
  numberLiteral,
  sequence,
} from './translate/values.js';

/** What is shared by all of one pass. */
export interface Pass {
  readonly program: Program;
  readonly facts: Facts;
  /** Comments that are not written yet. */
  readonly comments: Set<Comment>;
  /** Modules of Node's and the names of theirs that a cell uses. */
  readonly imports: Map<string, Set<string>>;
  /** Lines of Python that stay as they are. */
  readonly untranslated: { readonly place: Place; readonly reason: string }[];
}

export class Translator implements StatementContext {
  readonly scope: Scope;
  readonly uses: Uses;
  readonly isStraight: boolean;
  readonly cell: number;
  readonly around: Place;
  readonly #pass: Pass;
  #notes: string[] = [];
  #before: Doc[] = [];

  constructor(
    pass: Pass,
    scope: Scope,
    uses: Uses,
    around: Place,
    isStraight = true,
    shared?: { notes: string[]; before: Doc[] },
    readonly within: Body | undefined = undefined,
  ) {
    this.#pass = pass;
    this.scope = scope;
    this.uses = uses;
    this.around = around;
    this.cell = around.from;
    this.isStraight = isStraight;
    if (shared) [this.#notes, this.#before] = [shared.notes, shared.before];
  }

  get facts(): Facts {
    return this.#pass.facts;
  }

  get text(): string {
    return this.#pass.program.text;
  }

  note(text: string): void {
    if (!this.#notes.includes(text)) this.#notes.push(text);
  }

  isSteady(name: string): boolean {
    return this.uses.isSteady(name) && this.scope.find(name)?.isHoisted !== true;
  }

  wait(): void {
    this.scope.isWaiting = true;
  }

  before(statement: Doc): void {
    this.#before.push(statement);
  }

  import(module: string, name: string): void {
    const known = this.#pass.imports.get(module) ?? new Set();
    this.#pass.imports.set(module, known.add(name));
  }

  inner(scope: Scope): Translator {
    return new Translator(this.#pass, scope, this.uses, this.around, this.isStraight, {
      notes: this.#notes,
      before: this.#before,
    });
  }

  arrow(parameters: readonly Parameter[], body: Expression): Code {
    return arrowOf(parameters, body, this);
  }

  commentAfter(place: Place, before: number): string | undefined {
    const found = [...this.#pass.comments].find(
      (one) =>
        one.from >= place.to && one.to <= before && !this.text.slice(place.to, one.from).includes('\n'),
    );
    if (!found) return undefined;
    this.#pass.comments.delete(found);
    return `// ${found.text}`;
  }

  // ── Expressions ──

  expression(node: Expression): Code {
    switch (node.type) {
      case 'name':
        return this.#name(node);
      case 'number':
        return numberLiteral(node);
      case 'text':
        return textLiteral(node);
      case 'template':
        return template(node, this);
      case 'constant':
        return constant(node);
      case 'tuple':
      case 'list':
      case 'set':
        return sequence(node, this);
      case 'dict':
        return dict(node, this);
      case 'unary':
        return unary(node, this);
      case 'binary':
        return binary(node, this);
      case 'logical':
        return logicalValue(node, this);
      case 'compare':
        return compare(node, this);
      case 'conditional':
        return conditional(node, this);
      case 'lambda':
        return lambda(node, this);
      case 'call':
        return callOf(node, this);
      case 'attribute':
        return attribute(node, this);
      case 'subscript':
        return subscript(node, this);
      case 'comprehension':
        return comprehension(node, this);
      case 'starred':
        return code(['...', within(iterableList(this.expression(node.value)), levels.assign)], unknown);
      case 'await': {
        this.wait();
        return code(['await ', within(this.expression(node.value), levels.unary)], unknown, levels.unary);
      }
      default:
        throw new Untranslated(`an expression of this kind (${node.type})`);
    }
  }

  #name(node: Extract<Expression, { type: 'name' }>): Code {
    const owner = this.scope.owner;
    if (owner && owner.self === node.name)
      return code('this', owner.className === '' ? unknown : { name: 'own', className: owner.className });
    return name(node, this);
  }

  condition(node: Expression): Code {
    return node.type === 'logical' ? logical(node, this) : truth(this.expression(node), this);
  }

  // ── Statements ──

  block(body: Body): Doc {
    return this.blockOf(body);
  }

  blockOf(body: Body): Block {
    const within = new Translator(this.#pass, this.scope, this.uses, this.around, false, undefined, body);
    const before = this.scope.declared();
    const statements = within.statements(body);
    this.scope.leave(before);
    return { statements };
  }

  statements(body: Body, within?: { scope: Scope; uses: Uses }): Doc[] {
    if (within) return new Translator(this.#pass, within.scope, within.uses, body).statements(body);
    const docs: Doc[] = [];
    const { statements } = body;
    for (let i = 0; i < statements.length; ) {
      const one = statements[i]!;
      docs.push(...this.#commentsBefore(one.from));
      const { docs: made, taken } = this.#statement(one, statements.slice(i + 1));
      const last = statements[i + taken]!;
      docs.push(...this.#withTrailing(made, last));
      i += taken + 1;
    }
    docs.push(...this.#commentsBefore(body.to));
    return docs;
  }

  #statement(node: Statement, rest: readonly Statement[]): { docs: Doc[]; taken: number } {
    [this.#notes, this.#before] = [[], []];
    try {
      const hoisted = this.#hoist(node);
      const made = this.#translate(node, rest);
      const notes = this.#notes.map((text) => `// Note: ${text}`);
      return { docs: [...hoisted, ...notes, ...this.#before, ...made.docs], taken: made.taken };
    } catch (error) {
      if (!(error instanceof Untranslated)) throw error;
      this.#pass.untranslated.push({ place: node, reason: error.message });
      this.#drop(node);
      return { docs: kept(node, error, this), taken: 0 };
    }
  }

  /** Names that a block gives values to and that are used after it. */
  #hoist(node: Statement): Doc[] {
    if (!['if', 'while', 'for', 'try'].includes(node.type)) return [];
    const hoisted = this.uses.toHoist(node);
    const targets = node.type === 'for' ? namesOf(node.target) : [];
    const all = targets.some((one) => hoisted.includes(one))
      ? [...new Set([...hoisted, ...targets])]
      : hoisted;
    return all.flatMap((one): Doc[] => {
      const known = this.scope.own(one);
      if (known && known.path === undefined && known.isDeclared) return [];
      const variable = this.scope.add(one, settled(this.facts.variables.get(one) ?? unknown));
      variable.isHoisted = true;
      return [`let ${variable.spelling}: any;`];
    });
  }

  #translate(node: Statement, rest: readonly Statement[]): { docs: Doc[]; taken: number } {
    const figure = figureFrom([node, ...rest], this);
    if (figure.length > 0) {
      const chart = chartOf(figure, this);
      const isLast = this.isStraight && this.scope.parent === undefined && rest.length === figure.length - 1;
      if (!chart) return { docs: [], taken: figure.length - 1 };
      const shownAs = (doc: Doc): Doc => (isLast ? [doc, ';'] : ['display(', doc, ');']);
      const files = savedTo(figure, this);
      if (files.length === 0) return { docs: [shownAs(chart.doc)], taken: figure.length - 1 };
      this.wait();
      const name = this.scope.fresh('chart');
      const saved = files.map((file): Doc => [`await ${name}.save(`, file, ');']);
      return {
        docs: [[`const ${name} = `, chart.doc, ';'], ...saved, shownAs(name)],
        taken: figure.length - 1,
      };
    }
    if (node.type === 'with' && isTape(node, this)) return tape(node, this, rest);
    return { docs: this.#plain(node), taken: 0 };
  }

  #plain(node: Statement): Doc[] {
    switch (node.type) {
      case 'expression':
        return this.#expressionStatement(node.value);
      case 'assign':
        return putOnClass(node, this) ?? assign(node, this);
      case 'update':
        return update(node, this);
      case 'return':
        return returned(node, this);
      case 'raise':
        return raise(node, this);
      case 'assert':
        return assertion(node, this);
      case 'delete':
        return deleted(node, this);
      case 'pass':
        return [];
      case 'break':
      case 'continue':
        return [`${node.type};`];
      case 'scope':
        this.scope.reachOut(node.names);
        return [];
      case 'import':
      case 'from':
        return imported(node, this);
      case 'if':
        return branch(node, this);
      case 'while':
        return fillingBuffers(node, this, () => whileLoop(node, this));
      case 'for':
        return fillingBuffers(node, this, () => forLoop(node, this));
      case 'try':
        return trying(node, this);
      case 'with':
        return withBlock(node, this);
      case 'function':
        return attachedFunction(node, this) ?? functionStatement(node, this);
      case 'class':
        return classStatement(node, this);
      case 'magic':
        return [`// ${node.line.split('\n').join('\n// ')}`];
      case 'unread':
        throw new Untranslated(node.reason);
    }
  }

  #expressionStatement(value: Expression): Doc[] {
    if (value.type === 'text')
      return value.value
        .trim()
        .split('\n')
        .map((line) => `// ${line.trim()}`.trimEnd());
    if (value.type === 'constant' && value.value === '...') return [];
    const made = shown(this.expression(value), this);
    return made.doc === '' ? [] : [[startsAsBlock(made.doc) ? ['(', made.doc, ')'] : made.doc, ';']];
  }

  /** Comments of a statement that stays Python stand in it already. */
  #drop(node: Statement): void {
    for (const one of this.#pass.comments)
      if (one.from >= node.from && one.to <= node.to) this.#pass.comments.delete(one);
  }

  #commentsBefore(at: number): Doc[] {
    const found = [...this.#pass.comments]
      .filter((one) => one.from < at && one.from >= this.cell)
      .sort((a, b) => a.from - b.from);
    for (const one of found) this.#pass.comments.delete(one);
    return found.map(({ text }) => `// ${text.replace(/^%%\s*/, '')}`.trimEnd());
  }

  /** With the comment that ends its line, and those within it that found no other place before it. */
  #withTrailing(docs: readonly Doc[], node: Statement): Doc[] {
    const inside = [...this.#pass.comments].filter(
      (one) => one.from > node.from && one.to <= node.to && one.from >= this.cell,
    );
    for (const one of inside) this.#pass.comments.delete(one);
    const above = inside.map(({ text }): Doc => `// ${text}`.trimEnd());
    const trailing =
      docs.length > 0 ? this.commentAfter({ from: node.from, to: node.to }, node.to + 200) : undefined;
    if (trailing === undefined) return [...above, ...docs];
    return [...above, ...docs.slice(0, -1), [docs.at(-1)!, ' ', trailing]];
  }
}

const startsAsBlock = (doc: Doc): boolean => /^\{|^function\b|^class\b/.test(print(doc));
