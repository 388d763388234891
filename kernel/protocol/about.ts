// What the kernel is and holds, for a front end's menu.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { packageVersion } from './kernel-info.js';

const run = promisify(execFile);
const main = fileURLToPath(new URL('../main.js', import.meta.url));
const readme = fileURLToPath(new URL('../../../README.md', import.meta.url));
/** The doctor loads the library, which takes its time on a busy machine. */
const doctorWithin = 60_000;

export interface About {
  readonly version: string;
  /** In words. */
  readonly engine: string;
  readonly node: string;
  /** In bytes; null where the system does not tell. */
  readonly memory: { readonly process: number; readonly session: number | null };
  readonly docs: string;
}

/** What is known of the session. */
export interface SessionFacts {
  readonly engine: string | undefined;
  readonly pid: number | undefined;
}

export async function about({ engine, pid }: SessionFacts): Promise<About> {
  return {
    version: packageVersion(),
    engine: engine ?? 'None yet: it starts with the first tensor.',
    node: process.versions.node,
    memory: {
      process: process.memoryUsage.rss(),
      session: pid === undefined ? null : await residentBytes(pid),
    },
    docs: pathToFileURL(readme).href,
  };
}

/** What `tensorcell doctor` prints. */
export async function doctorsReport(): Promise<{ text: string }> {
  try {
    const { stdout } = await run(process.execPath, [main, 'doctor'], { timeout: doctorWithin });
    return { text: stdout };
  } catch (error) {
    // It ends with 1 where something is missing.
    const { stdout = '' } = error as { stdout?: string };
    if (stdout === '') throw error;
    return { text: stdout };
  }
}

async function residentBytes(pid: number): Promise<number | null> {
  try {
    const kilobytes = /VmRSS:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    if (kilobytes !== undefined) return Number(kilobytes) * 1024;
  } catch {
    // Only Linux has this folder.
  }
  try {
    const { stdout } = await run('ps', ['-o', 'rss=', '-p', `${pid}`]);
    return Number(stdout) * 1024;
  } catch {
    return null;
  }
}
