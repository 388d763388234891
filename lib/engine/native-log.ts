// What TensorFlow writes to the standard error stream while it loads: notes on its build that no setting of its
// own turns off. Kept for `tensorcell doctor`, shown only when loading fails.
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cRuntime } from './shared-library.js';

const standardError = 2;
let log = '';

/** TensorFlow's own words while it loaded. */
export function nativeLog(): string {
  return log;
}

/** Runs `load` with the standard error stream turned into {@link nativeLog}. */
export function withQuietNativeLog<T>(load: () => T): T {
  // No later notes, those called errors included: oneDNN writes one where it merely lacks a type. What fails is a
  // status, and so an error here. Read when the library loads.
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '3';
  if (process.platform === 'win32') return load();
  const folder = mkdtempSync(join(tmpdir(), 'tensorcell-'));
  const file = join(folder, 'log');
  const restore = redirectStandardError(file);
  try {
    return load();
  } catch (error) {
    restore();
    process.stderr.write(readFileSync(file));
    throw error;
  } finally {
    restore();
    log = readFileSync(file, 'utf8');
    rmSync(folder, { recursive: true });
  }
}

function redirectStandardError(file: string): () => void {
  const runtime = cRuntime();
  const duplicate = runtime.func('dup', 'int', ['int']);
  const replace = runtime.func('dup2', 'int', ['int', 'int']);
  const original = duplicate(standardError) as number;
  const target = openSync(file, 'w');
  replace(target, standardError);
  closeSync(target);
  let restored = false;
  return () => {
    if (restored) return;
    restored = true;
    replace(original, standardError);
    closeSync(original);
  };
}
