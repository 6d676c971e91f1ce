// Small data that every program here makes in the same way: rows of 16 pixels, of three classes.
const pixel = (row, column) => (row * 31 + column * 17 + ((row * column) % 7)) % 60;
const pixelOf = (row, column) => pixel(row, column) + (column >> 2 === row % 3 ? 150 : 0);

const set = (count, first) => ({
  images: Uint8Array.from({ length: count * 16 }, (_, i) => pixelOf(first + (i >> 4), i & 15)),
  labels: Uint8Array.from({ length: count }, (_, i) => (first + i) % 3),
  count,
  height: 4,
  width: 4,
});

export const dataset = { name: 'rows', classes: 3, train: set(120, 0), test: set(30, 120) };

export const x = { data: dataset.train.images, shape: [120, 16] };
export const y = {
  data: Float32Array.from({ length: 360 }, (_, i) => Number(dataset.train.labels[Math.floor(i / 3)] === i % 3)),
  shape: [120, 3],
};
