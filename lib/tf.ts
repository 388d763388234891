// The one place where TensorFlow.js enters. It is CommonJS: `require` loads it in a third of the time of `import`, which
// first looks for the names of exports in each of its files.
import tf = require('@tensorflow/tfjs');

export { tf };
