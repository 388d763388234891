// What the checker knows of earlier cells, kept on this side so that a new checker can be told: what all cells up to
// one of the last left behind, as the checker gave it, and the few cells since.
import type { CheckerRequest } from '../contract/checker-messages.js';
import type { Declared, EarlierCells } from '../contract/language.js';

type Commit = CheckerRequest & { type: 'commit' };

const nothing: EarlierCells = { pieces: [], texts: new Map(), captured: [] };
/** How many cells are told one by one before the checker is asked for all. */
const most = 25;

export class CommittedCells {
  #earlier = nothing;
  #since: Commit[] = [];

  add(declared: Declared, assigned: readonly string[] | undefined): Commit {
    const commit: Commit = { type: 'commit', declared, assigned };
    this.#since.push(commit);
    return commit;
  }

  get areMany(): boolean {
    return this.#since.length >= most;
  }

  get last(): Commit | undefined {
    return this.#since.at(-1);
  }

  /** @param last the last commit that `earlier` includes; nothing is taken over when it is kept no more */
  takeOver(earlier: EarlierCells, last: Commit): void {
    const index = this.#since.indexOf(last);
    if (index < 0) return;
    this.#earlier = earlier;
    this.#since = this.#since.slice(index + 1);
  }

  /** A commit on which the checker failed: its names are kept, their types are not known. */
  spoil(commit: Commit): Commit {
    const spoilt: Commit = { ...commit, declared: { ...commit.declared, declarations: '' } };
    this.#since = this.#since.map((other) => (other === commit ? spoilt : other));
    return spoilt;
  }

  clear(): void {
    this.#earlier = nothing;
    this.#since = [];
  }

  /** What a new checker is to be asked. */
  requests(): CheckerRequest[] {
    if (this.#earlier === nothing) return [...this.#since];
    return [{ type: 'restore', earlier: this.#earlier }, ...this.#since];
  }
}
