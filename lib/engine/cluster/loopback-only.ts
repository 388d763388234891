// TensorFlow's server listens on every address of the machine, whatever it is told, and answers whoever calls. Where all
// processes of a cluster are on this machine, its socket is bound to the loopback device, so that no other machine reaches
// it. Linux lets a process do that with its own sockets (since 5.7 without rights).
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { cRuntime } from '../shared-library.js';
import type { Cluster } from './cluster.js';

const [socketLevel, bindToDevice] = [1, 25];
const listening = '0A';

/** Closes this process's server to other machines where the cluster needs none; gives why where it could not. */
export function keepToLoopback({ addresses, index }: Cluster): string | undefined {
  if (!addresses.every(isLoopback)) return undefined;
  if (process.platform !== 'linux') return `on ${process.platform} it cannot be bound to the loopback device`;
  const port = Number(addresses[index]!.split(':').at(-1));
  try {
    const sockets = socketsListeningAt(port);
    if (sockets.length === 0) return 'its socket was not found';
    const set = cRuntime().func('setsockopt', 'int', ['int', 'int', 'int', 'const char *', 'uint32_t']);
    const results = sockets.map((socket) => set(socket, socketLevel, bindToDevice, 'lo', 3) as number);
    return results.every((result) => result === 0) ? undefined : 'the system does not allow it';
  } catch (error) {
    return (error as Error).message;
  }
}

/** Whether a `host:port` names this machine to itself. */
const isLoopback = (address: string): boolean => /^(localhost|127(\.\d+){3}|\[::1\]):\d+$/.test(address);

/** This process's file descriptors of sockets that listen at a port. */
function socketsListeningAt(port: number): number[] {
  const inodes = new Set(['tcp', 'tcp6'].flatMap((table) => inodesListeningAt(port, table)));
  return readdirSync('/proc/self/fd')
    .filter((descriptor) => inodes.has(targetOf(descriptor)))
    .map(Number);
}

function inodesListeningAt(port: number, table: string): string[] {
  const ending = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const rows = readFileSync(`/proc/self/net/${table}`, 'utf8').split('\n').slice(1);
  return rows.flatMap((row) => {
    const [, local, , state, , , , , , inode] = row.trim().split(/\s+/);
    return local?.endsWith(ending) && state === listening ? [`socket:[${inode}]`] : [];
  });
}

/** A descriptor may be closed while they are listed. */
function targetOf(descriptor: string): string {
  try {
    return readlinkSync(`/proc/self/fd/${descriptor}`);
  } catch {
    return '';
  }
}
