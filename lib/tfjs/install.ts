// All that is put into TensorFlow.js' place, in order: what it lacks, its random functions, and the doors by which its
// names for layers and models lead to ours.
import { createRequire } from 'node:module';
import { InputLayer, type InputLayerArgs } from '../core/input-layer.js';
import { SymbolicTensor } from '../core/symbolic-tensor.js';
import { LayerVariable } from '../core/variable.js';
import { callbacksDoor, TfjsCallback, TfjsCustomCallback } from './callbacks-door.js';
import { installClipping } from './clipping.js';
import { installCrossEntropies } from './cross-entropies.js';
import { installCsv } from './csv.js';
import { installDivision } from './division.js';
import { layersDoor } from './layers-door.js';
import {
  LayersModel,
  loadLayersModel,
  model,
  modelFromJSON,
  sequential,
  TfjsSequential,
} from './models-door.js';
import '../engine/gradients/register.js';
import { installNorms } from './norms.js';
import { installRandomFunctions } from './random-functions.js';
import { installScopes } from './scopes.js';
import { constraintsDoor, initializersDoor, regularizersDoor } from './settings-door.js';

/** Called once when the library is loaded. */
export function installOnTfjs(): void {
  installScopes();
  installRandomFunctions();
  installClipping();
  installDivision();
  installCrossEntropies();
  installNorms();
  installCsv();
  // The module by whose names `tf` finds layers and models.
  const module = createRequire(import.meta.url)('@tensorflow/tfjs-layers') as { layers: object };
  Object.assign(module, {
    Callback: TfjsCallback,
    CustomCallback: TfjsCustomCallback,
    LayerVariable,
    LayersModel,
    Sequential: TfjsSequential,
    SymbolicTensor,
    callbacks: callbacksDoor,
    constraints: constraintsDoor,
    initializers: initializersDoor,
    input: (args: InputLayerArgs) => new InputLayer(args).output,
    layers: layersDoor(Object.keys(module.layers)),
    loadLayersModel,
    model,
    models: { modelFromJSON },
    regularizers: regularizersDoor,
    sequential,
  });
}
