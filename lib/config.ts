// Settings of the whole session. Keras: `keras.config`.
export { dtypePolicy, setDtypePolicy } from './core/dtype-policy.js';
