// The messages of onnx.proto that a perceptron needs, with the numbers of their fields.
import type { MessageType } from '../protobuf';

const entry: MessageType = { key: { id: 1, type: 'string' }, value: { id: 2, type: 'string' } };

const tensor: MessageType = {
  dims: { id: 1, type: 'int64', repeated: true },
  dataType: { id: 2, type: 'int32' },
  floatData: { id: 4, type: 'float', repeated: true },
  int32Data: { id: 5, type: 'int32', repeated: true },
  int64Data: { id: 7, type: 'int64', repeated: true },
  name: { id: 8, type: 'string' },
  rawData: { id: 9, type: 'bytes' },
  doubleData: { id: 10, type: 'double', repeated: true },
  externalData: { id: 13, type: () => entry, repeated: true },
  dataLocation: { id: 14, type: 'int32' },
};

const attribute: MessageType = {
  name: { id: 1, type: 'string' },
  f: { id: 2, type: 'float' },
  i: { id: 3, type: 'int64' },
  s: { id: 4, type: 'bytes' },
  t: { id: 5, type: () => tensor },
  floats: { id: 7, type: 'float', repeated: true },
  ints: { id: 8, type: 'int64', repeated: true },
  type: { id: 20, type: 'int32' },
};

const node: MessageType = {
  input: { id: 1, type: 'string', repeated: true },
  output: { id: 2, type: 'string', repeated: true },
  name: { id: 3, type: 'string' },
  opType: { id: 4, type: 'string' },
  attribute: { id: 5, type: () => attribute, repeated: true },
  domain: { id: 7, type: 'string' },
};

const dimension: MessageType = { dimValue: { id: 1, type: 'int64' }, dimParam: { id: 2, type: 'string' } };
const shape: MessageType = { dim: { id: 1, type: () => dimension, repeated: true } };
const tensorType: MessageType = { elemType: { id: 1, type: 'int32' }, shape: { id: 2, type: () => shape } };
const type: MessageType = { tensorType: { id: 1, type: () => tensorType } };
const valueInfo: MessageType = { name: { id: 1, type: 'string' }, type: { id: 2, type: () => type } };

const graph: MessageType = {
  node: { id: 1, type: () => node, repeated: true },
  name: { id: 2, type: 'string' },
  initializer: { id: 5, type: () => tensor, repeated: true },
  input: { id: 11, type: () => valueInfo, repeated: true },
  output: { id: 12, type: () => valueInfo, repeated: true },
};

const opset: MessageType = { domain: { id: 1, type: 'string' }, version: { id: 2, type: 'int64' } };

/** ModelProto. */
export const MODEL: MessageType = {
  irVersion: { id: 1, type: 'int64' },
  producerName: { id: 2, type: 'string' },
  producerVersion: { id: 3, type: 'string' },
  graph: { id: 7, type: () => graph },
  opsetImport: { id: 8, type: () => opset, repeated: true },
  metadataProps: { id: 14, type: () => entry, repeated: true },
};

/** A decoded ModelProto: scalars are absent where the file leaves out a zero. */
export interface OnnxModel {
  irVersion?: number;
  producerName?: string;
  graph?: OnnxGraph;
  opsetImport: { domain?: string; version?: number }[];
  metadataProps: { key?: string; value?: string }[];
}

export interface OnnxGraph {
  node: OnnxNode[];
  name?: string;
  initializer: OnnxTensor[];
  input: OnnxValue[];
  output: OnnxValue[];
}

export interface OnnxNode {
  input: string[];
  output: string[];
  name?: string;
  opType?: string;
  domain?: string;
  attribute: OnnxAttribute[];
}

export interface OnnxAttribute {
  name?: string;
  f?: number;
  i?: number;
  s?: Uint8Array;
  t?: OnnxTensor;
  floats: number[];
  ints: number[];
}

export interface OnnxTensor {
  dims: number[];
  dataType?: number;
  floatData: number[];
  int32Data: number[];
  int64Data: number[];
  doubleData: number[];
  rawData?: Uint8Array;
  name?: string;
  externalData: { key?: string; value?: string }[];
  dataLocation?: number;
}

export interface OnnxValue {
  name?: string;
  type?: { tensorType?: { elemType?: number; shape?: { dim: { dimValue?: number; dimParam?: string }[] } } };
}

/** TensorProto.DataType. */
export const DATA_TYPES = {
  float: 1,
  uint8: 2,
  int8: 3,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
  double: 11,
} as const;
