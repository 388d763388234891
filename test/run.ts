// Runs a program to its end without holding up the test runner, which wants to hear from its workers.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

/** Gives what the program printed; a failed one is an error with what it complained of. */
export function run(cwd: string, ...line: string[]): Promise<string> {
  return runWith({}, cwd, ...line);
}

/** With variables added to this process' own. */
export async function runWith(
  env: NodeJS.ProcessEnv,
  cwd: string,
  ...[program, ...args]: string[]
): Promise<string> {
  const child = spawn(program!, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [printed, complaint, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}:\n${complaint}`);
  return printed;
}
