// Tells the user once which engine computes, after the first cell that made TensorFlow.js start one.
import { engineInfo, tf } from '../../lib/index.js';
import { engineSettled } from '../../lib/kernel-door.js';
import { sendStream } from './streams.js';

let announced = false;

export async function announceEngine(): Promise<void> {
  // TensorFlow.js starts its engine at the first operation; asking for it by one of its methods would start it.
  if (announced || !Reflect.get(tf.engine(), 'backendInstance')) return;
  announced = true;
  await engineSettled();
  sendStream('stderr', `${describeEngine()}\n`);
}

function describeEngine(): string {
  const { backend, version, device, reason, remedy } = engineInfo();
  const engine = [backend, version, device && `on ${device}`].filter(Boolean).join(' ');
  return [`TensorCell computes with ${engine}.`, reason && `${reason}.`, remedy].filter(Boolean).join(' ');
}
