// The shape of a network's images: what was given, checked, or its own.
import { received } from '../core/messages.js';

/** What decides it. */
interface ShapeSettings {
  readonly includeTop: boolean;
  readonly weights: string | null;
  readonly inputShape: readonly (number | null)[] | null;
}

/** @param anySize whether a network with its top takes images of any size as well */
export function imageShape(
  maker: string,
  { includeTop, weights, inputShape }: ShapeSettings,
  usual: number,
  least: number,
  anySize: boolean,
): (number | null)[] {
  const where = `applications.${maker}`;
  if (inputShape) checkShape(where, inputShape, least, weights);
  if (anySize) return [...(inputShape ?? [null, null, 3])];
  const channels = weights === 'imagenet' ? 3 : (inputShape?.[2] ?? 3);
  const own = [usual, usual, channels];
  if (weights === 'imagenet' && includeTop) {
    if (inputShape && inputShape.join() !== own.join())
      throw new Error(
        `${where}: ImageNet's weights with their top take images of [${own.join(', ')}]. Received: inputShape [${inputShape.join(', ')}]. Give includeTop: false for images of another size.`,
      );
    return own;
  }
  if (!inputShape) return includeTop ? own : [null, null, 3];
  if (includeTop && inputShape.includes(null))
    throw new Error(
      `${where}: with its top the network needs every size of inputShape. Received: [${inputShape.map((one) => one ?? 'null').join(', ')}].`,
    );
  return [...inputShape];
}

function checkShape(
  where: string,
  shape: readonly (number | null)[],
  least: number,
  weights: string | null,
): void {
  const isSize = (one: unknown): boolean => one === null || (Number.isInteger(one) && (one as number) > 0);
  if (!Array.isArray(shape) || shape.length !== 3 || !shape.every(isSize))
    throw new Error(
      `${where}: inputShape must be [height, width, channels]. Received: ${Array.isArray(shape) ? JSON.stringify(shape) : received(shape)}.`,
    );
  if (weights === 'imagenet' && shape[2] !== 3)
    throw new Error(
      `${where}: ImageNet's images have 3 channels. Received: inputShape [${shape.join(', ')}].`,
    );
  if (shape.slice(0, 2).some((side) => side !== null && side < least))
    throw new Error(
      `${where}: images must be at least ${least} pixels high and wide. Received: inputShape [${shape.join(', ')}].`,
    );
}
