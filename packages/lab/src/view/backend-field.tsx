// The backend that trains: the ones this browser can run, and why it can't run the others.
import { type BackendStatus, listBackends } from '@mlp-lab/experiment';
import { useEffect, useState } from 'preact/hooks';

export interface BackendFieldProps {
  value: string;
  onChange(backend: string): void;
}

export function BackendField({ value, onChange }: BackendFieldProps) {
  const [backends, setBackends] = useState<readonly BackendStatus[]>([]);
  useEffect(() => {
    listBackends().then((all) => setBackends(all.filter(({ places }) => places.includes('browsers'))));
  }, []);
  return (
    <div class="field">
      <label for="backend">Backend</label>
      <select
        id="backend"
        value={value}
        aria-describedby="backend-note"
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      >
        {backends.length === 0 && <option>{value}</option>}
        {backends.map(({ name, missing }) => (
          <option key={name} disabled={missing !== null}>
            {name}
          </option>
        ))}
      </select>
      <small id="backend-note">{backends.find(({ name }) => name === value)?.description}</small>
      {backends
        .filter(({ missing }) => missing !== null)
        .map(({ name, missing }) => (
          <small key={name}>
            {name} is not available: {missing}
          </small>
        ))}
    </div>
  );
}
