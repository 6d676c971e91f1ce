// A task's result ↔ JSON, every bit kept.
import type { TaskResult } from '../task';
import type { WireResult } from './messages';

export function toWire({ probabilities, heldOut, ...result }: TaskResult): WireResult {
  return { ...result, probabilities: toBase64(probabilities), ...(heldOut && { heldOut: toBase64(heldOut) }) };
}

export function fromWire({ probabilities, heldOut, ...result }: WireResult): TaskResult {
  return { ...result, probabilities: fromBase64(probabilities), ...(heldOut && { heldOut: fromBase64(heldOut) }) };
}

const CHUNK = 32768; // arguments of one call

function toBase64({ buffer, byteOffset, byteLength }: Float32Array): string {
  const bytes = new Uint8Array(buffer, byteOffset, byteLength);
  let text = '';
  for (let i = 0; i < bytes.length; i += CHUNK) text += String.fromCharCode(...bytes.subarray(i, i + CHUNK));
  return btoa(text);
}

function fromBase64(base64: string): Float32Array {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return new Float32Array(bytes.buffer);
}
