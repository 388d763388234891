// What a plug-in answers when a call of it fails.
import type { StatusCode } from '../status.js';

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

/** A device's memory that is too small, in words for the user. */
export class DeviceMemoryError extends Error {
  override readonly name = 'DeviceMemoryError';
}
