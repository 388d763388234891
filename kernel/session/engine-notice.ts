// Tells the user once which engine computes, after the first cell that made TensorFlow.js start one.
import { engineInfo, tf } from '../../lib/index.js';
import { engineSettled } from '../../lib/kernel-door.js';
import { notebookHost } from './notebook-host.js';
import { send } from './outgoing.js';
import { sendStream } from './streams.js';

let announced = false;

/** Where the engine cannot be told of, its user has been told why by the cell that asked for it. */
export async function announceEngine(): Promise<void> {
  try {
    await announceOnce();
  } catch {
    // Another attempt follows after the next cell.
    announced = false;
  }
}

async function announceOnce(): Promise<void> {
  // TensorFlow.js starts its engine at the first operation; asking for it by one of its methods would start it.
  if (announced || !Reflect.get(tf.engine(), 'backendInstance')) return;
  announced = true;
  await engineSettled();
  send({ type: 'engine', text: describeEngine() });
  // A stand-in is a warning; the engine as it should be is none.
  if (engineInfo().reason) sendStream('stderr', `${describeEngine()}\n`);
  else notebookHost.display({ 'text/plain': describeEngine() });
}

function describeEngine(): string {
  const { backend, version, device, compiled, reason, remedy } = engineInfo();
  const engine = [
    backend,
    version,
    device && `on ${device}`,
    compiled && `and compiled functions on ${compiled}`,
  ]
    .filter(Boolean)
    .join(' ');
  return [`TensorCell computes with ${engine}.`, reason && `${reason}.`, remedy].filter(Boolean).join(' ');
}
