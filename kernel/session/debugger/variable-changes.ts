// Gives a variable that a debugger shows, or a part of one, another value.
import type { Fields } from '../../contract/content.js';
import { type DebugAnswer, refused } from '../../contract/debug-messages.js';
import { type Desk, type Handle, thrownText } from './desk-client.js';
import type { Evaluation } from './evaluation.js';
import type { Frames } from './frames.js';

const plainName = /^[\p{L}_$][\p{L}\p{N}_$]*$/u;

export class VariableChanges {
  readonly #desk: Desk;
  readonly #frames: Frames;
  readonly #evaluation: Evaluation;

  constructor(desk: Desk, frames: Frames, evaluation: Evaluation) {
    this.#desk = desk;
    this.#frames = frames;
    this.#evaluation = evaluation;
  }

  async set({ variablesReference: reference, name, value }: Fields): Promise<DebugAnswer> {
    if (typeof reference !== 'number' || typeof name !== 'string' || typeof value !== 'string')
      return refused('setVariable: expected a variablesReference, a name and a value.');
    const scope = this.#frames.scopeOf(reference);
    const { result, exceptionDetails } = await this.#evaluation.run(value, scope?.frame ?? this.#frames.top);
    if (exceptionDetails) return refused(thrownText(exceptionDetails));
    const problem = scope
      ? await this.#setLocal(scope, name, result)
      : await this.#desk.setPart(reference, name, result);
    if (problem !== undefined) return refused(`setVariable: ${problem}`);
    const { name: _, evaluateName: __, ...body } = await this.#desk.describe(result);
    return { success: true, body };
  }

  async #setLocal(
    scope: NonNullable<ReturnType<Frames['scopeOf']>>,
    name: string,
    value: Handle,
  ): Promise<string | undefined> {
    if (!plainName.test(name) || name === 'this') return `${name} is no variable.`;
    if (!(await this.#frames.assign(scope, name, value))) return `${name} cannot be changed here.`;
    // What later cells read of a cell's own variable is stored behind the statements that assign it.
    const isSession = scope.isCell && (await this.#desk.variableNames()).includes(name);
    if (isSession) await this.#desk.copy(name, value);
    return undefined;
  }
}
