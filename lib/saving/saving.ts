// Keras' `saving`: what is known to files by a name.
export {
  customObjectScope,
  getCustomObjects,
  getRegisteredName,
  getRegisteredObject,
  registerKerasSerializable,
} from './custom-objects.js';
