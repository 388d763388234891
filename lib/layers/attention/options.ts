// Options that layers of attention share.
import { received } from '../../core/messages.js';
import { type Option, option } from '../../core/options.js';

/** The share of the attention that is dropped in training. */
export const dropoutRate = (): Option<number> =>
  option((given, layer, name) => {
    if (typeof given === 'number' && given >= 0 && given < 1) return given;
    throw new Error(
      `${layer}: ${name} is the share that is dropped, from 0 up to 1 (0.1 drops 10 %). Received: ${received(given)}.`,
    );
  }, 0);
