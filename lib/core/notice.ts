// A plain line for the user: what stands in for what, what is waited for, what was found.
import { host } from '../host.js';

export function notice(text: string): void {
  host().display({ 'text/plain': text });
}
