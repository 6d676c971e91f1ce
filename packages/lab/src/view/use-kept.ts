// A part of the page's state that a reload keeps, in this tab.
import { useCallback, useState } from 'preact/hooks';
import { readItem, writeItem } from '../storage/web-storage';

/** @param key of what is kept, as JSON. */
export function useKept<Value>(key: string, start: Value): [Value, (value: Value) => void] {
  const [value, setValue] = useState<Value>(() => keptValue(key) ?? start);
  const keep = useCallback(
    (next: Value) => {
      setValue(next);
      writeItem('sessionStorage', key, JSON.stringify(next));
    },
    [key],
  );
  return [value, keep];
}

function keptValue<Value>(key: string): Value | undefined {
  try {
    return JSON.parse(readItem('sessionStorage', key) ?? '') as Value;
  } catch {
    return undefined; // nothing is kept, or not by this page
  }
}
