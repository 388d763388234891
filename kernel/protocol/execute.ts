// Runs an execute_request: count, check, run, result, the front end's own expressions.
import type { Conversion, Converted, Language } from '../language/contract.js';
import type { CellId, CellOptions, Outcome, Shown } from '../session/messages.js';
import type { Answer, Exchange } from './dispatch.js';
import type { History } from './history.js';
import type { ErrorContent, ExecuteRequest, Failure, UserExpression } from './messages.js';
import type { Outputs } from './outputs.js';
import type { Runtime } from './runtime.js';
import { typeErrors } from './type-errors.js';

export interface ExecuteParts {
  language(): Promise<Language>;
  runtime: Runtime;
  outputs: Outputs;
  history: History;
}

export class Executor {
  private count = 0;
  private hidden = 0;

  constructor(private readonly parts: ExecuteParts) {}

  async execute(request: ExecuteRequest, exchange: Exchange): Promise<Answer<'execute_request'>> {
    const name = this.nameCell(request);
    const { count } = this;
    if (request.store_history) this.parts.history.add(count, request.code);
    if (!request.silent)
      await exchange.publish('execute_input', { code: request.code, execution_count: count });
    const cell = this.parts.outputs.register(exchange);
    const options = { allowStdin: request.allow_stdin };
    const outcome = await this.run(request.code, name, cell, options);
    if (outcome.status === 'error') return this.fail(outcome.error, count, request, exchange);
    if (outcome.value && !request.silent) await this.publishResult(outcome.value, count, request, exchange);
    const user_expressions = await this.evaluate(request.user_expressions, cell);
    return { execution_count: count, user_expressions, payload: this.parts.outputs.takePages(cell) };
  }

  private async publishResult(value: Shown, count: number, { store_history }: ExecuteRequest, at: Exchange) {
    if (store_history) this.parts.history.addOutput(count, value.data['text/plain']);
    await at.publish('execute_result', { ...value, execution_count: count });
  }

  /** Cells that leave no trace in the history still need a name of their own in stack traces. */
  private nameCell({ store_history, code }: ExecuteRequest): string {
    if (store_history && code.trim() !== '') {
      this.count += 1;
      return `Cell[${this.count}]`;
    }
    this.hidden += 1;
    return `Hidden[${this.hidden}]`;
  }

  private async run(source: string, name: string, cell: CellId, options: CellOptions): Promise<Outcome> {
    if (source.trim() === '') return { status: 'ok' };
    const language = await this.parts.language();
    const converted: Conversion = language.convert(source, name);
    if (!converted.ok)
      return { status: 'error', error: typeErrors(converted.diagnostics, name), assigned: [] };
    return this.runConverted(converted, source, name, cell, options);
  }

  private async runConverted(
    { commit, ...code }: Converted,
    source: string,
    name: string,
    cell: CellId,
    options: CellOptions,
  ): Promise<Outcome> {
    const { code: text, map, isAsync, lastExpression, imports, modules } = code;
    const cellCode = { name, source, code: text, map, isAsync, lastExpression, imports, modules };
    const outcome = await this.parts.runtime.execute(cell, cellCode, options);
    if (outcome.status === 'ok') commit();
    else commit(outcome.assigned);
    return outcome;
  }

  private async fail(error: ErrorContent, count: number, { silent }: ExecuteRequest, exchange: Exchange) {
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

  private async evaluate(
    expressions: Record<string, string>,
    cell: CellId,
  ): Promise<Record<string, UserExpression>> {
    const results: Record<string, UserExpression> = {};
    for (const [key, expression] of Object.entries(expressions)) {
      results[key] = await this.evaluateOne(expression, cell);
    }
    return results;
  }

  private async evaluateOne(expression: string, cell: CellId): Promise<UserExpression> {
    this.hidden += 1;
    const outcome = await this.run(`(${expression}\n)`, `Expression[${this.hidden}]`, cell, {
      allowStdin: false,
    });
    if (outcome.status === 'error') return { status: 'error', ...outcome.error };
    return { status: 'ok', ...(outcome.value ?? { data: { 'text/plain': 'undefined' }, metadata: {} }) };
  }
}
