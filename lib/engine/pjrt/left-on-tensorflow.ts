// What a device cannot compute stays on TensorFlow whole, and is said once for each reason.
import { host } from '../../host.js';
import type { Device } from './device.js';
import { DeviceError } from './device-error.js';
import { NotLowered } from './lowering/site.js';

const said = new Set<string>();

/** Whether the error says that a function is not for this device; tells the user so. */
export function isLeft(error: unknown, device: Device): boolean {
  // What the compiler of a device does not take; no lack of memory, which the user should know of.
  const isRefused =
    error instanceof DeviceError && (error.code === 'INVALID_ARGUMENT' || error.code === 'UNIMPLEMENTED');
  if (!(error instanceof NotLowered) && !isRefused) return false;
  const reason =
    error instanceof NotLowered ? `it has ${error.message}` : `its compiler says: ${error.answer}`;
  const text = `A function is computed by TensorFlow, not on ${device.name}, as ${reason}.`;
  if (!said.has(text)) host().display({ 'text/plain': text });
  said.add(text);
  return true;
}

/** The first, or the second where the first is not for this device. */
export function leaveOnTensorFlow<T>(device: Device, onDevice: () => T, onTensorFlow: () => T): T {
  try {
    return onDevice();
  } catch (error) {
    if (isLeft(error, device)) return onTensorFlow();
    throw error;
  }
}
