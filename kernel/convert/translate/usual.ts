// Names that Keras programs import, for a cell whose imports stand elsewhere.
import type { Scope } from './scope.js';

const modules: Readonly<Record<string, string>> = {
  np: 'numpy',
  pd: 'pandas',
  plt: 'matplotlib.pyplot',
  tf: 'tensorflow',
  keras: 'keras',
  os: 'os',
  math: 'math',
  time: 'time',
  train_test_split: 'sklearn.model_selection.train_test_split',
  StandardScaler: 'sklearn.preprocessing.StandardScaler',
  ImageDataGenerator: 'keras.preprocessing.image.ImageDataGenerator',
};

const within: Readonly<Record<string, string>> = {
  '': 'layers models optimizers losses metrics callbacks regularizers initializers utils datasets ops applications',
  models: 'Sequential Model load_model',
  utils: 'to_categorical pad_sequences',
  callbacks: 'EarlyStopping ModelCheckpoint ReduceLROnPlateau LearningRateScheduler',
  optimizers: 'Adam SGD RMSprop Adagrad AdamW Nadam',
  datasets: 'mnist fashion_mnist cifar10 cifar100 boston_housing imdb reuters',
  layers:
    'Input Dense Flatten Dropout Activation Conv1D Conv2D Conv3D MaxPooling1D MaxPooling2D MaxPool2D AveragePooling2D ' +
    'GlobalAveragePooling1D GlobalAveragePooling2D GlobalMaxPooling1D GlobalMaxPooling2D BatchNormalization ' +
    'LayerNormalization Embedding LSTM GRU SimpleRNN Bidirectional TimeDistributed Reshape Concatenate Add ' +
    'ZeroPadding2D UpSampling2D Conv2DTranspose SeparableConv2D DepthwiseConv2D MultiHeadAttention Rescaling ' +
    'RandomFlip RandomRotation RandomZoom LeakyReLU ReLU Softmax TextVectorization Normalization Masking Permute ' +
    'RepeatVector GaussianNoise',
};

/** @param isOwn whether the program gives the name a value, or it is there by another way */
export function importUsual(scope: Scope, isOwn: (name: string) => boolean): void {
  const lists = Object.entries(within).flatMap(([module, names]) =>
    names
      .split(' ')
      .map((name): [string, string] => [name, ['keras', module, name].filter(Boolean).join('.')]),
  );
  for (const [name, path] of [...Object.entries(modules), ...lists])
    if (!isOwn(name)) scope.import(name, path);
}
