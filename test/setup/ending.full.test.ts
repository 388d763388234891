// However a person ends `npm start`, JupyterLab, its kernels and their sessions end with it. In a terminal of its own,
// so that Ctrl-C and a closed window reach all processes that they would reach on a person's screen.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { venvPython } from '../../scripts/setup/paths.mjs';

const terminal = ['-c', 'import pty, sys; pty.spawn(sys.argv[1:])'];
const ctrlC = '\x03';

let screen: ChildProcess;
let output: string;
let processes: number[];

beforeEach(async () => {
  screen = spawn(venvPython, [...terminal, 'npm', 'start', '--', '--no-browser', '--port', '0']);
  output = '';
  screen.stdout!.on('data', (text) => {
    output += text;
  });
  processes = [];
  await startKernel(await serverAddress());
  processes = descendants(screen.pid!);
}, 200_000);

afterEach(() => {
  for (const pid of [screen.pid!, ...processes].filter(isAlive)) process.kill(pid, 'SIGKILL');
});

async function serverAddress(): Promise<URL> {
  const address = () => /^ +(http\S+)\s*$/m.exec(output)?.[1];
  await expect.poll(address, { timeout: 100_000 }).toBeDefined();
  return new URL(address()!);
}

/** Starts a kernel and waits until it has a session. */
async function startKernel(lab: URL): Promise<void> {
  // The address is printed a moment before the server listens.
  await expect.poll(() => fetch(lab).then(({ ok }) => ok)).toBe(true);
  const answer = await fetch(new URL('/api/kernels', lab), {
    method: 'POST',
    headers: { authorization: `token ${lab.searchParams.get('token')}` },
    body: JSON.stringify({ name: 'tensorcell' }),
  });
  expect(answer.status).toBe(201);
  await expect
    .poll(() => commands(descendants(screen.pid!)), { timeout: 60_000 })
    .toMatch(/session\/main\.js/);
}

interface Process {
  pid: number;
  parent: number;
  command: string;
}

function allProcesses(): Process[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid=,stat=,args='], { encoding: 'utf8' }).split('\n');
  return lines.flatMap((line) => {
    const [, pid, parent, state, command] = /^ *(\d+) +(\d+) +(\S+) +(.*)$/.exec(line) ?? [];
    return pid && !state!.startsWith('Z')
      ? [{ pid: Number(pid), parent: Number(parent), command: command! }]
      : [];
  });
}

function descendants(root: number): number[] {
  const all = allProcesses();
  const below = (pid: number): number[] =>
    all.filter(({ parent }) => parent === pid).flatMap((child) => [child.pid, ...below(child.pid)]);
  return below(root);
}

function commands(pids: number[]): string {
  return allProcesses()
    .filter(({ pid }) => pids.includes(pid))
    .map(({ command }) => command)
    .join('\n');
}

function isAlive(pid: number): boolean {
  return allProcesses().some((one) => one.pid === pid);
}

async function allHaveEnded(): Promise<void> {
  await expect.poll(() => commands(processes), { timeout: 30_000, interval: 200 }).toBe('');
}

function startScript(): number {
  const script = allProcesses().find(
    ({ pid, command }) => processes.includes(pid) && command.startsWith('node scripts/start.mjs'),
  );
  return script!.pid;
}

describe('npm start ends with all it started', () => {
  it('by Ctrl-C', async () => {
    screen.stdin!.write(ctrlC);
    await allHaveEnded();
  });

  it('by Ctrl-C pressed twice', async () => {
    screen.stdin!.write(ctrlC);
    screen.stdin!.write(ctrlC);
    await allHaveEnded();
  });

  it('when its terminal is closed', async () => {
    screen.kill('SIGKILL');
    await allHaveEnded();
  });

  it('by SIGTERM', async () => {
    process.kill(startScript(), 'SIGTERM');
    await allHaveEnded();
  });

  it('by SIGTERM to npm itself', async () => {
    process.kill(processes[0]!, 'SIGTERM');
    await allHaveEnded();
  });
});
