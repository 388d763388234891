// Keras' `saving`: what is known to files by a name.
export type { CustomObject } from '../core/registered-objects.js';
export {
  customObjectScope,
  getCustomObjects,
  getRegisteredName,
  getRegisteredObject,
  registerKerasSerializable,
} from './custom-objects.js';
export {
  deserializeKerasObject,
  type SerializableObject,
  type SerializedKerasObject,
  serializeKerasObject,
} from './serialize-object.js';
