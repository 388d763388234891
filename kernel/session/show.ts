// From any value to what a notebook shows of it: its own display method, a tensor's summary, an image, or
// Node's inspection within limits.
import { inspect } from 'node:util';
import { displaySymbol, isTensor, metadataSymbol, tensorText } from '../../lib/kernel-door.js';
import type { DisplayData } from '../contract/content.js';
import { safeInspect } from './error-report.js';
import { isBundle } from './mime-bundle.js';
import { matrixText, recordsTable } from './show-data.js';
import { showImage } from './show-image.js';
import { shorten } from './text.js';

const inspectOptions = { depth: 4, maxArrayLength: 100, maxStringLength: 10_000, breakLength: 100 } as const;

export async function show(value: unknown): Promise<DisplayData | undefined> {
  if (value === undefined) return undefined;
  const method = displayMethod(value);
  if (!method) return showPlain(value);
  const bundle = await method();
  // A value may say that there is nothing to show.
  return bundle === undefined ? undefined : fromBundle(bundle, value);
}

/** What can be shown at once: a value that promises how it looks is shown as Node prints it. */
export function showNow(value: unknown): DisplayData {
  const bundle = displayMethod(value)?.();
  if (bundle === undefined || bundle instanceof Promise) return showPlain(value);
  return fromBundle(bundle, value);
}

export function showPlain(value: unknown): DisplayData {
  if (isTensor(value)) return textOnly(tensorText(value));
  return showImage(value) ?? showData(value) ?? textOnly(inspectValue(value));
}

/** Values of a cell may be proxies that throw when looked at. */
function showData(value: unknown): DisplayData | undefined {
  try {
    const text = matrixText(value);
    return text === undefined ? recordsTable(value) : textOnly(text);
  } catch {
    return undefined;
  }
}

export function fromBundle(bundle: unknown, value?: unknown): DisplayData {
  if (!isBundle(bundle)) return textOnly(inspectValue(value ?? bundle));
  const { [metadataSymbol]: metadata = {}, ...data } = bundle;
  return { data: Object.fromEntries(Object.entries(data).map(encodeBinary)), metadata };
}

function displayMethod(value: unknown): (() => unknown) | undefined {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return undefined;
  const method = (value as Record<symbol, unknown>)[displaySymbol];
  return typeof method === 'function' ? () => method.call(value) as unknown : undefined;
}

/** The protocol carries binary data as base64 text. */
function encodeBinary([type, data]: [string, unknown]): [string, unknown] {
  return [type, data instanceof Uint8Array ? Buffer.from(data).toString('base64') : data];
}

function textOnly(text: string): DisplayData {
  return { data: { 'text/plain': shorten(text, 'console.log shows all of them') }, metadata: {} };
}

function inspectValue(value: unknown): string {
  try {
    return inspect(value, inspectOptions);
  } catch {
    return safeInspect(value);
  }
}
