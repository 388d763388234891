// What can be wrong with images, in words that name the file.
import { received } from '../../core/messages.js';

/** An option of a value that it cannot have. */
export function wrongOption(where: string, name: string, expected: string, value: unknown): Error {
  const shown = Array.isArray(value) ? JSON.stringify(value) : received(value);
  return new Error(`${where}: ${name} must be ${expected}. Received: ${shown}.`);
}

/** The values that an option can have, as a message lists them: `'training' or 'validation'`. */
export function oneOf(values: readonly unknown[]): string {
  const shown = values.map(received);
  return `${shown.slice(0, -1).join(', ')} or ${shown.at(-1)}`;
}

/** An image that cannot be used: broken, cut short, too large, or no image at all. */
export class ImageError extends Error {
  override readonly name = 'ImageError';

  constructor(
    /** The file, or the image's place in the array. */
    readonly image: string,
    /** What is wrong with it. */
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(
      `${image} cannot be used: ${reason}. Fix or remove it, or pass onCorrupt: 'skip' to leave such images out.`,
      options,
    );
  }
}
