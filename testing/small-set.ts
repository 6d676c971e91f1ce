// A data set of two by two pixels, for tests that need one of any kind.

/** 20 images of two classes. */
export const smallSet = {
  images: Uint8Array.from({ length: 80 }, (_, i) => i),
  labels: Uint8Array.from({ length: 20 }, (_, i) => i % 2),
  count: 20,
  height: 2,
  width: 2,
};

/** The same images to train on and to test with. */
export const smallDataset = { name: 'small', classes: 2, train: smallSet, test: smallSet };
