// The debugger's messages on their way between the front end and the session: those of the Debug Adapter Protocol,
// without its numbering, which the protocol process adds.
import type { Fields } from './content.js';

export interface DebugRequest {
  readonly command: string;
  readonly arguments: Fields;
}

/** `message` says what is wrong where `success` is false. */
export interface DebugAnswer {
  readonly success: boolean;
  readonly message?: string;
  readonly body?: object;
}

export interface DebugEvent {
  readonly event: string;
  readonly body?: object;
}

/** What the debugger's thread sends, over a pipe of its own: the main thread may stand still in a write to the other. */
export type FromDebugger =
  | { readonly type: 'answer'; readonly id: number; readonly answer: DebugAnswer }
  | { readonly type: 'event'; readonly event: DebugEvent };

/** The one thread that debuggers see. */
export const threadId = 1;

export function refused(message: string, body?: object): DebugAnswer {
  return { success: false, message, ...(body && { body }) };
}
