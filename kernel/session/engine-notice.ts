// Says once which engine computes, after the first cell that made TensorFlow.js start one.
import { engineInfo, engineSettled } from '../../lib/engine/engine.js';
import { tf } from '../../lib/tf.js';
import { sendStream } from './streams.js';

let announced = false;

export async function announceEngine(): Promise<void> {
  // TensorFlow.js starts its engine at the first operation; asking for it by a method would start it.
  if (announced || !Reflect.get(tf.engine(), 'backendInstance')) return;
  announced = true;
  await engineSettled();
  sendStream('stderr', `${describeEngine()}\n`);
}

function describeEngine(): string {
  const { backend, version, device, reason, mend } = engineInfo();
  const engine = [backend, version, device && `on ${device}`].filter(Boolean).join(' ');
  return [`TensorCell computes with ${engine}.`, reason && `${reason}.`, mend].filter(Boolean).join(' ');
}
