// Tells data by MIME type from other objects, whose keys may hold a slash too (`train/loss`).
import type { MimeBundle } from '../../lib/kernel-door.js';

/** The top-level types that IANA has registered, and private ones. */
const mimeType =
  /^(application|audio|chemical|example|font|haptics|image|message|model|multipart|text|video|x-[\w-]+)\/[\w.+-]+$/;
/** Data of these types is any JSON; that of all others is text or bytes. */
const jsonType = /(^application\/|\+)json\b/;

/** An object is a bundle when each of its keys is a MIME type and each value can be of that type. */
export function isBundle(value: unknown): value is MimeBundle {
  if (typeof value !== 'object' || value === null) return false;
  const types = Object.keys(value);
  const isMimeType = (key: string) => mimeType.test(key);
  return types.length > 0 && types.every(isMimeType) && Object.entries(value).every(fits);
}

function fits([type, data]: [string, unknown]): boolean {
  const isAny = jsonType.test(type) || data === undefined;
  return isAny || typeof data === 'string' || data instanceof Uint8Array || isLines(data);
}

/** As notebook files hold text. */
function isLines(data: unknown): boolean {
  return Array.isArray(data) && data.every((line) => typeof line === 'string');
}
