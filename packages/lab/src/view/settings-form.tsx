// The settings of a run: which networks to train, and how.
import { protocols } from '@mlp-lab/experiment';
import { notebookRows, type Registry } from '@mlp-lab/models';
import { useState } from 'preact/hooks';
import { commandLine, type Form, type Problems, type RunSettings, readForm } from '../training/settings';
import { BackendField } from './backend-field';
import { Field } from './field';
import { VariantPicker } from './variant-picker';

export interface SettingsFormProps {
  registry: Registry;
  /** The session's plugins, as `--plugin` takes them. */
  pluginNames?: readonly string[];
  isRunning: boolean;
  onStart(settings: RunSettings): void;
  onStop(): void;
}

const PROTOCOL_TITLES = { 'as-published': 'As published', controlled: 'Controlled' };
const PROTOCOL_NOTES = {
  'as-published': 'Each network with its settings in the notebook.',
  controlled:
    'The same batch size, validation split and pixel scale for all: rows differ only in the setting they are named for.',
};

const START: Form = {
  variants: ['baseline', 'relu', 'adam', 'combined'],
  epochs: '5',
  seeds: '1',
  protocol: 'as-published',
  backend: 'engine',
  limit: '',
  measuresGradients: false,
  jobs: String(Math.min(navigator.hardwareConcurrency, 8)),
};

export function SettingsForm({ registry, pluginNames, isRunning, onStart, onStop }: SettingsFormProps) {
  const [form, setForm] = useState<Form>(START);
  const set = (fields: Partial<Form>) => setForm({ ...form, ...fields });
  const read = readForm(form);
  const problems: Problems = 'problems' in read ? read.problems : {};
  const field = { form, problems, onChange: set };

  return (
    <form
      class="settings"
      aria-label="Settings"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if ('settings' in read && !isRunning) onStart(read.settings);
      }}
    >
      <VariantPicker
        variants={registry.list()}
        main={notebookRows}
        chosen={form.variants}
        problem={problems.variants}
        onChange={(variants) => set({ variants })}
      />
      <div class="pair">
        <Field {...field} name="epochs" label="Epochs" inputMode="numeric" note="100 in the notebook" />
        <Field {...field} name="seeds" label="Seeds" note="one run per seed: 1,2,3" />
      </div>
      <fieldset class="segments wide">
        <legend>Protocol</legend>
        {protocols.map((protocol) => (
          <label key={protocol}>
            <input
              type="radio"
              name="protocol"
              checked={form.protocol === protocol}
              onChange={() => set({ protocol })}
            />
            {PROTOCOL_TITLES[protocol]}
          </label>
        ))}
      </fieldset>
      <p class="note">{PROTOCOL_NOTES[form.protocol]}</p>
      <BackendField value={form.backend} onChange={(backend) => set({ backend })} />
      <div class="pair">
        <Field
          {...field}
          name="limit"
          label="Images"
          inputMode="numeric"
          placeholder="all"
          note="as many of each set, all classes"
        />
        <Field {...field} name="jobs" label="In parallel" inputMode="numeric" note="networks at a time" />
      </div>
      <label class="option">
        <input
          type="checkbox"
          checked={form.measuresGradients}
          onChange={({ currentTarget }) => set({ measuresGradients: currentTarget.checked })}
        />
        <span>
          Measure gradients
          <small>of every layer, after each epoch: training takes longer</small>
        </span>
      </label>
      {'settings' in read && (
        <p class="command">
          <span>The same run in a terminal</span>
          <code>{commandLine(read.settings, pluginNames)}</code>
        </p>
      )}
      {/* Keys: if it were one element, the click that stops would submit the form with the button it becomes. */}
      <div class="actions">
        {isRunning ? (
          <button key="stop" type="button" class="main" onClick={onStop}>
            Stop
          </button>
        ) : (
          <button key="train" type="submit" class="main primary" disabled={!('settings' in read)}>
            Train {networks(form.variants.length)}
          </button>
        )}
      </div>
    </form>
  );
}

const networks = (count: number) => `${count} ${count === 1 ? 'network' : 'networks'}`;
