// What the checker has been told of the cells: only texts that changed are sent again.

export interface CellText {
  id: string;
  text: string;
}

export class CellTexts {
  readonly #sent = new Map<string, string>();
  #order = '';

  /** What to tell the checker of these cells; undefined when it knows all. Takes for granted that it is told. */
  news(cells: readonly CellText[]): { id: string; text?: string }[] | undefined {
    const order = cells.map(({ id }) => id).join(' ');
    const known = order === this.#order && cells.every(({ id, text }) => this.#sent.get(id) === text);
    if (known) return undefined;
    const news = cells.map(({ id, text }) => (this.#sent.get(id) === text ? { id } : { id, text }));
    this.#order = order;
    this.#sent.clear();
    for (const { id, text } of cells) this.#sent.set(id, text);
    return news;
  }

  /** After this, the texts of these cells are sent again; without ids, those of all. */
  forget(ids?: readonly string[]): void {
    this.#order = '';
    if (!ids) this.#sent.clear();
    for (const id of ids ?? []) this.#sent.delete(id);
  }
}
