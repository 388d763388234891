// Puts a loss together from its parts.
import type { Loss, LossFunction } from './loss.js';

export function loss(
  name: string,
  call: LossFunction,
  config: Record<string, unknown> = {},
  targets: Loss['targets'] = 'like outputs',
): Loss {
  return { name, call, config, targets };
}
