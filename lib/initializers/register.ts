// Makes our initializers the ones that tfjs finds by name, when it reads a configuration or copies a layer, so that
// those too draw from the library's one source of chance.
import { register } from '../layers/tfjs-bases.js';
import { Identity } from './identity.js';
import { Orthogonal } from './orthogonal.js';
import { RandomNormal, RandomUniform, TruncatedNormal } from './random-initializers.js';
import { VarianceScaling, type VarianceScalingOptions } from './variance-scaling.js';

/** What stands behind the names of people. */
const scalings: Record<string, VarianceScalingOptions> = {
  GlorotNormal: { mode: 'fanAvg' },
  GlorotUniform: { mode: 'fanAvg', distribution: 'uniform' },
  HeNormal: { scale: 2 },
  HeUniform: { scale: 2, distribution: 'uniform' },
  LeCunNormal: {},
  LeCunUniform: { distribution: 'uniform' },
  LecunNormal: {},
  LecunUniform: { distribution: 'uniform' },
};

for (const [name, settings] of Object.entries(scalings)) {
  class Named extends VarianceScaling {
    static override readonly className: string = name;

    constructor({ seed }: { seed?: number } = {}) {
      super({ ...settings, seed });
    }

    /** Written down by what it does. */
    override getClassName(): string {
      return VarianceScaling.className;
    }
  }
  register(Named);
}

for (const known of [Identity, Orthogonal, RandomNormal, RandomUniform, TruncatedNormal, VarianceScaling])
  register(known);
