// What layers compute in. Keras: `keras.dtype_policies`.
export { DTypePolicy, type DTypePolicyName } from './core/dtype-policy.js';
