// All operations of graphs by name.
import { elementwise } from './arithmetic.js';
import { bits } from './bits.js';
import { counting } from './counting.js';
import { ctc } from './ctc.js';
import { functions } from './functions.js';
import { imageMeasures } from './image-measures.js';
import { imagePatches } from './image-patches.js';
import { imagePlaces } from './image-places.js';
import { images } from './images.js';
import { linearAlgebra } from './linear-algebra.js';
import { matrices } from './matrices.js';
import { missing } from './missing.js';
import { network } from './network.js';
import { patches } from './patches.js';
import { rearranging } from './rearranging.js';
import type { Recipe, Recipes } from './recipe.js';
import { reductions } from './reductions.js';
import { segmented } from './segments.js';
import { shapes } from './shapes.js';
import { signals } from './signals.js';
import { sorting } from './sorting.js';
import { wholeNumbers } from './whole-numbers.js';
import { windows } from './windows.js';

const recipes: Recipes = {
  ...bits,
  ...counting,
  ...ctc,
  ...elementwise,
  ...functions,
  ...imageMeasures,
  ...imagePatches,
  ...imagePlaces,
  ...images,
  ...linearAlgebra,
  ...matrices,
  ...missing,
  ...network,
  ...patches,
  ...rearranging,
  ...reductions,
  ...segmented,
  ...shapes,
  ...signals,
  ...sorting,
  ...wholeNumbers,
  ...windows,
};

/** The recipe of an operation's class; undefined for one that is not known here. */
export const recipeOf = (className: string): Recipe | undefined =>
  Object.hasOwn(recipes, className) ? recipes[className] : undefined;
