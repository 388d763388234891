// TensorFlow.js' own names for layers and models lead to ours, with its defaults, signatures and files.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Layer } from '../../lib/core/layer.js';
import { Network } from '../../lib/core/network.js';
import { layers, sequential, tf } from '../../lib/index.js';

const folder = mkdtempSync(join(tmpdir(), 'doors-'));
beforeAll(() => tf.setBackend('cpu'));
afterAll(() => rmSync(folder, { recursive: true }));

function line(): tf.Sequential {
  const model = tf.sequential({
    layers: [tf.layers.dense({ units: 1, inputShape: [2], kernelInitializer: 'ones' })],
  });
  model.compile({ optimizer: tf.train.sgd(0.1), loss: 'meanSquaredError' });
  return model;
}
const x = tf.tensor2d([[1, 2]]);
const y = tf.tensor2d([[4]]);

describe('tf.layers', () => {
  test('has every name that TensorFlow.js has', () => {
    for (const name of [
      'dense',
      'conv2d',
      'lstm',
      'gruCell',
      'rnn',
      'cropping2D',
      'globalMaxPool2d',
      'avgPooling3d',
    ])
      expect(typeof Reflect.get(tf.layers, name), name).toBe('function');
    expect(tf.layers.dense({ units: 1 })).toBeInstanceOf(Layer);
  });

  test('takes its own ways to say things', () => {
    expect(tf.layers.dense({ units: 3, inputDim: 4 }).batchInputShape).toEqual([null, 4]);
    const lstm = tf.layers.lstm({ units: 1, implementation: 2, inputShape: [3, 2] });
    expect(lstm.getConfig()).toMatchObject({ recurrentActivation: 'legacyHardSigmoid' });
    const config = tf.layers.dense({ units: 1 }).getConfig() as { kernelInitializer: { config: object } };
    expect(config.kernelInitializer.config).toMatchObject({
      distribution: 'truncatedNormal',
      mode: 'fanAvg',
    });
  });

  test('gives lists to a class of one’s own within a model, tensors outside', () => {
    const seen: boolean[] = [];
    class Noting extends tf.layers.Layer {
      static className = 'Noting';
      override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
        seen.push(Array.isArray(inputs));
        return [inputs].flat()[0]!;
      }
    }
    new Noting({}).apply(x);
    const model = tf.sequential();
    model.add(new Noting({ inputShape: [2] }));
    model.predict(x);
    expect(seen).toEqual([false, true]);
  });

  test('a layer of one’s own adds weights by place', () => {
    class Scaled extends tf.layers.Layer {
      static className = 'Scaled';
      private factor!: tf.LayerVariable;
      override build(): void {
        this.factor = this.addWeight('factor', [2], 'float32', tf.initializers.ones());
      }
      override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
        return tf.mul([inputs].flat()[0]!, this.factor.read());
      }
    }
    const layer = new Scaled({});
    expect((layer.apply(x) as tf.Tensor).arraySync()).toEqual([[1, 2]]);
    expect(layer.countParams()).toBe(2);
  });
});

describe('tf.sequential and tf.model', () => {
  test('are instances of TensorFlow.js’ classes, and so are ours', () => {
    expect(line()).toBeInstanceOf(tf.Sequential);
    expect(line()).toBeInstanceOf(tf.LayersModel);
    expect(sequential([layers.dense({ units: 1, inputShape: [1] })])).toBeInstanceOf(Network);
    const input = tf.input({ shape: [2] });
    expect(input).toBeInstanceOf(tf.SymbolicTensor);
    const output = tf.layers.dense({ units: 1 }).apply(input) as tf.SymbolicTensor;
    expect(tf.model({ inputs: input, outputs: output })).toBeInstanceOf(tf.LayersModel);
  });

  test('evaluate at once, in scalars; predict several outputs as a list', () => {
    const loss = line().evaluate(x, y) as tf.Scalar;
    expect(loss.dataSync()[0]).toBe(1);
    const input = tf.input({ shape: [2] });
    const hidden = tf.layers.dense({ units: 3 }).apply(input) as tf.SymbolicTensor;
    const end = tf.layers.dense({ units: 1 }).apply(hidden) as tf.SymbolicTensor;
    const outputs = tf.model({ inputs: input, outputs: [end, hidden] }).predict(x) as tf.Tensor[];
    expect(outputs.map(({ shape }) => shape)).toEqual([
      [1, 1],
      [1, 3],
    ]);
  });

  test('find a layer by name or by place', () => {
    const model = line();
    expect(model.getLayer(undefined as never, 0)).toBe(model.layers[0]);
    expect(model.getLayer(model.layers[0]!.name)).toBe(model.layers[0]);
  });

  test('callbacks of its own hear of epochs and batches', async () => {
    const heard: string[] = [];
    class Listening extends tf.Callback {
      override async onEpochEnd(epoch: number): Promise<void> {
        heard.push(`epoch ${epoch}`);
      }
    }
    const custom = new tf.CustomCallback({ onBatchEnd: async (batch) => void heard.push(`batch ${batch}`) });
    await line().fit(x, y, { epochs: 1, verbose: 0, callbacks: [new Listening(), custom] });
    expect(heard).toEqual(['batch 0', 'epoch 0']);
  });
});

describe('files', () => {
  test('go by file:// both ways', async () => {
    const model = line();
    await model.save(`file://${folder}/saved`);
    const again = await tf.loadLayersModel(`file://${folder}/saved/model.json`);
    expect((again.predict(x) as tf.Tensor).arraySync()).toEqual((model.predict(x) as tf.Tensor).arraySync());
    expect(again).toBeInstanceOf(tf.Sequential);
  });

  test('go through handlers', async () => {
    const model = line();
    let kept: tf.io.ModelArtifacts | undefined;
    await model.save(
      tf.io.withSaveHandler(async (artifacts) => {
        kept = artifacts;
        return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } };
      }),
    );
    const again = await tf.loadLayersModel(tf.io.fromMemory(kept!));
    expect((again.predict(x) as tf.Tensor).arraySync()).toEqual([[3]]);
    const fresh = await tf.models.modelFromJSON(kept!.modelTopology as never);
    expect(fresh.countParams()).toBe(3);
  });

  test('say what they cannot do', async () => {
    await expect(line().save('nowhere://x')).rejects.toThrow(/there is no way to save to 'nowhere:\/\/x'/);
    await expect(tf.loadLayersModel('nowhere://x')).rejects.toThrow(/there is no way to load from/);
  });
});
