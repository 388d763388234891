// Runs one cell: its code as a function over the shared variables, which ends by returning, by an error or by Stop.
import vm from 'node:vm';
import type { CellCode } from '../contract/cell-code.js';
import type { DisplayData } from '../contract/content.js';
import type { Outcome } from '../contract/session-messages.js';
import { type Cell, runAs } from './current-cell.js';
import { reportError } from './error-report.js';
import { addFunctionTexts } from './function-texts.js';
import { send } from './outgoing.js';
import type { Scope } from './scope.js';
import type { SharedState } from './shared-state.js';
import { show } from './show.js';
import { addSource } from './sources.js';
import { asInterrupted, stopped } from './stop.js';
import { sendStream } from './streams.js';

/** Where the code finds its arguments; a symbol, so that no cell's variable can take its place. */
const parametersKey = 'tensorcell.parameters';

export class CellRunner {
  readonly #scope: Scope;
  readonly #state: SharedState;

  constructor(scope: Scope, state: SharedState) {
    this.#scope = scope;
    this.#state = state;
  }

  async run(cell: Cell, code: CellCode): Promise<Outcome> {
    addSource(code.name, code.source, code.map);
    addFunctionTexts(code);
    if (code.notice !== undefined) runAs(cell, () => sendStream('stderr', `${code.notice}\n`));
    this.#scope.addModules(code.modules);
    return this.#guard(cell, () => this.#evaluate(cell, code));
  }

  /** Runs a user's handler for a comm message. Its error is shown here, since no reply would carry it. */
  async runHandler(cell: Cell, handler: () => Promise<void>): Promise<Outcome> {
    const outcome = await this.#guard(cell, async () => {
      await Promise.race([handler(), stopped(cell)]);
      return undefined;
    });
    if (outcome.status === 'error') send({ type: 'error', cell: cell.id, error: outcome.error });
    return outcome;
  }

  async #guard(cell: Cell, work: () => Promise<DisplayData | undefined>): Promise<Outcome> {
    const before = { ...this.#scope.variables };
    try {
      return { status: 'ok', value: await runAs(cell, work) };
    } catch (thrown) {
      const wanted = this.#state.stopRaised || cell.stop.signal.aborted;
      if (wanted) this.#scope.forgetUnfinished();
      const error = reportError(asInterrupted(thrown, wanted));
      return { status: 'error', error, assigned: this.#changedSince(before) };
    } finally {
      this.#state.cellEnded();
    }
  }

  async #evaluate(cell: Cell, code: CellCode): Promise<DisplayData | undefined> {
    const stop = stopped(cell);
    await Promise.race([this.#scope.prepare(code.imports), stop]);
    const ended = this.#start(code);
    if (code.isAsync) await Promise.race([ended, stop]);
    if (code.lastExpression === undefined) return undefined;
    return Promise.race([this.#showSettled(this.#scope.take(code.lastExpression)), stop]);
  }

  /** A promise is awaited: what is shown of `model.fit(…)` is its result, or its error. */
  async #showSettled(value: unknown): Promise<DisplayData | undefined> {
    return show(await value);
  }

  #start(code: CellCode): unknown {
    const head = `(${code.isAsync ? 'async ' : ''}function (exports, require, __tensorcell) {`;
    const tail = `\n}).apply(undefined, globalThis[Symbol.for(${JSON.stringify(parametersKey)})])`;
    const script = new vm.Script(`${head}${code.code}${tail}`, {
      filename: code.name,
      columnOffset: -head.length,
    });
    const { exports, require, runtime } = this.#scope.parameters;
    Reflect.set(globalThis, Symbol.for(parametersKey), [exports, require, runtime]);
    const ended: unknown = script.runInThisContext({ breakOnSigint: true });
    // After Stop this promise is not awaited any more, and a later failure must not be reported.
    if (code.isAsync) (ended as Promise<unknown>).catch(() => {});
    return ended;
  }

  #changedSince(before: Record<string, unknown>): string[] {
    const { variables } = this.#scope;
    return Object.keys(variables).filter((name) => !Object.is(variables[name], before[name]));
  }
}
