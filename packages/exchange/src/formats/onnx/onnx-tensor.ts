// A TensorProto → numbers, checked against its shape.
import { sizeFromShape } from '@mlp-lab/core';
import { damaged, unsupported } from '../../network/exchange-error';
import type { Weight } from '../../network/network';
import { floatsOf, floatsOfWords, type NumberType } from '../little-endian';
import type { OnnxTensor } from './onnx-messages';

const TYPES: Readonly<Record<number, NumberType>> = {
  1: 'F32',
  2: 'U8',
  3: 'I8',
  5: 'I16',
  6: 'I32',
  7: 'I64',
  9: 'BOOL',
  10: 'F16',
  11: 'F64',
  16: 'BF16',
};

const MOST_NUMBERS = 2 ** 28; // 1 GiB of float32

/**
 * @param external the contents of a file beside the model's.
 * @throws MlpLabError `bad-data` for a tensor that lacks numbers; `bad-model` for types that no perceptron has.
 */
export async function tensorNumbers(
  tensor: OnnxTensor,
  external: (path: string) => Promise<Uint8Array>,
): Promise<Weight> {
  const name = tensor.name || 'a constant';
  const { dims: shape, dataType = 0 } = tensor;
  const count = sizeFromShape(shape);
  if (!(count <= MOST_NUMBERS) || shape.some((length) => length < 0))
    throw damaged(`${name}: expected up to ${MOST_NUMBERS} numbers, received the shape [${shape}]`);
  const type = TYPES[dataType];
  if (type === undefined) throw unsupported(`${name}: expected numbers, received ONNX's data type ${dataType}`);
  const bytes = tensor.dataLocation === 1 ? await externalBytes(tensor, external) : tensor.rawData;
  if (bytes !== undefined) return { shape, data: floatsOf(bytes, type, count, name) };
  const listed = [tensor.floatData, tensor.doubleData, tensor.int32Data, tensor.int64Data].find(({ length }) => length);
  if ((listed?.length ?? 0) !== count)
    throw damaged(`${name}: expected ${count} numbers for the shape [${shape}], received ${listed?.length ?? 0}`);
  const isHalf = type === 'F16' || type === 'BF16'; // int32_data has their bits
  return { shape, data: isHalf ? floatsOfWords(listed ?? [], type) : Float32Array.from(listed ?? []) };
}

async function externalBytes(
  { externalData, name }: OnnxTensor,
  external: (path: string) => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const entries = Object.fromEntries(externalData.map(({ key, value }) => [key, value]));
  if (!entries.location) throw damaged(`${name}: expected the name of the file with its numbers, received none`);
  const bytes = await external(entries.location);
  const offset = Number(entries.offset ?? 0);
  const length = Number(entries.length ?? bytes.byteLength - offset);
  if (!(offset >= 0 && length >= 0 && offset + length <= bytes.byteLength))
    throw damaged(
      `${name}: expected ${length} bytes from ${offset} in ${entries.location}, which has ${bytes.byteLength}`,
    );
  return bytes.subarray(offset, offset + length);
}
