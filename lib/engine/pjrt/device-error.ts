// What a plug-in answers when a call of it fails.
import type { StatusCode } from '../status.js';

// The numbers are those of absl::StatusCode.
const codes: readonly StatusCode[] = [
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
];

export function codeOf(number: number): StatusCode {
  return codes[number] ?? 'UNKNOWN';
}

/** An error of the device's own: `code` as TensorFlow's, and what was asked of it. */
export class DeviceError extends Error {
  override readonly name = 'DeviceError';

  constructor(
    readonly code: StatusCode,
    asked: string,
    readonly answer: string,
  ) {
    super(`${asked}: ${answer} (${code})`);
  }
}
