// Who is stopped when Stop is pressed: the cells that run; where none runs, what ended cells left going.
import type { Cell } from './current-cell.js';
import type { Life } from './life.js';
import { pauseHere } from './new-scripts.js';
import type { SharedState } from './shared-state.js';

export class Stops {
  readonly #state: SharedState;
  readonly #running = new Map<number, Cell>();
  /** Held weakly: a life that nothing reaches has nothing going. */
  readonly #ended = new Set<WeakRef<Life>>();
  readonly #gone = new FinalizationRegistry<WeakRef<Life>>((ref) => this.#ended.delete(ref));
  readonly #stopping = new Set<Life>();
  #noticed = 0;

  constructor(state: SharedState) {
    this.#state = state;
  }

  began(cell: Cell): void {
    this.#running.set(cell.id, cell);
  }

  ended({ id, life }: Cell): void {
    this.#running.delete(id);
    life.codeEnded();
    const ref = new WeakRef(life);
    this.#ended.add(ref);
    this.#gone.register(life, ref);
  }

  /** Called with the message of Stop, and before it by code that keeps the message from being read. */
  notice(): void {
    const { presses } = this.#state;
    if (presses !== this.#noticed) for (const life of this.#meant()) this.#stop(life);
    this.#noticed = presses;
    this.#lower();
    if (this.#state.takePause()) pauseHere();
  }

  #meant(): Life[] {
    if (this.#running.size > 0) return [...this.#running.values()].map(({ life }) => life);
    return [...this.#ended].flatMap((ref) => ref.deref() ?? []);
  }

  #stop(life: Life): void {
    if (!life.isLive) return;
    this.#stopping.add(life);
    life.stop();
    void life.over.then(() => {
      this.#stopping.delete(life);
      this.#lower();
    });
  }

  #lower(): void {
    if (this.#stopping.size === 0) this.#state.lowerStop(this.#noticed);
  }
}
