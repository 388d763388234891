// Runs an execute_request: count, check, run, result, the front end's own expressions.
import type { DisplayData, ErrorContent } from '../contract/content.js';
import type { Converted } from '../contract/language.js';
import { needsLibrary } from '../contract/needs-library.js';
import type { CellId, CellOptions, Outcome } from '../contract/session-messages.js';
import type { Checker } from './checker.js';
import type { Answer, Exchange } from './dispatch.js';
import { errorContent, notJson } from './error-content.js';
import type { History } from './history.js';
import { jsonProblem } from './json.js';
import type { ExecuteRequest, Failure, UserExpression } from './messages.js';
import type { Outputs } from './outputs.js';
import type { Runtime } from './runtime.js';

export interface ExecuteParts {
  checker: Checker;
  runtime: Runtime;
  outputs: Outputs;
  history: History;
}

/** Milliseconds without a cell. */
const quietFor = 100;

/** A request on its way through check and run. */
interface Task {
  cell: CellId;
  options: CellOptions;
  /** How often Stop had been pressed when the request began. */
  stops: number;
}

const stoppedEarly: ErrorContent = {
  ename: 'Interrupted',
  evalue: 'Stopped before it ran.',
  traceback: ['Interrupted: the cell was stopped before it ran'],
};

export class Executor {
  readonly #parts: ExecuteParts;
  #count = 0;
  #hidden = 0;
  #stops = 0;
  #active = 0;
  #quiet: NodeJS.Timeout | undefined;

  constructor(parts: ExecuteParts) {
    this.#parts = parts;
  }

  async execute(request: ExecuteRequest, exchange: Exchange): Promise<Answer<'execute_request'>> {
    this.#active += 1;
    if (needsLibrary(request.code)) this.#parts.runtime.loadLibrary();
    try {
      return await this.#execute(request, exchange);
    } finally {
      this.#active -= 1;
      this.loadLibraryWhenQuiet();
    }
  }

  /** Cells that come one after another, or as soon as the kernel is there, are not held up by a library that none of them needs. */
  loadLibraryWhenQuiet(): void {
    clearTimeout(this.#quiet);
    const load = () => this.#isIdle && this.#parts.runtime.loadLibrary();
    this.#quiet = setTimeout(load, quietFor).unref();
  }

  /** No request is on its way. */
  get #isIdle(): boolean {
    return this.#active === 0;
  }

  async #execute(request: ExecuteRequest, exchange: Exchange): Promise<Answer<'execute_request'>> {
    const name = this.#nameCell(request);
    const [count, stops] = [this.#count, this.#stops];
    if (request.store_history) this.#parts.history.add(count, request.code);
    if (!request.silent)
      await exchange.publish('execute_input', { code: request.code, execution_count: count });
    const options = { allowStdin: request.allow_stdin, notebookCell: notebookCell(exchange) };
    const task: Task = { cell: this.#parts.outputs.register(exchange), options, stops };
    const outcome = await this.#tryToRun(request.code, name, task);
    const payload = this.#parts.outputs.takePages(task.cell);
    if (outcome.status === 'error') return this.#fail(outcome.error, count, request, exchange);
    if (outcome.value && !request.silent) await this.#publishResult(outcome.value, count, request, exchange);
    const user_expressions = await this.#evaluate(request.user_expressions, task);
    return { execution_count: count, user_expressions, payload };
  }

  /** Stops the cells that run, and those that are still being checked; where there is none, what ended ones left. */
  interrupt(): void {
    this.#stops += 1;
    this.#parts.checker.stop();
    this.#parts.runtime.interrupt(this.#isIdle);
  }

  async #publishResult(value: DisplayData, count: number, { store_history }: ExecuteRequest, at: Exchange) {
    if (store_history) this.#parts.history.addOutput(count, value.data['text/plain']);
    await at.publish('execute_result', { ...value, execution_count: count });
  }

  /** Cells that are not kept in the history still need a name of their own in stack traces. */
  #nameCell({ store_history, code }: ExecuteRequest): string {
    if (store_history && code.trim() !== '') {
      this.#count += 1;
      return `Cell[${this.#count}]`;
    }
    this.#hidden += 1;
    return `Hidden[${this.#hidden}]`;
  }

  /** However the check or the session fails, a cell ends, and its error is shown. */
  async #tryToRun(source: string, name: string, task: Task): Promise<Outcome> {
    try {
      const outcome = await this.#run(source, name, task);
      const problem = outcome.status === 'ok' ? jsonProblem(outcome.value) : undefined;
      return problem ? { status: 'error', error: notJson('The result', problem), assigned: [] } : outcome;
    } catch (error) {
      return { status: 'error', error: errorContent(error), assigned: [] };
    }
  }

  async #run(source: string, name: string, task: Task): Promise<Outcome> {
    if (source.trim() === '') return { status: 'ok' };
    const checked = await this.#parts.checker.check(source, name, (notice) => this.#tell(notice, task));
    if (!checked.ok) return { status: 'error', error: checked.error, assigned: [] };
    if (task.stops !== this.#stops) return { status: 'error', error: stoppedEarly, assigned: [] };
    return this.#runConverted(checked, source, name, task);
  }

  async #runConverted(
    { ok, names, declared, ...compiled }: Converted,
    source: string,
    name: string,
    { cell, options }: Task,
  ): Promise<Outcome> {
    const outcome = await this.#parts.runtime.execute(cell, { name, source, ...compiled }, options);
    if (outcome.status === 'ok') this.#parts.checker.commit(declared);
    else if (outcome.assigned.length > 0) this.#parts.checker.commit(declared, outcome.assigned);
    return outcome;
  }

  #tell(text: string, { cell }: Task): void {
    void this.#parts.outputs.publish({ type: 'stream', cell, name: 'stderr', text });
  }

  async #fail(error: ErrorContent, count: number, { silent }: ExecuteRequest, exchange: Exchange) {
    if (!silent) await exchange.publish('error', error);
    const reply: Failure & { execution_count: number; payload: never[]; user_expressions: object } = {
      status: 'error',
      ...error,
      execution_count: count,
      payload: [],
      user_expressions: {},
    };
    return reply;
  }

  async #evaluate(expressions: Record<string, string>, task: Task) {
    const results: Record<string, UserExpression> = {};
    for (const [key, expression] of Object.entries(expressions)) {
      results[key] = await this.#evaluateOne(expression, task);
    }
    return results;
  }

  async #evaluateOne(expression: string, task: Task): Promise<UserExpression> {
    this.#hidden += 1;
    const outcome = await this.#tryToRun(`(${expression}\n)`, `Expression[${this.#hidden}]`, task);
    if (outcome.status === 'error') return { status: 'error', ...outcome.error };
    return { status: 'ok', ...(outcome.value ?? { data: { 'text/plain': 'undefined' }, metadata: {} }) };
  }
}

/** JupyterLab says which cell of the notebook a request comes from; consoles and nbclient do not. */
function notebookCell({ message }: Exchange): string | undefined {
  const { cellId } = message.metadata;
  return typeof cellId === 'string' ? cellId : undefined;
}
