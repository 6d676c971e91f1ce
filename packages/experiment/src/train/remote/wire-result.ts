// A task's result ↔ JSON, every bit kept.
import type { io } from '@tensorflow/tfjs-core';
import type { TaskResult } from '../task';
import type { WireResult } from './messages';

export function toWire({ probabilities, heldOut, model, ...result }: TaskResult): WireResult {
  return {
    ...result,
    probabilities: ofNumbers(probabilities),
    ...(heldOut && { heldOut: ofNumbers(heldOut) }),
    ...(model && { model: { ...model, weightData: toBase64(weightsOf(model)) } }),
  };
}

export function fromWire({ probabilities, heldOut, model, ...result }: WireResult): TaskResult {
  return {
    ...result,
    probabilities: new Float32Array(fromBase64(probabilities)),
    ...(heldOut && { heldOut: new Float32Array(fromBase64(heldOut)) }),
    ...(model && { model: { ...model, weightData: fromBase64(model.weightData) } }),
  };
}

/** TensorFlow.js hands over one buffer or several. */
function weightsOf({ weightData = [] }: io.ModelArtifacts): Uint8Array {
  const buffers = Array.isArray(weightData) ? weightData : [weightData];
  const bytes = new Uint8Array(buffers.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const buffer of buffers) {
    bytes.set(new Uint8Array(buffer), at);
    at += buffer.byteLength;
  }
  return bytes;
}

const ofNumbers = ({ buffer, byteOffset, byteLength }: Float32Array) =>
  toBase64(new Uint8Array(buffer, byteOffset, byteLength));

const CHUNK = 32768; // arguments of one call

function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += CHUNK) text += String.fromCharCode(...bytes.subarray(i, i + CHUNK));
  return btoa(text);
}

function fromBase64(base64: string): ArrayBuffer {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)).buffer;
}
