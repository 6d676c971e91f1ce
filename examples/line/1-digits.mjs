// Digits: the 70,000 images of MNIST, checked against their SHA-256, and the first two as the notebook shows them.
import { loadMnist } from '@mlp-lab/data-mnist';
import { digits, renderText } from '@mlp-lab/viz';

const { train, test } = await loadMnist();
const first = ({ images, labels, height, width }) => ({
  pixels: images.subarray(0, height * width),
  height,
  width,
  label: labels[0],
});
console.log(renderText(digits([first(train), first(test)]), { width: 64 }));
