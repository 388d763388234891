// TensorFlow.js looks for tensors among all numbers of an array that `tidy` gives back: 0.1 s for 200,000.
import { tf } from '../tf.js';

type Engine = ReturnType<typeof tf.engine>;

/** An array of numbers holds no tensor: the end of a scope passes over it. */
export function installScopes(): void {
  const prototype = Object.getPrototypeOf(tf.engine()) as Pick<Engine, 'endScope'>;
  const { endScope } = prototype;
  prototype.endScope = function (this: Engine, result) {
    endScope.call(this, ArrayBuffer.isView(result) ? undefined : result);
  };
}
