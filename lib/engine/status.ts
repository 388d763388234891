// TF_Status: TensorFlow's word on how a call went, turned into an error that keeps TensorFlow's message.
import type { CApi, Pointer } from './c-api.js';

const codeNames = [
  'OK',
  'CANCELLED',
  'UNKNOWN',
  'INVALID_ARGUMENT',
  'DEADLINE_EXCEEDED',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'PERMISSION_DENIED',
  'RESOURCE_EXHAUSTED',
  'FAILED_PRECONDITION',
  'ABORTED',
  'OUT_OF_RANGE',
  'UNIMPLEMENTED',
  'INTERNAL',
  'UNAVAILABLE',
  'DATA_LOSS',
  'UNAUTHENTICATED',
] as const;

export type StatusCode = (typeof codeNames)[number];

/** The code of a number, which is absl::StatusCode's. */
export const codeOf = (number: number): StatusCode => codeNames[number] ?? 'UNKNOWN';

/** An error of TensorFlow's own: `code` is its status code, the message says what was asked and what it answered. */
export class TensorFlowError extends Error {
  override readonly name = 'TensorFlowError';

  constructor(
    readonly code: StatusCode,
    asked: string,
    answer: string,
  ) {
    super(`TensorFlow could not ${asked}: ${answer} (${code})`);
  }
}

/** One reusable status. Not for calls that run at the same time on other threads: those need their own. */
export class Status {
  readonly pointer: Pointer;

  constructor(private readonly api: CApi) {
    this.pointer = api.TF_NewStatus();
  }

  /** Throws when the last call failed. `asked` completes "TensorFlow could not …". */
  check(asked: () => string): void {
    const code = this.api.TF_GetCode(this.pointer);
    if (code !== 0) throw this.#take(code, asked());
  }

  delete(): void {
    this.api.TF_DeleteStatus(this.pointer);
  }

  #take(code: number, asked: string): TensorFlowError {
    const answer = this.api.TF_Message(this.pointer);
    // Not every function clears a status it succeeds with, so an old failure must not stay.
    this.api.TF_SetStatus(this.pointer, 0, '');
    return new TensorFlowError(codeOf(code), asked, answer);
  }
}
