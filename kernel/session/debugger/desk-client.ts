// The debugger's thread asks the main thread's side of the debugger.

import type { DisplayData } from '../../contract/content.js';
import { deskName } from './desk-name.js';
import type { Inspector } from './inspector.js';
import type { ScriptSource } from './script.js';
import type { Variable } from './variables.js';

/** A value in the main thread, as V8's debugger names it. */
export interface Handle {
  readonly objectId?: string;
  readonly value?: unknown;
  readonly unserializableValue?: string;
}

interface Outcome {
  readonly result: Handle & { readonly description?: string };
  readonly exceptionDetails?: {
    readonly text: string;
    readonly exception?: { readonly description?: string };
  };
}

export interface Paging {
  readonly start?: number;
  readonly count?: number;
  readonly filter?: 'indexed' | 'named';
}

export class Desk {
  readonly #inspector: Inspector;
  #object: Promise<string> | undefined;

  constructor(inspector: Inspector) {
    this.#inspector = inspector;
  }

  sources(names: readonly string[]): Promise<(ScriptSource | undefined | null)[]> {
    return this.#call('sources', names);
  }

  /** The session's variables. */
  globals(): Promise<Variable[]> {
    return this.#call('globals');
  }

  /** A scope of a frame under a number, or of the session's variables where there is none. */
  scope(
    names: readonly string[] | null,
    self: Handle | undefined,
    holders: readonly Handle[],
  ): Promise<number> {
    return this.#call('scope', names, self !== undefined, ...(self ? [self] : []), ...holders);
  }

  variableNames(): Promise<string[]> {
    return this.#call('variableNames');
  }

  namesIn(holder: Handle): Promise<string[]> {
    return this.#call('namesIn', holder);
  }

  children(reference: number, paging: Paging): Promise<Variable[]> {
    return this.#call('children', reference, paging);
  }

  describe(value: Handle): Promise<Variable> {
    return this.#call('describe', '', value);
  }

  /** Without waiting for what the value promises to show, since nothing can be awaited at a stop. */
  richNow(value: Handle): Promise<DisplayData> {
    return this.#call('richNow', value);
  }

  async richVariable(name: string): Promise<DisplayData | undefined> {
    const outcome = await this.#run('richVariable', [name], true);
    return (outcome as { shown?: DisplayData }).shown;
  }

  /** Puts a value in the place of a part of another; gives why it cannot be. */
  setPart(reference: number, name: string, value: Handle): Promise<string | undefined> {
    return this.#call('setPart', reference, name, value);
  }

  errorInfo(thrown: Handle): Promise<{ name: string; message: string; stack: string }> {
    return this.#call('errorInfo', thrown);
  }

  copy(name: string, value: Handle): Promise<void> {
    return this.#call('copy', name, value);
  }

  /** Lets code that is evaluated find the session's variables that its text names. */
  expose(text: string): Promise<void> {
    return this.#call('expose', text);
  }

  cover(): Promise<void> {
    return this.#call('cover');
  }

  forget(): Promise<void> {
    return this.#call('forget');
  }

  tellNewScripts(isOn: boolean): Promise<void> {
    return this.#call('tellNewScripts', isOn);
  }

  watchErrors(isOn: boolean): Promise<void> {
    return this.#call('watchErrors', isOn);
  }

  /** What is wrong with an expression's syntax. */
  mistakeIn(expression: string): Promise<string | undefined> {
    return this.#call('mistakeIn', expression);
  }

  setConditions(conditions: readonly { id: number; hitCondition?: string | undefined }[]): Promise<void> {
    return this.#call('setConditions', conditions);
  }

  /** Tells the user once that the code which has stopped is only traced. */
  noteTracing(): Promise<void> {
    return this.#call('noteTracing');
  }

  async #call<T>(method: string, ...given: unknown[]): Promise<T> {
    return (await this.#run(method, given, false)) as T;
  }

  async #run(method: string, given: readonly unknown[], awaitPromise: boolean): Promise<unknown> {
    this.#object ??= this.#find();
    const outcome = await this.#inspector.ask<Outcome>('Runtime.callFunctionOn', {
      objectId: await this.#object,
      functionDeclaration: `function (...given) { return this.${method}(...given); }`,
      arguments: given.map(asArgument),
      returnByValue: true,
      awaitPromise,
      silent: true,
    });
    if (outcome.exceptionDetails) throw new Error(thrownText(outcome.exceptionDetails));
    return outcome.result.value;
  }

  async #find(): Promise<string> {
    const expression = `globalThis[Symbol.for('${deskName}')]`;
    const { result } = await this.#inspector.ask<Outcome>('Runtime.evaluate', { expression });
    return result.objectId!;
  }
}

/** What an error says, without its stack. */
export function thrownText({ text, exception }: NonNullable<Outcome['exceptionDetails']>): string {
  return exception?.description?.split('\n    at ')[0] ?? text;
}

function asArgument(given: unknown): object {
  const isHandle =
    typeof given === 'object' &&
    given !== null &&
    ('objectId' in given || 'unserializableValue' in given || ('type' in given && !Array.isArray(given)));
  if (!isHandle) return { value: given };
  return argumentOf(given as Handle);
}

/** As V8's debugger takes it. */
export function argumentOf({ objectId, unserializableValue, value }: Handle): object {
  if (objectId !== undefined) return { objectId };
  return unserializableValue === undefined ? { value } : { unserializableValue };
}
