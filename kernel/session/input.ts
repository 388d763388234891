// `input` and `prompt`: a line that the user types while the cell waits.
import { currentCell } from './current-cell.js';
import type { Incoming } from './incoming.js';
import { Interrupted } from './interrupted.js';
import { send } from './outgoing.js';

export interface InputOptions {
  /** Hides what is typed. Default: false. */
  password?: boolean;
}

let incoming: Incoming | undefined;

export function connectInput(source: Incoming): void {
  incoming = source;
}

/**
 * Asks the user for a line of text.
 *
 * @example
 * const name = await input('Your name? ');
 */
export async function input(prompt = '', options: InputOptions = {}): Promise<string> {
  const { signal } = currentCell();
  return ask(prompt, options).nextReply(signal);
}

/** Like `input`, but blocks until the line is there, as a browser's `prompt` does. */
export function prompt(message = '', options: InputOptions = {}): string {
  const reply = ask(message, options).waitForReply();
  if (reply === undefined) throw new Interrupted();
  return reply;
}

/** The cell's front end answers `input_request`. */
export function canAsk(): boolean {
  return currentCell().allowStdin && incoming !== undefined;
}

function ask(prompt: string, { password = false }: InputOptions): Incoming {
  const { id: cell, allowStdin } = currentCell();
  if (!allowStdin || !incoming) {
    throw new Error(
      'This front end cannot ask for input. Run the cell in JupyterLab or another interactive client.',
    );
  }
  send({ type: 'input', cell, prompt, password });
  return incoming;
}
