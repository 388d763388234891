// Options of Keras' layers that are texts. Other texts are names of choices, which are in camelCase here.

export const plainTexts: ReadonlySet<string> = new Set([
  'bias_axes',
  'encoding',
  'equation',
  'mask_token',
  'mask_value',
  'name',
  'oov_token',
  'vocabulary',
]);
