// Which cells are checked when: some time after the last key, the cell one is in first, then those below it, which may
// use its names. An answer for a text that has changed meanwhile is dropped, and asked for again.

export interface CheckedNotebook<Items> {
  /** The ids of the code cells, in the notebook's order. */
  order(): readonly string[];
  /** The cell one is in. */
  active(): string | undefined;
  check(id: string): Promise<Items>;
  show(id: string, items: Items): void;
  /** Cells wait for a check, all have had an answer, or none waits but some got no answer. */
  state?(state: 'waiting' | 'checked' | 'unanswered'): void;
}

export class CheckRounds<Items> {
  readonly #notebook: CheckedNotebook<Items>;
  readonly #delay: number;
  readonly #waiting = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #round = 0;

  /** @param delay milliseconds after the last change */
  constructor(notebook: CheckedNotebook<Items>, delay = 300) {
    this.#notebook = notebook;
    this.#delay = delay;
  }

  /** A cell's text has changed: it and all below it are to be checked. */
  changed(id: string): void {
    const order = this.#notebook.order();
    const place = order.indexOf(id);
    this.#wait(place < 0 ? order : order.slice(place));
  }

  /** Cells came, went or moved, or the session knows other names. */
  changedAll(): void {
    this.#wait(this.#notebook.order());
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#round += 1;
    this.#waiting.clear();
  }

  #wait(ids: readonly string[]): void {
    for (const id of ids) this.#waiting.add(id);
    this.#round += 1;
    this.#notebook.state?.('waiting');
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#run(), this.#delay);
  }

  async #run(): Promise<void> {
    const round = this.#round;
    let state: 'checked' | 'unanswered' = 'checked';
    for (let id = this.#next(); id !== undefined; id = this.#next()) {
      const items = await this.#notebook.check(id).catch(() => undefined);
      if (round !== this.#round) return;
      this.#waiting.delete(id);
      if (items === undefined) state = 'unanswered';
      else this.#notebook.show(id, items);
    }
    this.#notebook.state?.(state);
  }

  #next(): string | undefined {
    const order = this.#notebook.order();
    const from = Math.max(0, order.indexOf(this.#notebook.active() ?? ''));
    const fromActive = [...order.slice(from), ...order.slice(0, from)];
    const next = fromActive.find((id) => this.#waiting.has(id));
    // What waits and is gone from the notebook has nothing to show.
    if (next === undefined) this.#waiting.clear();
    return next;
  }
}
