// The cluster that this process is one of, and its calls to the others.
import { host } from '../../host.js';
import { tf } from '../../tf.js';
import type { TensorFlowBackend } from '../backend-types.js';
import { type Cluster, clusterFrom } from './cluster.js';
import { Collectives } from './collectives.js';

/** What the environment says, once and for all; a notebook's kernel is a process of its own, whatever it says. */
export function clusterHere(): Cluster | undefined {
  found ??= { cluster: host().kind === 'notebook' ? undefined : clusterFrom(process.env) };
  return found.cluster;
}

let found: { cluster: Cluster | undefined } | undefined;

/** The calls to the other processes; an error where another engine than TensorFlow computes. @param patience seconds */
export function collectivesHere(cluster: Cluster, patience: number): Collectives {
  const backend = tf.backend();
  if (tf.getBackend() === 'tensorflow')
    return new Collectives(backend as TensorFlowBackend, cluster, patience);
  throw new Error(
    `Several processes compute together by TensorFlow only. Received: the ${tf.getBackend()} backend. ` +
      'Run `tensorcell doctor` to see why TensorFlow was not loaded.',
  );
}
