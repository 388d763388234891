// Training by several processes, each on its part of every batch: what `fit`, `evaluate` and `predict` call where the environment
// names a cluster.
import type { Network } from '../core/network.js';
import type { Cluster } from '../engine/cluster/cluster.js';
import { clusterHere } from '../engine/cluster/cluster-here.js';
import { isTracing } from '../engine/tracing/now-tracing.js';
import { tf } from '../tf.js';
import type { SharedPredictions, SharedRun, SharedWork } from '../training/distribution.js';
import { Group } from './group.js';
import { Predictions } from './predictions.js';
import { rowsToShare } from './refuse.js';
import { drawApart, takeFirstState } from './same-state.js';
import { checkSameWork } from './same-work.js';
import { SharedTrainer } from './shared-trainer.js';

let group: Group | undefined;

/** Begins work that all processes take part in. */
export async function begin(work: SharedWork): Promise<SharedRun> {
  const rows = rowsToShare(work, true);
  const here = groupHere();
  await here.complete(secondsToWait(), work.where);
  here.watch();
  try {
    await checkSameWork(here, work, rows);
    return runOf(here, work);
  } catch (error) {
    here.unwatch();
    throw error;
  }
}

/** Not while steps are taken: what a callback predicts may be asked for by the first process alone. */
export function predictions(model: Network): SharedPredictions | undefined {
  if (tf.getBackend() !== 'tensorflow' || isTracing()) return undefined;
  const here = groupHere();
  // A batch of a stateful model goes on from the one before.
  return model.stateful || here.isWatched ? undefined : new Predictions(here, model, secondsToWait());
}

function groupHere(): Group {
  group ??= new Group(clusterHere() as Cluster);
  return group;
}

function runOf(group: Group, work: SharedWork): SharedRun {
  let drawTogether = (): void => {};
  return {
    isFirst: group.index === 0,
    trainer: (inner) => new SharedTrainer(inner, group, work),
    async start(epoch) {
      await takeFirstState(group, work.model);
      drawTogether = drawApart(group);
      const [first] = await group.fromFirst('first epoch', Int32Array.of(epoch));
      return first!;
    },
    async anyStops(stops) {
      const [count] = await group.sum('stops', Int32Array.of(Number(stops)));
      return count! > 0;
    },
    end() {
      drawTogether();
      group.unwatch();
    },
  };
}

/** How long a process waits for the others to be there. */
function secondsToWait(): number {
  const given = process.env.TENSORCELL_CLUSTER_SECONDS?.trim() || '60';
  const seconds = Number(given);
  if (seconds > 0 && Number.isFinite(seconds)) return seconds;
  throw new Error(`TENSORCELL_CLUSTER_SECONDS: expected a number of seconds above 0. Received: ${given}.`);
}
