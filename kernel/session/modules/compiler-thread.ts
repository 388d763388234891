// The thread of compiler.ts: answers each path with the file's code, or with what is wrong in it.
import { workerData } from 'node:worker_threads';
import { compileAlone, SyntaxMistake } from '../../language/modules/alone.js';
import { readProject } from '../../language/project.js';
import type { CompilerAnswer, CompilerData } from './compiler.js';

const { requests, answered, folder } = workerData as CompilerData;

requests.on('message', (path: string) => {
  requests.postMessage(answerTo(path));
  Atomics.store(answered, 0, 1);
  Atomics.notify(answered, 0);
});

function answerTo(path: string): CompilerAnswer {
  try {
    return { module: compileAlone(path, readProject(folder).options) };
  } catch (error) {
    return { message: messageOf(error), isSyntax: error instanceof SyntaxMistake };
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
