// What other kernels have magics for, as a function: `sh` runs a command.
import { type ChildProcess, spawn } from 'node:child_process';
import { displaySymbol } from '../../lib/kernel-door.js';
import { currentCell } from './current-cell.js';
import { sendStream } from './streams.js';

/** What a command printed. On a cell's last line it shows nothing: its output has been shown already. */
export interface ShellOutput {
  readonly stdout: string;
  readonly stderr: string;
}

const windows = process.platform === 'win32';

/**
 * Runs a command in the notebook's folder, its output streamed into the cell. Values are quoted, so that file
 * names with blanks are safe. A command that fails throws; Stop ends it.
 *
 * @example
 * const { stdout } = await sh`ls -l ${folder}`;
 */
export function sh(parts: TemplateStringsArray, ...values: unknown[]): Promise<ShellOutput> {
  const command = parts
    .map((part, index) => part + (index < values.length ? quote(String(values[index])) : ''))
    .join('');
  return run(command, spawn(command, { shell: true, stdio: ['ignore', 'pipe', 'pipe'] }));
}

/** Resolves with what the child printed, which the cell has shown meanwhile. */
export function run(command: string, child: ChildProcess, quiet = false): Promise<ShellOutput> {
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      output[name] += text;
      if (!quiet) sendStream(name, text);
    });
  }
  currentCell().signal.addEventListener('abort', () => child.kill('SIGINT'), { once: true });
  return new Promise((resolve, reject) => {
    child.once('error', (cause) =>
      reject(new Error(`The command could not be started: ${command}`, { cause })),
    );
    child.once('close', (code, signal) => {
      if (code === 0) resolve(Object.defineProperty(output, displaySymbol, { value: () => undefined }));
      else reject(new Error(`The command ended with ${signal ?? `exit code ${code}`}: ${command}`));
    });
  });
}

function quote(value: string): string {
  return windows ? `"${value.replaceAll('"', '""')}"` : `'${value.replaceAll("'", "'\\''")}'`;
}
