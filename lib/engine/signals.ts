// Keeps signals off the threads that compute. oneDNN's matrix product points the stack into its own buffer on the heap while
// it runs; a signal's handler, which is called on the stack of the thread it comes to, then writes over the heap beyond that
// buffer (github.com/uxlfoundation/oneDNN/issues/4845; in TensorFlow 2.21). One Stop at the wrong moment would end a
// session, and from Python such a signal does.
import { constants } from 'node:os';
import { cRuntime } from './shared-library.js';

const { SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGUSR1, SIGFPE, SIGSEGV, SIGSYS, SIGPROF } = constants.signals;
/**
 * Signals that are not blocked: those by which a thread is told of its own mistake; SIGUSR1, by which Node opens its
 * inspector, and which its other threads do not take; SIGPROF, which V8's profiler sends to this very thread.
 */
const taken = [SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGUSR1, SIGFPE, SIGSEGV, SIGSYS, SIGPROF];

/** `SIG_BLOCK`, and a `sigset_t`. */
const [toBlock, signals, bytesOfSet] = [0, 64, 128];
/** `stack_t`: a pointer, flags, a size. */
const stackDescription = { bytes: 24, flags: 8, size: 16, disabled: 2 };
const handlersStack = 256 * 1024;

/**
 * Called before TensorFlow is loaded, whose threads have from this one which signals they take. Signals of the process then
 * go to Node's own threads, where its handlers do as well; V8's profiler asks for a stack of its own, which is given here.
 * Child processes begin without what is blocked.
 */
export function keepSignalsAway(): void {
  // The only platform of TensorFlow's with such code: macOS has Arm's, Windows no signals.
  if (process.platform !== 'linux' || process.arch !== 'x64') return;
  const runtime = cRuntime();
  const mask = runtime.func('pthread_sigmask', 'int', ['int', 'void *', 'void *']);
  const useStack = runtime.func('sigaltstack', 'int', ['void *', 'void *']);
  const allocate = runtime.func('malloc', 'uintptr_t', ['size_t']);
  mask(toBlock, setOfAllBut(taken), null);
  const before = Buffer.alloc(stackDescription.bytes);
  useStack(null, before);
  if (!(before.readInt32LE(stackDescription.flags) & stackDescription.disabled)) return;
  const stack = Buffer.alloc(stackDescription.bytes);
  // Never freed: it is the thread's.
  stack.writeBigUInt64LE(BigInt(allocate(handlersStack)), 0);
  stack.writeBigUInt64LE(BigInt(handlersStack), stackDescription.size);
  useStack(stack, null);
}

/** Signal n is bit n − 1. */
function setOfAllBut(left: readonly number[]): Buffer {
  const bits = left.reduce((set, signal) => set | (1n << BigInt(signal - 1)), 0n);
  const set = Buffer.alloc(bytesOfSet);
  set.writeBigUInt64LE(BigInt.asUintN(signals, ~bits));
  return set;
}
