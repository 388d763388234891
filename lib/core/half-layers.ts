// Which layers compute in 16 bits, and how: those whose numbers were held against Keras'. Others are refused by name.

/**
 * `halves`: inputs and weights are rounded, and every op computes in 16 bits. `float32`: as Keras' layers without autocast,
 * it computes in float32, and rounds what it gives; `float32 of halves`: the same of rounded inputs. `as given`: nothing of
 * it is rounded. `own`: as `halves`, in a class of the user's own, which may give what it likes.
 */
export type HalfForm = 'halves' | 'float32' | 'float32 of halves' | 'as given' | 'own';

const inHalves = `
  Activation ActivityRegularization Add Average AveragePooling1D AveragePooling2D AveragePooling3D Concatenate
  Conv1D Conv1DTranspose Conv2D Conv2DTranspose Conv3D Cropping1D Cropping2D Cropping3D Dense DepthwiseConv1D
  DepthwiseConv2D Dropout ELU EinsumDense Flatten GlobalAveragePooling1D GlobalAveragePooling2D GlobalAveragePooling3D
  GlobalMaxPooling1D GlobalMaxPooling2D GlobalMaxPooling3D Identity LeakyReLU MaxPooling1D MaxPooling2D MaxPooling3D
  Maximum Minimum MultiHeadAttention Multiply PReLU Permute ReLU RepeatVector Rescaling Reshape SeparableConv1D
  SeparableConv2D Softmax Subtract UpSampling1D UpSampling2D UpSampling3D ZeroPadding1D ZeroPadding2D ZeroPadding3D
`;

const inFloat32 = 'Embedding GroupNormalization LayerNormalization';

/** What they take and give are no floats, or whatever it was. */
const asGiven = 'Discretization Hashing InputLayer IntegerLookup StringLookup TextVectorization';

const listed = (names: string, form: HalfForm): [string, HalfForm][] =>
  names.match(/\w+/g)!.map((name) => [name, form]);

const forms: ReadonlyMap<string, HalfForm> = new Map([
  ...listed(inHalves, 'halves'),
  ...listed(inFloat32, 'float32'),
  ...listed('BatchNormalization', 'float32 of halves'),
  ...listed('Lambda', 'own'),
  ...listed(asGiven, 'as given'),
]);

/** How layers of a class compute where their policy says 16 bits; undefined: not at all. */
export const halfFormOf = (className: string): HalfForm | undefined => forms.get(className);
