// The one place where TensorFlow.js enters. It is CommonJS and re-exports its parts at run time, so that only
// its default export holds every name under Node's ES modules.
import tf from '@tensorflow/tfjs';

export { tf };
