// A list of which one is chosen.

interface ChoiceProps {
  label: string;
  value: string;
  values: readonly string[];
  titles?(value: string): string;
  onChange(value: string): void;
}

export function Choice({ label, value, values, titles = (text) => text, onChange }: ChoiceProps) {
  return (
    <select aria-label={label} value={value} onChange={({ currentTarget }) => onChange(currentTarget.value)}>
      {values.map((one) => (
        <option key={one} value={one}>
          {titles(one)}
        </option>
      ))}
    </select>
  );
}
