// A command that serves JupyterLab, started, asked for its kernels over HTTP, and ended as a terminal's end would.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** The display names of the kernels that it offers, by name. */
export async function servedKernels(
  env: NodeJS.ProcessEnv,
  cwd: string,
  ...[program, ...args]: string[]
): Promise<Record<string, string>> {
  const flags = ['--no-browser', '--port=0', '--IdentityProvider.token=of-the-test'];
  const server = spawn(program!, [...args, ...flags], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(server, 'exit');
  try {
    const address = await addressIn(server.stderr);
    const answer = await fetch(`${address}/api/kernelspecs?token=of-the-test`);
    const { kernelspecs } = (await answer.json()) as {
      kernelspecs: Record<string, { spec: { display_name: string } }>;
    };
    return Object.fromEntries(
      Object.entries(kernelspecs).map(([name, { spec }]) => [name, spec.display_name]),
    );
  } finally {
    server.kill('SIGTERM');
    await ended;
  }
}

async function addressIn(log: NodeJS.ReadableStream): Promise<string> {
  const lines: string[] = [];
  for await (const line of createInterface({ input: log })) {
    lines.push(line);
    const origin = /(https?:\/\/(?:localhost|127\.0\.0\.1):\d+)\//.exec(line)?.[1];
    if (origin) {
      log.resume();
      return origin;
    }
  }
  throw new Error(`It ended before it had an address:\n${lines.join('\n')}`);
}
