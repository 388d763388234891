// Puts the table of gradients, and the tape that goes by it, into TensorFlow.js' place.
import { tf } from '../../tf.js';
import { type Entry, gradientOf } from '../gradient-rule.js';
import type { KernelName } from '../kernel-names.js';
import '../kernels/stand-ins.js';
import { gradients } from './table.js';
import './tape.js';

for (const [name, entry] of Object.entries(gradients) as [KernelName, Entry][]) {
  const gradient = gradientOf(name, entry);
  if (gradient) tf.registerGradient(gradient);
}
