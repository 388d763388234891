// Runs one cell: the code as a function over the shared variables, ended by its own return, an error or Stop.
import vm from 'node:vm';
import { type Cell, runAs } from './current-cell.js';
import { reportError } from './error-report.js';
import type { CellCode, Outcome, Shown } from './messages.js';
import { send } from './outgoing.js';
import type { Scope } from './scope.js';
import type { SharedState } from './shared-state.js';
import { show } from './show.js';
import { addSource } from './sources.js';
import { asInterrupted, stopped } from './stop.js';

/** Where the code finds what it is called with; a symbol, so that no cell's variable can be in its way. */
const parametersKey = 'tensorcell.parameters';

export class CellRunner {
  constructor(
    private readonly scope: Scope,
    private readonly state: SharedState,
  ) {}

  async run(cell: Cell, code: CellCode): Promise<Outcome> {
    addSource(code.name, code.source, code.map);
    this.scope.addModules(code.modules);
    return this.guard(cell, () => this.evaluate(cell, code));
  }

  /** Runs a handler of a person's for a message from outside. Its error is shown; nobody else waits for it. */
  async runHandler(cell: Cell, handler: () => Promise<void>): Promise<Outcome> {
    const outcome = await this.guard(cell, async () => {
      await Promise.race([handler(), stopped(cell)]);
      return undefined;
    });
    if (outcome.status === 'error') send({ type: 'error', cell: cell.id, error: outcome.error });
    return outcome;
  }

  private async guard(cell: Cell, work: () => Promise<Shown | undefined>): Promise<Outcome> {
    const before = { ...this.scope.variables };
    try {
      return { status: 'ok', value: await runAs(cell, work) };
    } catch (thrown) {
      const wanted = this.state.stopRaised || cell.stop.signal.aborted;
      const error = reportError(asInterrupted(thrown, wanted));
      return { status: 'error', error, assigned: this.changedSince(before) };
    } finally {
      this.state.cellEnded();
    }
  }

  private async evaluate(cell: Cell, code: CellCode): Promise<Shown | undefined> {
    const stop = stopped(cell);
    await this.scope.prepare(code.imports);
    const ended = this.start(code);
    if (code.isAsync) await Promise.race([ended, stop]);
    if (code.lastExpression === undefined) return undefined;
    return Promise.race([this.showWhenThere(this.scope.take(code.lastExpression)), stop]);
  }

  /** A promise is waited for: what a person wants to see of `model.fit(…)` is its result, or its error. */
  private async showWhenThere(value: unknown): Promise<Shown | undefined> {
    return show(await value);
  }

  private start(code: CellCode): unknown {
    const head = `(${code.isAsync ? 'async ' : ''}function (exports, require, __tensorcell) {`;
    const tail = `\n}).apply(undefined, globalThis[Symbol.for(${JSON.stringify(parametersKey)})])`;
    const script = new vm.Script(`${head}${code.code}${tail}`, {
      filename: code.name,
      columnOffset: -head.length,
    });
    const { exports, require, runtime } = this.scope.parameters;
    Reflect.set(globalThis, Symbol.for(parametersKey), [exports, require, runtime]);
    const ended: unknown = script.runInThisContext({ breakOnSigint: true });
    // After Stop nobody waits for this promise any more; its late failure is no news.
    if (code.isAsync) (ended as Promise<unknown>).catch(() => {});
    return ended;
  }

  private changedSince(before: Record<string, unknown>): string[] {
    const { variables } = this.scope;
    return Object.keys(variables).filter((name) => !Object.is(variables[name], before[name]));
  }
}
