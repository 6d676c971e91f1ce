// A card → a Python program that trains the same network in Keras: the one that `mlp-lab export` writes, with the card's seed, as many
// images and its changes of the rate. The numbers differ, as Keras draws its own random ones.
import { writeModel } from '@mlp-lab/exchange';
import { joinTensorFlow, type Registry } from '@mlp-lab/models';
import '@tensorflow/tfjs-backend-cpu';
import * as core from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import type { Card, Settings } from '../state/settings';
import { cardVariant } from '../training/plan-cards';

/**
 * @param shape of the data: pixels of an image, and classes; `limit`: training and test images, each, where not all.
 * @throws MlpLabError `bad-model` for a plugin's layer that Keras doesn't have.
 */
export async function kerasProgram(
  card: Card,
  { epochs, seed }: Pick<Settings, 'epochs' | 'seed'>,
  registry: Registry,
  { limit, ...shape }: { inputSize: number; classes: number; limit?: number },
): Promise<string> {
  const tf = joinTensorFlow(core, layers);
  registry.register(tf);
  await core.setBackend('cpu');
  const { recipe, rates } = card;
  const model = registry.build(cardVariant(card, registry), { tf, seed, ...shape });
  try {
    const asked = { ...recipe, epochs, seed, rates, ...(limit !== undefined && { images: limit }) };
    const files = await writeModel(model, { format: 'keras-py', recipe: asked });
    return new TextDecoder().decode(files['model.py']);
  } finally {
    model.dispose();
  }
}
