// Layers that normalize, on TensorFlow, give what real Keras gives.
import { testOnTensorFlow } from './on-tensorflow.js';

testOnTensorFlow('normalization');
