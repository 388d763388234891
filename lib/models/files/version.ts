// The version of Keras whose files we write.
export const KERAS_VERSION = '3.15.1';
