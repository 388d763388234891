// Expressions that the user types, in a frame of a stop or over the session's variables.

import type { Fields } from '../../contract/content.js';
import { type DebugAnswer, refused } from '../../contract/debug-messages.js';
import type { CallFrame } from './call-frame.js';
import { type Desk, type Handle, thrownText } from './desk-client.js';
import type { Frames } from './frames.js';
import type { Inspector } from './inspector.js';

interface Outcome {
  readonly result: Handle;
  readonly exceptionDetails?: Parameters<typeof thrownText>[0];
}

/** The name of a variable, or a path to a part of it. */
const plainPath = /^[\p{L}_$][\p{L}\p{N}_$]*(?:\.[\p{L}_$][\p{L}\p{N}_$]*|\[\d+\])*$/u;

export class Evaluation {
  readonly #inspector: Inspector;
  readonly #desk: Desk;
  readonly #frames: Frames;

  constructor(inspector: Inspector, desk: Desk, frames: Frames) {
    this.#inspector = inspector;
    this.#desk = desk;
    this.#frames = frames;
  }

  async evaluate({ expression, frameId, context }: Fields): Promise<DebugAnswer> {
    if (typeof expression !== 'string') return refused('evaluate: expected an expression.');
    const call = this.#callOf(frameId);
    const { result, exceptionDetails } = await this.run(expression, call);
    if (exceptionDetails) return refused(thrownText(exceptionDetails));
    const { value, name: _, evaluateName: __, ...rest } = await this.#desk.describe(result);
    const isTyped = context === 'repl' || context === 'clipboard';
    const shown = isTyped ? (await this.#desk.richNow(result)).data['text/plain'] : undefined;
    return { success: true, body: { result: typeof shown === 'string' ? shown : value, ...rest } };
  }

  /** What a variable looks like in a notebook. */
  async rich({ variableName, frameId }: Fields): Promise<DebugAnswer> {
    if (typeof variableName !== 'string' || !plainPath.test(variableName))
      return refused(`richInspectVariables: ${String(variableName)} is no variable.`, {
        data: {},
        metadata: {},
      });
    if (!this.#frames.isStopped) {
      const shown = await this.#desk.richVariable(variableName);
      return shown
        ? { success: true, body: shown }
        : refused(`There is no variable ${variableName}.`, { data: {}, metadata: {} });
    }
    const { result, exceptionDetails } = await this.run(variableName, this.#callOf(frameId ?? 1));
    if (exceptionDetails) return refused(thrownText(exceptionDetails), { data: {}, metadata: {} });
    return { success: true, body: await this.#desk.richNow(result) };
  }

  async copyToGlobals({ srcVariableName, dstVariableName, srcFrameId }: Fields): Promise<DebugAnswer> {
    const names = [srcVariableName, dstVariableName];
    if (!names.every((name) => typeof name === 'string' && plainPath.test(name) && !/[.[]/.test(name)))
      return refused('copyToGlobals: expected the names of two variables.');
    const call = this.#callOf(srcFrameId);
    const { result, exceptionDetails } = await this.run(String(srcVariableName), call);
    if (exceptionDetails) return refused(thrownText(exceptionDetails));
    await this.#desk.copy(String(dstVariableName), result);
    const { name: _, evaluateName: __, ...body } = await this.#desk.describe(result);
    return { success: true, body };
  }

  #callOf(frameId: unknown): CallFrame | undefined {
    return this.#frames.of(frameId)?.call;
  }

  /**
   * A name that a function does not use is out of its sight in V8, a cell's variable as well: such a name is asked for
   * as the session's.
   */
  async run(expression: string, call: CallFrame | undefined): Promise<Outcome> {
    if (!call) return this.#runOnce(expression, call);
    const inSight = await this.#frames.namesOf(call);
    const hidden = (await this.#desk.variableNames()).filter((name) => !inSight.has(name));
    return this.#runOnce(withGlobals(expression, new Set(hidden)), call);
  }

  /** At a stop nothing can be awaited; else an `await` is. */
  async #runOnce(expression: string, call: CallFrame | undefined): Promise<Outcome> {
    await this.#desk.expose(expression);
    try {
      if (call) {
        const { callFrameId } = call;
        return await this.#inspector.ask('Debugger.evaluateOnCallFrame', {
          callFrameId,
          expression,
          silent: true,
        });
      }
      const isStopped = this.#frames.isStopped;
      const given = { expression, silent: true, replMode: !isStopped, awaitPromise: !isStopped };
      return await this.#inspector.ask('Runtime.evaluate', given);
    } finally {
      await this.#desk.cover();
    }
  }
}

/** Strings and names of properties are left as they are. */
function withGlobals(expression: string, names: ReadonlySet<string>): string {
  const parts = /(['"`])(?:\\.|(?!\1)[^\\])*\1|(?<![\p{L}\p{N}_$.])[\p{L}_$][\p{L}\p{N}_$]*(?!\s*:)/gsu;
  return expression.replace(parts, (part) => (names.has(part) ? `globalThis.${part}` : part));
}
