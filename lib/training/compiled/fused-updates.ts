// Has an optimizer change weights and slots in place, by one op for each weight, while a step is traced.
import type { Resident } from '../../engine/tracing/loop-trace.js';
import type { TracedResident } from '../../engine/tracing/resident-variables.js';
import type { Optimizer } from '../../optimizers/optimizer.js';
import { hidden } from '../../optimizers/variables.js';
import { tf } from '../../tf.js';
import { fusedRule, type Rule } from './fused-rules.js';

export type Residents = ReadonlyMap<tf.Variable, TracedResident>;

/** The updates of an optimizer in place; undefined where it has no such rule. */
export function fusedUpdates(optimizer: unknown): FusedUpdates | undefined {
  const rule = fusedRule(optimizer);
  return rule && new FusedUpdates(optimizer as Optimizer, rule);
}

export class FusedUpdates {
  readonly #scratch = new Map<tf.Variable, tf.Variable>();

  constructor(
    private readonly optimizer: Optimizer,
    private readonly rule: Rule,
  ) {}

  /** All that must be resident for the updates of these weights. */
  residents(weights: readonly tf.Variable[]): Resident[] {
    const slots = weights.flatMap((weight) => Object.values(this.#slots(weight)));
    return [
      ...weights.map((variable) => ({ variable, isRead: true })),
      ...slots.map((variable) => ({ variable, isRead: false })),
    ];
  }

  /** Runs `body` with the optimizer changing residents in place. */
  during<T>(residents: Residents, body: () => T): T {
    const instance = this.optimizer as { update?: Optimizer['update'] };
    instance.update = (weight, gradient, _slots, rate, step) => {
      const slots = Object.fromEntries(
        Object.entries(this.#slots(weight)).map(([name, slot]) => [name, residents.get(slot)!]),
      );
      this.rule.update({ weight: residents.get(weight)!, gradient, slots, rate, step });
    };
    try {
      return body();
    } finally {
      // The class's own rule shows again.
      delete instance.update;
    }
  }

  dispose(): void {
    tf.dispose([...this.#scratch.values()]);
    this.#scratch.clear();
  }

  #slots(weight: tf.Variable): Record<string, tf.Variable> {
    const { scratch } = this.rule;
    const own = this.optimizer.slots(weight);
    return scratch === undefined ? own : { ...own, [scratch]: this.#scratchFor(weight) };
  }

  #scratchFor(weight: tf.Variable): tf.Variable {
    const made = this.#scratch.get(weight) ?? hidden(() => tf.zeros(weight.shape));
    this.#scratch.set(weight, made);
    return made;
  }
}
