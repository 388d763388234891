// Options of cells and of the layers that read sequences by them.
import type { Layer } from '../../core/layer.js';
import { received } from '../../core/messages.js';
import { flag, type Option, type OptionTable, option, seed, size } from '../../core/options.js';
import { activation, regularizer, weightOptions } from '../base/weight-options.js';

/** How a cell's weights are made, and what is random in training. */
const weighted = () => ({
  activation: activation('tanh'),
  useBias: flag(true),
  ...weightOptions('kernel', 'glorotUniform'),
  ...weightOptions('recurrent', 'orthogonal'),
  ...weightOptions('bias', 'zeros'),
  dropout: rate(),
  recurrentDropout: rate(),
  seed: seed(),
});

export const simpleCellOptions = { units: size(), ...weighted() };

const gated = () => ({ ...weighted(), recurrentActivation: activation('sigmoid') });

export const gruCellOptions = {
  units: size(),
  ...gated(),
  resetAfter: flag(true),
  implementation: implementation(),
};

export const lstmCellOptions = {
  units: size(),
  ...gated(),
  unitForgetBias: flag(true),
  implementation: implementation(),
};

/** Without those of the window. */
export const convLstmCellOptions = { filters: size(), ...gated(), unitForgetBias: flag(true) };

/** How a layer reads sequences. */
export const sequenceOptions = {
  returnSequences: flag(false),
  returnState: flag(false),
  goBackwards: flag(false),
  stateful: flag(false),
  unroll: flag(false),
  zeroOutputForMask: flag(false),
  activityRegularizer: regularizer(),
};

/** A layer's settings for its cell. */
export function cellArgs(layer: Layer, table: OptionTable, name: string): object {
  const settings = Object.keys(table).map((key) => [key, Reflect.get(layer, key)]);
  const { dtype, trainable } = layer;
  return { ...Object.fromEntries(settings), dtype, trainable, name: `${layer.name}/${name}` };
}

/** A configuration without the number of the implementation where it says nothing. */
export function withoutDefaultImplementation(config: Record<string, unknown>): Record<string, unknown> {
  const { implementation: which, ...others } = config;
  return which === 2 ? others : config;
}

function rate(): Option<number> {
  return option((given, layer, name) => {
    if (typeof given === 'number' && given >= 0 && given < 1) return given;
    throw new Error(
      `${layer}: ${name} must be the share that is dropped, a number from 0 up to 1 (0.4 drops 40 %). Received: ${received(given)}.`,
    );
  }, 0);
}

/** 1: dropout draws a mask for each gate. 2: one for all of them. Both give the same but for dropout. */
function implementation(): Option<number> {
  return option((given, layer, name) => {
    if (given === 1 || given === 2) return given;
    throw new Error(`${layer}: ${name} must be 1 or 2. Received: ${received(given)}.`);
  }, 2);
}
