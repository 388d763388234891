// V8's own debugger of the main thread, by messages of the Chrome DevTools Protocol. It needs no port, and is served
// while the main thread computes or stands still.
import { Session } from 'node:inspector';

/** Milliseconds in which the main thread should find the time to answer: native code does not let it. */
const patience = 10_000;

interface Untyped {
  post(method: string, parameters: object, done: (error: Error | null, result: unknown) => void): void;
  on(method: string, listener: (message: { params: never }) => void): void;
}

const ending = 'The session is ending. Try again.';

export class Inspector {
  readonly #session = new Session();
  /** The typings leave out what is experimental. */
  readonly #untyped: Untyped = this.#session as unknown as Untyped;
  #isOff = false;
  #isClosed = false;

  constructor() {
    this.#session.connectToMainThread();
  }

  /** @param limit in milliseconds; by default {@link patience} */
  ask<T = object>(method: string, parameters: object = {}, limit = patience): Promise<T> {
    if (this.#isClosed) return Promise.reject(new Error(ending));
    if (this.#isOutOfTime(method)) return Promise.reject(new Error('The debugger has been disconnected.'));
    return new Promise((resolve, reject) => {
      const busy = () =>
        reject(new Error('The cell computes in native code and cannot be asked. Try again.'));
      const timer = Number.isFinite(limit) ? setTimeout(busy, limit) : undefined;
      this.#untyped.post(method, parameters, (error, result) => {
        clearTimeout(timer);
        if (error) reject(new Error(this.#isClosed ? ending : `${method}: ${error.message}`));
        else resolve(result as T);
      });
    });
  }

  on<T>(event: string, listener: (parameters: T) => void): void {
    this.#untyped.on(event, ({ params }) => listener(params));
  }

  close(): void {
    this.#isClosed = true;
    // A step that has not ended would stop in what Node runs while it lets go.
    this.#untyped.post('Debugger.setSkipAllPauses', { skip: true }, () => {});
    this.#session.disconnect();
  }

  /** A step that V8 hears behind `Debugger.disable`, before the code has gone on, would end the process. */
  #isOutOfTime(method: string): boolean {
    if (method === 'Debugger.disable') this.#isOff = true;
    else if (method === 'Debugger.enable') this.#isOff = false;
    else return this.#isOff && method.startsWith('Debugger.');
    return false;
  }
}
