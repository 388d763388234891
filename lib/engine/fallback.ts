// The engines for machines without TensorFlow: WebAssembly, else TensorFlow.js' plain JavaScript.
import { tf } from '../tf.js';
import { completeWasm } from './kernels/stand-ins.js';

/** Makes wasm the backend; false where it does not start. */
export async function startWasm(): Promise<boolean> {
  try {
    await import('@tensorflow/tfjs-backend-wasm');
    completeWasm();
    return await tf.setBackend('wasm');
  } catch {
    return false;
  }
}

/** The cpu backend advises on its first use to install tfjs-node, which would change nothing here. */
export function silenceInstallAdvice(): void {
  const create = tf.findBackendFactory('cpu');
  tf.removeBackend('cpu');
  tf.registerBackend(
    'cpu',
    () => Object.assign(create(), { firstUse: false }) as ReturnType<typeof create>,
    1,
  );
}

/** For the rest of this turn: our own message says better why a backend does not start. */
export function withoutTfjsWarnings(): void {
  const environment = tf.env();
  const before = environment.getBool('PROD');
  environment.set('PROD', true);
  queueMicrotask(() => environment.set('PROD', before));
}
