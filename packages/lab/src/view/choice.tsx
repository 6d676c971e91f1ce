// A list of which one is chosen. A value that is none of the list, as a plugin's, is listed, too.

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
      {(values.includes(value) ? values : [...values, value]).map((one) => (
        <option key={one} value={one}>
          {titles(one)}
        </option>
      ))}
    </select>
  );
}
