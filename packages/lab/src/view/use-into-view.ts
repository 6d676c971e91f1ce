// A part of the page that comes into sight when it appears.
import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

export function useIntoView(): RefObject<HTMLElement | null> {
  const element = useRef<HTMLElement>(null);
  useEffect(() => element.current?.scrollIntoView({ block: 'start' }), []);
  return element;
}
