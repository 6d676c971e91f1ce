// A word of the field that explains itself on hover and on focus.
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

export type WordName = keyof typeof MEANINGS;

const MEANINGS = {
  epoch: 'One pass through all training images. Each image is used once per epoch, in a new order.',
  training:
    'The images that the weights are fitted to. Accuracy is measured during the epoch, while the weights still change.',
  validation:
    'Images held out from training, measured after each epoch: how well the network does on images that it has not learned from.',
  test: 'Images that play no part in training at all. They are used once, at the end.',
  gradient:
    'For every weight: how much the loss grows if the weight grows. Training goes the opposite way. Its norm is its length.',
  loss: 'Cross-entropy: how surprised the network is by the right answer. 0 is certain and right; 2.3 is guessing among ten classes.',
  accuracy: 'The share of images that are classified correctly.',
  seed: 'The number from which the initial weights and the order of the images are drawn. The same seed gives the same result to the last bit.',
  rate: 'How far each step goes along the gradient. Too small is slow; too large diverges.',
  batch:
    'The gradient of a step is the mean over this many images. Fewer images: more steps per epoch, and noisier ones.',
  activation:
    'The function that each unit applies to its weighted sum. Without one, all layers together would be a single linear layer.',
  initializer:
    'How the weights are drawn before training. Too small or too large, and signals vanish or explode from layer to layer.',
  optimizer: 'The rule that turns gradients into steps.',
  normalization:
    'Scales what each unit receives to mean 0 and standard deviation 1 within the batch, so that units do not saturate.',
  dropout: 'The share of units that are switched off at random in each training step, so that none relies on another.',
  l2: 'A penalty on large weights: the loss grows with the sum of their squares.',
  scale:
    'Pixels are 0 to 255. Networks learn faster if they are scaled to 0 to 1, or to mean 0 and standard deviation 1.',
  ensemble: 'Several networks with different initial weights that vote.',
  patience: 'Training ends when the validation accuracy has not improved for this many epochs.',
  saturated:
    'A sigmoid or tanh unit whose output is so close to its limit, or a ReLU unit that is 0 for every image: almost no gradient passes.',
  soft: 'The mean of the networks’ probabilities decides.',
  hard: 'Each network has one vote for its most probable class.',
} as const;

export function Word({ name, children }: { name: WordName; children: ComponentChildren }) {
  const id = useId();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: its explanation must be reached by keyboard
    <span class="word" tabIndex={0} aria-describedby={id}>
      {children}
      <span id={id} role="tooltip" class="tip">
        {MEANINGS[name]}
      </span>
    </span>
  );
}
