// A text field of the form, with its label, a note, and its problem if it has one.
import type { Form, Problems } from '../training/settings';

type TextField = 'epochs' | 'seeds' | 'limit' | 'jobs';

export interface FieldProps {
  name: TextField;
  label: string;
  note: string;
  placeholder?: string;
  inputMode?: 'numeric';
  form: Form;
  problems: Problems;
  onChange(fields: Partial<Form>): void;
}

export function Field({ name, label, note, placeholder, inputMode, form, problems, onChange }: FieldProps) {
  const problem = problems[name];
  return (
    <div class="field">
      <label for={name}>{label}</label>
      <input
        id={name}
        value={form[name]}
        placeholder={placeholder}
        inputMode={inputMode}
        autocomplete="off"
        aria-invalid={problem !== undefined}
        aria-describedby={`${name}-note`}
        onInput={({ currentTarget }) => onChange({ [name]: currentTarget.value })}
      />
      <small id={`${name}-note`} class={problem === undefined ? '' : 'problem'}>
        {problem ?? note}
      </small>
    </div>
  );
}
