// tf.tidy for results of any form.
import { tf } from '../tf.js';
import { leavesOf } from './structure.js';

/** Runs `body` and frees the tensors that it made, but for those in its result. */
export function tidied<T>(body: () => T): T {
  let result: { value: T } | undefined;
  tf.tidy(() => {
    result = { value: body() };
    return leavesOf(result.value).filter((leaf) => leaf instanceof tf.Tensor);
  });
  return result!.value;
}
