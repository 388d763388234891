// The engines for machines without TensorFlow: WebAssembly, else TensorFlow.js' plain JavaScript.
import { tf } from '../tf.js';
import { completeWasm } from './kernels/stand-ins.js';

/** Makes wasm the backend; false where it does not start. */
export async function startWasm(): Promise<boolean> {
  try {
    await loadWasm();
    completeWasm();
    return await tf.setBackend('wasm');
  } catch {
    return false;
  }
}

/** Its own kernels are not to take the place of ours, which are there before, nor to warn of them. */
async function loadWasm(): Promise<void> {
  const ours = tf.getKernelsForBackend('wasm');
  for (const { kernelName } of ours) tf.unregisterKernel(kernelName, 'wasm');
  await import('@tensorflow/tfjs-backend-wasm');
  for (const kernel of ours) {
    if (tf.getKernel(kernel.kernelName, 'wasm')) tf.unregisterKernel(kernel.kernelName, 'wasm');
    tf.registerKernel(kernel);
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
