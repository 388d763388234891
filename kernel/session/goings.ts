// What goes on by itself once it is started: intervals, servers, connections, streams, watchers, threads, child
// processes. Where one starts, it is noted for the life of the cell that starts it, so that Stop can end it.
import { ChildProcess } from 'node:child_process';
import dgram from 'node:dgram';
import fs from 'node:fs';
import http from 'node:http';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import { Readable } from 'node:stream';
import timers from 'node:timers';
import { fileURLToPath } from 'node:url';
import workerThreads from 'node:worker_threads';
import { endTree } from './child-processes.js';
import { cellOfContext } from './current-cell.js';
import { refuseOwnPipes } from './own-pipes.js';
import { replace } from './replace.js';

/** Threads of the kernel and the library are not the cell's. */
const ownFolder = fileURLToPath(new URL('../..', import.meta.url));
/** How many milliseconds a child process has to end after SIGINT. */
const childGrace = 500;
const { clearInterval, setTimeout } = globalThis;

/** To be called before any cell runs. @param keep told of each child process that outlives Stop and the session */
export function noteGoings(keep: (pid: number) => void): void {
  for (const owner of [globalThis, timers])
    noteReturned(owner, 'setInterval', (interval: NodeJS.Timeout) => clearInterval(interval));
  noteReturned(fs, 'watch', (watcher: fs.FSWatcher) => watcher.close());
  noteReturned(fs, 'watchFile', (watcher: StatWatcher) => watcher.stop());
  noteCalled(net.Server.prototype, 'listen', endServer);
  noteCalled(net.Socket.prototype, 'connect', destroy);
  noteCalled(Readable.prototype, 'resume', destroy);
  noteCalled(dgram.Socket.prototype, 'bind', (socket: dgram.Socket) => void socket.close());
  noteChildren(keep);
  noteThreads();
  syncBuiltinESMExports();
}

/** Node's typings leave out how it is ended. */
interface StatWatcher {
  stop(): void;
}

function note<Handle extends object>(handle: Handle, end: (handle: Handle) => void): void {
  cellOfContext()?.life.started(handle, end);
}

function noteReturned<Handle extends object>(
  owner: object,
  name: string,
  end: (handle: Handle) => void,
): void {
  replace(owner, name, (native, receiver, parameters) => {
    const handle = Reflect.apply(native, receiver, parameters) as Handle;
    note(handle, end);
    return handle;
  });
}

function noteCalled<Handle extends object>(owner: object, name: string, end: (handle: Handle) => void): void {
  replace(owner, name, (native, receiver, parameters) => {
    const result = Reflect.apply(native, receiver, parameters);
    note(receiver as Handle, end);
    return result;
  });
}

function noteChildren(keep: (pid: number) => void): void {
  replace(ChildProcess.prototype, 'spawn', (native, receiver, parameters) => {
    refuseOwnPipes((parameters[0] as { stdio?: unknown } | undefined)?.stdio);
    const result = Reflect.apply(native, receiver, parameters);
    const child = receiver as ChildProcess;
    note(child, endChild);
    if (cellOfContext()?.isKept && child.pid !== undefined) keep(child.pid);
    return result;
  });
}

function noteThreads(): void {
  const { Worker } = workerThreads;
  class NotedWorker extends Worker {
    constructor(file: string | URL, options?: workerThreads.WorkerOptions) {
      super(file, options);
      const path = file instanceof URL ? fileURLToPath(file) : file;
      if (!path.startsWith(ownFolder)) note(this, (thread) => void thread.terminate());
    }
  }
  Object.defineProperty(NotedWorker, 'name', { value: 'Worker' });
  Object.assign(workerThreads, { Worker: NotedWorker });
}

function destroy(stream: Readable): void {
  stream.destroy();
}

function endServer(server: net.Server): void {
  if (server instanceof http.Server) server.closeAllConnections();
  server.close();
}

function endChild(child: ChildProcess): void {
  const { pid } = child;
  if (pid === undefined || hasEnded(child)) return;
  endTree(pid, 'SIGINT');
  setTimeout(() => {
    if (!hasEnded(child)) endTree(pid, 'SIGKILL');
  }, childGrace);
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}
