// The private pipes to the protocol process are not for child processes: one that held them would hide the session's
// end, and could forge its messages.
import { debuggerDescriptor, incomingDescriptor, outgoingDescriptor } from '../contract/framing.js';

const own: readonly unknown[] = [incomingDescriptor, outgoingDescriptor, debuggerDescriptor];

/** @param stdio as `spawn` takes it */
export function refuseOwnPipes(stdio: unknown): void {
  if (!Array.isArray(stdio)) return;
  const taken = stdio.map(descriptorOf).find((descriptor) => own.includes(descriptor));
  if (taken === undefined) return;
  throw new Error(
    `spawn: stdio must not hold descriptors 3 to 5, which are the kernel's own. Received: ${taken}. ` +
      "Use 'pipe' or a file that you opened.",
  );
}

function descriptorOf(entry: unknown, index: number): unknown {
  if (entry === 'inherit') return index;
  return typeof entry === 'object' && entry !== null && 'fd' in entry ? entry.fd : entry;
}
