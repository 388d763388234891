// Where the names of a scope are used: what must be declared before a block, and what never changes.
import type { Body, Place, Statement } from '../python/syntax.js';
import { bodiesOf, contains, isWithin, namesOf, type Use, usesIn } from '../python/walk.js';

export class Uses {
  readonly #byName = new Map<string, Use[]>();

  /** Where names get values that do not depend on those they had, in no block: each cell may declare them anew. */
  readonly #fresh = new Set<string>();

  /** @param bodies of a function, or all cells of a notebook */
  constructor(bodies: readonly Body[]) {
    for (const { statements } of bodies) this.#addFresh(statements);
    for (const use of usesIn(bodies.flatMap(({ statements }) => statements))) {
      const known = this.#byName.get(use.name);
      if (known) known.push(use);
      else this.#byName.set(use.name, [use]);
    }
  }

  /** A name that its cell has used before, or whose value depends on it, is not fresh. */
  #addFresh(statements: readonly Statement[]): void {
    const seen = new Set<string>();
    for (const one of statements) {
      for (const { name, isStore } of usesIn([one])) if (!isStore) seen.add(name);
      if (one.type !== 'assign' || !one.value) continue;
      for (const name of one.targets.flatMap(namesOf))
        if (!seen.has(name)) this.#fresh.add(`${name}@${one.value.to}`);
    }
  }

  /** Whether a value, which ends at this place, may be given to a name that is declared anew. */
  isFresh(name: string, end: number): boolean {
    return this.#fresh.has(`${name}@${end}`);
  }

  /** How often a name is given a value. */
  stores(name: string): number {
    return this.#of(name).filter(({ isStore }) => isStore).length;
  }

  /** Whether a name holds the same wherever it is read. */
  isSteady(name: string): boolean {
    return this.stores(name) <= 1 && !this.#of(name).some(({ isOuterStore }) => isOuterStore);
  }

  /** Whether a name that a cell declares keeps its value. */
  isConstant(name: string, cell: Place): boolean {
    if (this.#of(name).some(({ isOuterStore }) => isOuterStore)) return false;
    const stores = this.#of(name).filter(({ isStore }) => isStore);
    if (stores.length <= 1) return true;
    const [inside, outside] = [true, false].map((is) => stores.filter(({ at }) => contains(cell, at) === is));
    return inside!.length <= 1 && outside!.every(({ at }) => this.isFresh(name, at));
  }

  /** Whether a part of it is given a value somewhere: `name[0] = …`. */
  isPlaced(name: string): boolean {
    return this.#of(name).some(({ isPlace }) => isPlace);
  }

  storesWithin(name: string, body: { from: number; to: number }): number {
    return this.#of(name).filter(({ isStore, at }) => isStore && isWithin(body, at)).length;
  }

  /** Whether a function within uses it. */
  isInner(name: string): boolean {
    return this.#of(name).some(({ isInner }) => isInner);
  }

  /** Whether it is used after a place before it gets another value. */
  isUsedAfter(name: string, at: number): boolean {
    const uses = this.#of(name);
    if (uses.some((use) => use.isInner && use.at > at)) return true;
    const next = uses.find((use) => use.at > at);
    return next !== undefined && !next.isStore;
  }

  /** Names that get values in a block and are used after it, or in several of its parts. */
  toHoist(statement: Statement): string[] {
    const bodies = bodiesOf(statement);
    const stored = new Set<string>();
    for (const [name, uses] of this.#byName)
      if (uses.some(({ isStore, at }) => isStore && contains(statement, at))) stored.add(name);
    return [...stored].filter((name) => this.#mustHoist(name, statement, bodies));
  }

  #mustHoist(name: string, statement: Statement, bodies: readonly Body[]): boolean {
    if (statement.type === 'with') return false;
    if (this.isUsedAfter(name, statement.to)) return true;
    const isLoop = statement.type === 'for' || statement.type === 'while';
    if (isLoop && this.#isClosedOver(name, statement)) return true;
    const isTarget = statement.type === 'for' && namesOf(statement.target).includes(name);
    if (isTarget) return false;
    const uses = this.#of(name).filter(({ at }) => contains(statement, at));
    const inside = bodies.map((body) => uses.filter(({ at }) => isWithin(body, at)));
    if (inside.flat().length < uses.length) return true;
    const used = inside.filter((some) => some.length > 0);
    // In each part by itself: its first use there gives it a value.
    return used.length > 1 && used.some(([first]) => !first!.isStore);
  }

  /** Functions that a loop makes all see what the name holds last, as in Python. */
  #isClosedOver(name: string, loop: Place): boolean {
    return this.#of(name).some(({ isClosure, at }) => isClosure && contains(loop, at));
  }

  #of(name: string): readonly Use[] {
    return this.#byName.get(name) ?? [];
  }
}
