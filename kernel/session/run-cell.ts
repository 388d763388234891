// Runs one cell: its code as a function over the shared variables, which ends by returning, by an error or by Stop.
import vm from 'node:vm';
import type { CellCode } from '../contract/cell-code.js';
import type { DisplayData } from '../contract/content.js';
import type { Outcome } from '../contract/session-messages.js';
import { putBackBuiltIns } from './built-ins.js';
import { type Cell, runAs } from './current-cell.js';
import { reportError } from './error-report.js';
import { addFunctionTexts } from './function-texts.js';
import { newScript } from './new-scripts.js';
import { safeDisplay, send } from './outgoing.js';
import type { Scope } from './scope.js';
import { sharedState } from './shared-state.js';
import { show } from './show.js';
import { addSource } from './sources.js';
import { asInterrupted, untilStop } from './stop.js';
import type { Stops } from './stops.js';
import { sendStream } from './streams.js';
import { endWithoutCatch, errorsAreWatched } from './watched-errors.js';

/** Where the code finds its arguments and tells its end; symbols, so that no cell's variable can take their place. */
const [parametersKey, endKey] = ['tensorcell.parameters', 'tensorcell.end'];
const read = (key: string): string => `globalThis[Symbol.for(${JSON.stringify(key)})]`;
const give = (key: string, get: () => unknown): void =>
  void Object.defineProperty(globalThis, Symbol.for(key), { get, configurable: true });

export class CellRunner {
  readonly #scope: Scope;
  readonly #stops: Stops;
  /** What the last cell's text had to tell. */
  #told: string | undefined;

  constructor(scope: Scope, stops: Stops) {
    this.#scope = scope;
    this.#stops = stops;
  }

  run(cell: Cell, code: CellCode): Promise<Outcome> {
    return this.#guard(cell, () => {
      addSource(code.name, code.source, code.map);
      addFunctionTexts(code);
      this.#tell(code.notice);
      this.#scope.addModules(code.modules);
      return this.#evaluate(cell, code);
    });
  }

  /** Once, until there is another. */
  #tell(notice: string | undefined): void {
    if (notice !== undefined && notice !== this.#told) sendStream('stderr', `${notice}\n`);
    this.#told = notice;
  }

  /** Runs a user's handler for a comm message. Its error is shown here, since no reply would carry it. */
  async runHandler(cell: Cell, handler: () => Promise<void>): Promise<Outcome> {
    const outcome = await this.#guard(cell, async () => {
      await untilStop(cell, handler());
      return undefined;
    });
    if (outcome.status === 'error') send({ type: 'error', cell: cell.id, error: outcome.error });
    return outcome;
  }

  async #guard(cell: Cell, work: () => Promise<DisplayData | undefined>): Promise<Outcome> {
    const before = { ...this.#scope.variables };
    try {
      const value = await runAs(cell, work);
      if (!cell.life.isLive) throw cell.signal.reason;
      return { status: 'ok', value };
    } catch (thrown) {
      this.#stops.notice();
      if (!cell.life.isLive) this.#scope.forgetUnfinished();
      const error = reportError(asInterrupted(thrown, !cell.life.isLive));
      return { status: 'error', error, assigned: this.#changedSince(before) };
    }
  }

  async #evaluate(cell: Cell, code: CellCode): Promise<DisplayData | undefined> {
    await untilStop(cell, this.#scope.prepare(code.imports));
    if (errorsAreWatched())
      await untilOver(
        cell,
        endWithoutCatch(() => this.#start(code) as Promise<unknown>),
      ).finally(putBack);
    else await this.#untilEnd(cell, code);
    if (code.lastExpression === undefined) return undefined;
    return untilStop(cell, this.#showSettled(this.#scope.take(code.lastExpression)));
  }

  async #untilEnd(cell: Cell, code: CellCode): Promise<void> {
    const ended = this.#start(code);
    if (code.isAsync) await untilOver(cell, ended as Promise<unknown>).finally(putBack);
  }

  /** A promise is awaited: what is shown of `model.fit(…)` is its result, or its error. */
  async #showSettled(value: unknown): Promise<DisplayData | undefined> {
    const shown = await show(await value);
    return shown && safeDisplay(shown, 'display');
  }

  #start(code: CellCode): unknown {
    const head = `try { (${code.isAsync || errorsAreWatched() ? 'async ' : ''}function (exports, require, __tensorcell) {`;
    const tail = `\n}).apply(undefined, ${read(parametersKey)}) } finally { ${read(endKey)} }`;
    const script = new vm.Script(`${head}${code.code}${tail}`, {
      filename: code.name,
      columnOffset: -head.length,
    });
    const { exports, require, runtime } = this.#scope.parameters;
    // For it Node sets the process' listeners aside, which a cell may have frozen.
    const breakOnSigint = !Object.isFrozen(process);
    // Read when V8 has told the debugger of the script, and nothing of it has run.
    give(parametersKey, () => {
      newScript();
      if (breakOnSigint) sharedState.enterCode();
      return [exports, require, runtime];
    });
    give(endKey, () => sharedState.leaveCode());
    try {
      return script.runInThisContext({ breakOnSigint });
    } finally {
      putBack();
    }
  }

  #changedSince(before: Record<string, unknown>): string[] {
    const { variables } = this.#scope;
    return Object.keys(variables).filter((name) => !Object.is(variables[name], before[name]));
  }
}

/** What the kernel stands on is there again before it does anything more. */
function putBack(): void {
  const names = putBackBuiltIns();
  if (names.length === 0) return;
  const several =
    names.length > 4 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
  sendStream(
    'stderr',
    `This cell replaced ${several}, which the kernel itself needs. It held within the cell and has been put back.\n`,
  );
}

/** The cell's own code gets the grace, in which its `finally` blocks clean up; then it is not awaited any more. */
async function untilOver({ life }: Cell, ended: Promise<unknown>): Promise<void> {
  await Promise.race([ended, life.over]);
}
