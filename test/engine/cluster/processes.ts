// Starts several processes of a cluster on this machine, and gives what each printed.
import { type ChildProcess, spawn } from 'node:child_process';
import { freePorts } from '../../../lib/distribute/free-ports.js';

/** The environment of each process of a cluster. */
export async function environments(count: number): Promise<NodeJS.ProcessEnv[]> {
  const worker = (await freePorts(count)).map((port) => `127.0.0.1:${port}`);
  return worker.map((_, index) => ({
    ...process.env,
    TF_CONFIG: '',
    TENSORCELL_CLUSTER: JSON.stringify({ cluster: { worker }, task: { type: 'worker', index } }),
  }));
}

export interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A process and what it comes to. */
export function start(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].on('data', (chunk: Buffer) => {
      texts[name] += chunk;
    });
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal, ...texts }));
  });
  return { child, ended };
}

/** What every process of a cluster printed, as JSON. */
export async function runTogether(count: number, args: readonly string[]): Promise<unknown[]> {
  const started = (await environments(count)).map((env) => start(args, env));
  const all = await Promise.all(started.map(({ ended }) => ended));
  return all.map(({ stdout, stderr, code }) => {
    if (code !== 0) throw new Error(`A process ended with ${code}: ${stderr}`);
    return JSON.parse(stdout);
  });
}
