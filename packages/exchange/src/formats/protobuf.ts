// Messages of protocol buffers ↔ plain objects, from a table of their fields: of ONNX's and TensorBoard's few there is no need of generated code.
import { BinaryReader, BinaryWriter, WireType } from '@bufbuild/protobuf/wire';

/** A message's fields by name. Fields that the table lacks are skipped. */
export type MessageType = Readonly<Record<string, Field>>;

export interface Field {
  readonly id: number;
  readonly type: ScalarType | (() => MessageType);
  readonly repeated?: true;
}

export type ScalarType = 'string' | 'bytes' | 'int64' | 'int32' | 'bool' | 'float' | 'double';

export type Message = { [field: string]: unknown };

/** Absent fields are absent; repeated ones are lists, packed or not. @throws Error for bytes that are no such message. */
export function decodeMessage(bytes: Uint8Array, type: MessageType): Message {
  const reader = new BinaryReader(bytes);
  const byId = new Map(Object.entries(type).map(([name, field]) => [field.id, { name, ...field }]));
  const message: Message = {};
  for (const { name, repeated } of byId.values()) if (repeated) message[name] = [];
  while (reader.pos < reader.len) {
    const [id, wireType] = reader.tag();
    const field = byId.get(id);
    if (field === undefined) reader.skip(wireType, id);
    else if (field.repeated) readRepeated(reader, field, wireType, message[field.name] as unknown[]);
    else message[field.name] = readOne(reader, field, wireType);
  }
  return message;
}

function readRepeated(reader: BinaryReader, field: Field, wireType: WireType, values: unknown[]): void {
  const isPacked = typeof field.type === 'string' && wireType === WireType.LengthDelimited && isPackable(field.type);
  if (!isPacked) {
    values.push(readOne(reader, field, wireType));
    return;
  }
  const end = reader.uint32() + reader.pos;
  if (end > reader.len) throw new RangeError('a list goes beyond the end');
  while (reader.pos < end) values.push(readScalar(reader, field.type as ScalarType));
}

function readOne(reader: BinaryReader, { type }: Field, wireType: WireType): unknown {
  const expected = typeof type === 'string' ? wireTypes[type] : WireType.LengthDelimited;
  if (wireType !== expected) throw new TypeError(`expected wire type ${expected}, received ${wireType}`);
  return typeof type === 'string' ? readScalar(reader, type) : decodeMessage(reader.bytes(), type());
}

function readScalar(reader: BinaryReader, type: ScalarType): unknown {
  return type === 'int64' ? Number(reader.int64()) : reader[type]();
}

/** Fields that are undefined are left out. */
export function encodeMessage(message: Message, type: MessageType): Uint8Array<ArrayBuffer> {
  const writer = new BinaryWriter();
  for (const [name, { id, type: kind, repeated }] of Object.entries(type)) {
    const value = message[name];
    if (value === undefined) continue;
    if (!repeated) writeOne(writer, id, kind, value);
    else if (typeof kind === 'string' && isPackable(kind)) {
      writer.tag(id, WireType.LengthDelimited).fork();
      for (const item of value as Iterable<unknown>) writeScalar(writer, kind, item);
      writer.join();
    } else for (const item of value as Iterable<unknown>) writeOne(writer, id, kind, item);
  }
  return writer.finish() as Uint8Array<ArrayBuffer>;
}

function writeOne(writer: BinaryWriter, id: number, type: Field['type'], value: unknown): void {
  if (typeof type === 'string') writeScalar(writer.tag(id, wireTypes[type]), type, value);
  else writer.tag(id, WireType.LengthDelimited).bytes(encodeMessage(value as Message, type()));
}

function writeScalar(writer: BinaryWriter, type: ScalarType, value: unknown): void {
  (writer[type] as (value: unknown) => unknown)(value);
}

const wireTypes: Readonly<Record<ScalarType, WireType>> = {
  string: WireType.LengthDelimited,
  bytes: WireType.LengthDelimited,
  int64: WireType.Varint,
  int32: WireType.Varint,
  bool: WireType.Varint,
  float: WireType.Bit32,
  double: WireType.Bit64,
};

const isPackable = (type: ScalarType) => wireTypes[type] !== WireType.LengthDelimited;
