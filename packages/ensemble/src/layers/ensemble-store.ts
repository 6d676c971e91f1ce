// A fitted VotingClassifier of LayersClassifiers, to and from a store.
import { MlpLabError } from '@mlp-lab/core';
import { checkFitted } from '../check-fitted';
import type { Voting } from '../estimator';
import type { Label } from '../label';
import { LabelEncoder } from '../label-encoder';
import { VotingClassifier } from '../voting-classifier';
import { DESCRIPTION, type EnsemblePlace, memberPart, newMark, partsOf } from './ensemble-parts';
import { LayersClassifier } from './layers-classifier';
import { reading, writing } from './network-store';
import type { Build } from './parameters';
import type { Rows } from './rows';

interface Description {
  format: typeof FORMAT;
  voting: Voting;
  weights: number[] | null;
  nJobs: number | null;
  flattenTransform: boolean;
  classes: Label[];
  /** `dropped`: whether it is left out of the next fit; `part`: where the fitted member is, null where it was left out of the last. */
  members: { name: string; dropped: boolean; part: string | null }[];
}

const FORMAT = 'mlp-lab/ensemble@1';

/**
 * Saves a fitted ensemble: voting, weights, classes, and every member as `LayersClassifier.save` does.
 *
 * @throws MlpLabError `bad-model` where it is not fitted or has another member than a LayersClassifier; `io` where the place
 * can't be written to. What was saved there before is whole until all of the new is.
 */
export async function saveEnsemble<L extends Label, V extends Voting>(
  clf: VotingClassifier<Rows, L, V>,
  place: EnsemblePlace,
): Promise<void> {
  checkFitted(clf);
  const parts = partsOf(place);
  const mark = newMark();
  const members: Description['members'] = [];
  for (const [i, [name, estimator]] of clf.estimators.entries()) {
    const fitted = clf.namedEstimators_[name];
    const part = fitted === 'drop' ? null : memberPart(i, mark);
    members.push({ name, dropped: estimator === 'drop', part });
    if (part !== null) await network(name, fitted).save(parts.at(part));
  }
  const { voting, nJobs, flattenTransform, classes_: classes } = clf;
  const weights = clf.weights && Array.from(clf.weights);
  const description = { format: FORMAT, voting, weights, nJobs, flattenTransform, classes, members };
  await writing(parts.at(DESCRIPTION), async (handler) => {
    await handler.save!({ modelTopology: { mlpLab: description } });
    await parts.removeOthers(mark);
  });
}

/**
 * An ensemble that `saveEnsemble` has saved: it votes as it did, to the bit. Its members' tensors are freed by its `dispose`.
 *
 * @param code what is not saved: `build` of all members, or of each by its name. Only to fit again is it needed.
 * @throws MlpLabError `bad-data` for what is missing, damaged or something else.
 */
export async function loadEnsemble<L extends Label = Label, V extends Voting = Voting>(
  place: EnsemblePlace,
  { build }: { build?: Build | Record<string, Build> } = {},
): Promise<VotingClassifier<Rows, L, V>> {
  const parts = partsOf(place);
  const saved = await reading(parts.at(DESCRIPTION), async (handler) => description(await handler.load!(), place));
  const codeOf = (name: string) => ({ build: typeof build === 'function' ? build : build?.[name] });
  const fitted: (LayersClassifier | 'drop')[] = [];
  try {
    for (const { name, part } of saved.members)
      fitted.push(part === null ? 'drop' : await LayersClassifier.load(parts.at(part), codeOf(name)));
  } catch (error) {
    for (const member of fitted) if (member !== 'drop') member.dispose();
    throw error;
  }
  return restored<L, V>(saved, fitted);
}

function restored<L extends Label, V extends Voting>(
  { members, classes, voting, ...options }: Description,
  fitted: (LayersClassifier | 'drop')[],
): VotingClassifier<Rows, L, V> {
  const named = members.map(({ name }, i) => [name, fitted[i]] as const);
  const estimators = members.map(({ name, dropped }, i) => [name, dropped ? 'drop' : unfitted(fitted[i])] as const);
  const clf = new VotingClassifier<Rows, Label, 'soft'>(estimators, { ...options, voting: voting as 'soft' });
  clf.le_ = new LabelEncoder().fit(classes);
  clf.classes_ = clf.le_.classes_;
  clf.estimators_ = fitted.filter((member) => member !== 'drop');
  clf.namedEstimators_ = Object.fromEntries(named);
  return clf as unknown as VotingClassifier<Rows, L, V>;
}

function network(name: string, member: unknown): LayersClassifier {
  if (member instanceof LayersClassifier) return member;
  throw new MlpLabError('bad-model', `only LayersClassifiers can be saved: '${name}' is another kind of member`);
}

/** Fitted again, the ensemble gets other members than before, each of a seed of its own. */
function unfitted(member: LayersClassifier | 'drop'): LayersClassifier | 'drop' {
  return member === 'drop' ? member : new LayersClassifier(member.getParams());
}

function description({ modelTopology }: { modelTopology?: object }, place: EnsemblePlace): Description {
  const found = (modelTopology as { mlpLab?: Description } | undefined)?.mlpLab;
  if (found?.format === FORMAT) return found;
  throw new MlpLabError(
    'bad-data',
    `${typeof place === 'string' ? place : 'the place'} holds no ensemble: expected format ${FORMAT}, received ${found?.format ?? 'another'}`,
  );
}
