// Runs the kernel on real sockets until a front end shuts it down or the process that started it has ended.
import type { Checker } from './checker.js';
import type { Connection } from './connection.js';
import { History, historyFile } from './history.js';
import { Kernel } from './kernel.js';
import { finished, logged, survive } from './last-resort.js';
import { type Session, SessionProcess } from './session-process.js';
import { Sockets } from './sockets.js';
import { Wire } from './wire.js';

const parentCheckEvery = 1000;

/** Resolves with the exit code. `checker` and `first` were started before everything else was loaded. */
export async function serve(connection: Connection, checker: Checker, first: Session): Promise<number> {
  survive();
  const sockets = new Sockets(connection, new Wire(connection.key));
  let early: Session | undefined = first;
  const startSession = () => {
    const session = early ?? new SessionProcess();
    early = undefined;
    return session;
  };
  const history = new History(historyFile());
  process.once('exit', () => history.close());
  return new Promise((resolve, reject) => {
    const kernel = new Kernel({
      transport: sockets,
      checker,
      history,
      startSession,
      exit: () => logged(end(kernel, sockets, resolve)),
    });
    process.on('SIGINT', () => kernel.interrupt());
    process.on('SIGTERM', () => logged(end(kernel, sockets, resolve)));
    endWithParent(() => logged(end(kernel, sockets, resolve)));
    sockets.listen(kernel.receive).then(() => logged(kernel.start()), reject);
  });
}

async function end(kernel: Kernel, sockets: Sockets, resolve: (code: number) => void): Promise<void> {
  kernel.close();
  await finished(sockets.close());
  resolve(0);
}

/** Jupyter gives its process id; a kernel whose server was killed, even while the kernel started, ends with it. */
function endWithParent(end: () => void): void {
  const parent = Number(process.env.JPY_PARENT_PID);
  // On Windows it is not a process id.
  if (!parent || process.platform === 'win32') return;
  const isChild = process.ppid === parent;
  setInterval(() => {
    if (isChild ? process.ppid !== parent : !isAlive(parent)) end();
  }, parentCheckEvery).unref();
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Another user's process is alive.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
