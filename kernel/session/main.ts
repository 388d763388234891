// The session process: owns the user's values and the library, runs cells, and ends with the protocol process.

import type { CellOptions, Outcome, ToSession } from '../contract/session-messages.js';
import { keepBuiltIns, putBackBuiltIns } from './built-ins.js';
import { endDescendants } from './child-processes.js';
import { receiveComm } from './comms.js';
import { type Cell, createCell, runAs } from './current-cell.js';
import { installDebuggerDesk } from './debugger/desk.js';
import { installFunctionTexts } from './function-texts.js';
import { noteGoings } from './goings.js';
import { Incoming } from './incoming.js';
import { connectInput } from './input.js';
import { Library } from './library.js';
import { Compiler } from './modules/compiler.js';
import { notebookFolder } from './notebook-folder.js';
import { send } from './outgoing.js';
import { hidePromiseMarks } from './plain-promises.js';
import { CellRunner } from './run-cell.js';
import { Scope } from './scope.js';
import { sharedState } from './shared-state.js';
import { installStackTraces } from './stack-traces.js';
import { endStdin, provideStdin } from './stdin.js';
import { createStopCheck, untilStop } from './stop.js';
import { Stops } from './stops.js';
import { redirectStreams, sendStream } from './streams.js';
import { showUncaught, tellEnd } from './told.js';
import { endsCell } from './watched-errors.js';
import { connectVariables } from './whos.js';

redirectStreams();
provideStdin();
installStackTraces();
installFunctionTexts();
hidePromiseMarks();
process.on('uncaughtException', showUncaught);
process.on('unhandledRejection', (reason, promise) => {
  if (!endsCell(reason, promise)) showUncaught(reason);
});
// Stop comes as a message; the signal only serves vm, and a terminal's Ctrl-C is meant for the protocol process.
process.on('SIGINT', () => {});

const variables = {};
connectVariables(variables);
installDebuggerDesk(variables);
const incoming = new Incoming(sharedState, handle);
process.on('exit', () => {
  incoming.exit();
  endDescendants(process.pid, incoming.kept);
});
connectInput(incoming);
const library = new Library();
noteGoings((pid) => incoming.keep(pid));
const stops = new Stops(sharedState);
const stopCheck = createStopCheck(sharedState.flag, stops);
const { compile } = new Compiler(stopCheck);
const scope = new Scope({ folder: notebookFolder, builtIn: library.modules, stopCheck, compile, variables });
const runner = new CellRunner(scope, stops);
keepBuiltIns();

function handle(message: ToSession): void {
  // What a cell left running may have replaced some meanwhile.
  putBackBuiltIns();
  if (message.type === 'execute') void execute(message);
  if (message.type === 'comm') void deliver(message);
  if (message.type === 'interrupt') stops.notice();
  if (message.type === 'library') void library.load();
}

function execute({ cell, code, options }: Extract<ToSession, { type: 'execute' }>): Promise<void> {
  return serve(cell, options, async (current) => {
    if (library.isMissingFor(code)) await untilStop(current, library.load());
    tellProblem();
    return runner.run(current, code);
  });
}

function deliver({ cell, event }: Extract<ToSession, { type: 'comm' }>): Promise<void> {
  return serve(cell, { allowStdin: false }, (current) =>
    runner.runHandler(current, () => receiveComm(event)),
  );
}

/** Whatever happens, the end is told. */
async function serve(
  id: number,
  options: CellOptions,
  work: (cell: Cell) => Promise<Outcome>,
): Promise<void> {
  const cell = createCell(id, options);
  stops.began(cell);
  await tellEnd(id, async () => {
    try {
      return await runAs(cell, () => work(cell));
    } finally {
      await end(cell);
    }
  });
}

async function end(cell: Cell): Promise<void> {
  stops.ended(cell);
  endStdin(cell.id);
  if (!cell.life.isLive) await cell.life.over;
  sharedState.cellEnded();
  await library.announceEngine();
}

function tellProblem(): void {
  if (library.problem) sendStream('stderr', `${library.problem}\n`);
  library.problem = undefined;
}

send({ type: 'ready' });
