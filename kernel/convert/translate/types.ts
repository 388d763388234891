// Types of the numbers in a tensor.

const types: Readonly<Record<string, string>> = {
  float: 'float32',
  float16: 'float32',
  float32: 'float32',
  float64: 'float32',
  double: 'float32',
  int: 'int32',
  int8: 'int32',
  int16: 'int32',
  int32: 'int32',
  int64: 'int32',
  uint8: 'int32',
  uint32: 'int32',
  long: 'int32',
  bool: 'bool',
  bool_: 'bool',
  str: 'string',
  string: 'string',
  f4: 'float32',
  f8: 'float32',
};

/** `np.float32`, `'float32'`: the type that tensors have here. */
export const dataType = (name: string): string | undefined => types[name];
