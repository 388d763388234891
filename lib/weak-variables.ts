// TensorFlow.js keeps every variable by name for good, so that a loss may find it. Those of layers and optimizers are
// kept there weakly: a model that nothing reaches gives its memory back.
import { tf } from './tf.js';

/** Stands in the list until the entry of a variable that is gone is taken away. */
const gone = Object.freeze({ trainable: false, dispose() {} });

const emptyEntries = new FinalizationRegistry<string>((name) => {
  const { registeredVariables } = tf.engine();
  const entry: unknown =
    Object.getOwnPropertyDescriptor(registeredVariables, name) && registeredVariables[name];
  if (entry === gone) delete registeredVariables[name];
});

/** Lets the variable go when nothing but TensorFlow.js' list reaches it. */
export function holdWeakly<V extends tf.Variable>(variable: V): V {
  const { name } = variable;
  const reference = new WeakRef(variable);
  Object.defineProperty(tf.engine().registeredVariables, name, {
    get: () => reference.deref() ?? gone,
    // TensorFlow.js may register another variable by the name once this one is gone.
    set(this: object, value: unknown) {
      Object.defineProperty(this, name, { value, writable: true, enumerable: true, configurable: true });
    },
    enumerable: true,
    configurable: true,
  });
  emptyEntries.register(variable, name);
  return variable;
}
