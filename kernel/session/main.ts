// The session process: owns the user's values and the library, runs cells, and ends with the protocol process.

import type { CellOptions, Outcome, ToSession } from '../contract/session-messages.js';
import { receiveComm } from './comms.js';
import { type Cell, currentCell, runAs } from './current-cell.js';
import { reportError } from './error-report.js';
import { Incoming } from './incoming.js';
import { connectInput } from './input.js';
import { loadLibrary } from './library.js';
import { send } from './outgoing.js';
import { hidePromiseMarks } from './plain-promises.js';
import { CellRunner } from './run-cell.js';
import { Scope } from './scope.js';
import { sharedState } from './shared-state.js';
import { installStackTraces } from './stack-traces.js';
import { createStopCheck, Interrupted } from './stop.js';
import { redirectStreams, sendStream } from './streams.js';
import { connectVariables } from './whos.js';

const running = new Map<number, Cell>();
const early: ToSession[] = [];
let receive: (message: ToSession) => void = (message) => early.push(message);

redirectStreams();
installStackTraces();
hidePromiseMarks();
process.on('uncaughtException', showUncaught);
process.on('unhandledRejection', showUncaught);
// Stop comes as a message; the signal only serves vm, and a terminal's Ctrl-C is meant for the protocol process.
process.on('SIGINT', () => {});

const incoming = new Incoming(sharedState, (message) => receive(message));
connectInput(incoming);
const library = await loadLibrary();
const scope = new Scope(process.cwd(), library.modules, createStopCheck(sharedState));
const runner = new CellRunner(scope, sharedState);
connectVariables(scope.variables);

function handle(message: ToSession): void {
  if (message.type === 'execute') void execute(message);
  if (message.type === 'comm') void deliver(message);
  if (message.type === 'interrupt') for (const cell of running.values()) cell.stop.abort(new Interrupted());
}

function execute({ cell, code, options }: Extract<ToSession, { type: 'execute' }>): Promise<void> {
  return serve(cell, options, (current) => runner.run(current, code));
}

function deliver({ cell, event }: Extract<ToSession, { type: 'comm' }>): Promise<void> {
  return serve(cell, { allowStdin: false }, (current) =>
    runner.runHandler(current, () => receiveComm(event)),
  );
}

async function serve(
  id: number,
  options: CellOptions,
  work: (cell: Cell) => Promise<Outcome>,
): Promise<void> {
  const cell: Cell = { ...options, id, stop: new AbortController() };
  running.set(id, cell);
  runAs(cell, tellProblem);
  const outcome = await work(cell);
  running.delete(id);
  await library.announceEngine();
  send({ type: 'done', cell: id, outcome });
}

function tellProblem(): void {
  if (library.problem) sendStream('stderr', `${library.problem}\n`);
  delete library.problem;
}

/** An error that was not caught is shown in the cell that caused it; the session goes on. */
function showUncaught(error: unknown): void {
  if (error instanceof Interrupted) return;
  send({ type: 'error', cell: currentCell().id, error: reportError(error) });
}

receive = handle;
send({ type: 'ready' });
for (const message of early.splice(0)) handle(message);
