// Saves and loads fitted VotingClassifiers of LayersClassifiers.
import { checkFunction, checkObject, checkOptions, describeJson, MlpLabError } from '@mlp-lab/core';
import { checkFitted } from '../check-fitted';
import type { Voting } from '../estimator';
import { whileUsing } from '../in-use';
import { LabelEncoder } from '../label-encoder';
import type { Label } from '../labels';
import { VotingClassifier } from '../voting-classifier';
import { areClasses, isNumber, isObject, listOf, savedFields } from './check-saved';
import {
  DESCRIPTION,
  type EnsembleLocation,
  isMemberPart,
  memberPart,
  newSaveId,
  type Parts,
  partsOf,
} from './ensemble-parts';
import type { Features } from './features';
import { LayersClassifier } from './layers-classifier';
import type { Build } from './layers-parameters';
import { loadFrom, saveTo } from './model-store';

interface Description {
  format: typeof FORMAT;
  voting: Voting;
  weights: number[] | null;
  nJobs: number | null;
  flattenTransform: boolean;
  classes: Label[];
  /** `dropped`: whether the next fit leaves the member out. `part`: the fitted member; null if the last fit left it out. */
  members: { name: string; dropped: boolean; part: string | null }[];
}

const FORMAT = 'mlp-lab/ensemble@1';

/**
 * Saves a fitted ensemble: its parameters, its classes and, as `LayersClassifier.save` does, every member. An ensemble saved
 * earlier at the same location stays intact until the new one is complete.
 *
 * @throws MlpLabError `bad-model` if the ensemble is not fitted or has a member that is not a LayersClassifier; `io` if the
 * location can't be written to.
 */
export async function saveEnsemble<L extends Label, V extends Voting>(
  clf: VotingClassifier<Features, L, V>,
  location: EnsembleLocation,
): Promise<void> {
  checkFitted(clf);
  const parts = partsOf(location);
  await whileUsing(clf.estimators_, () => saveParts(clf, parts));
}

async function saveParts(clf: VotingClassifier<Features, Label, Voting>, parts: Parts): Promise<void> {
  const { voting, nJobs, flattenTransform, classes_: classes, namedEstimators_, estimators } = clf;
  const weights = clf.weights && Array.from(clf.weights);
  const saveId = newSaveId();
  const members: Description['members'] = [];
  for (const [i, [name, estimator]] of estimators.entries()) {
    const fitted = namedEstimators_[name];
    const part = fitted === 'drop' ? null : memberPart(i, saveId);
    members.push({ name, dropped: estimator === 'drop', part });
    if (part !== null) await network(name, fitted).save(parts.location(part));
  }
  const description = { format: FORMAT, voting, weights, nJobs, flattenTransform, classes, members };
  await saveTo(parts.location(DESCRIPTION), async (handler) => {
    await handler.save!({ modelTopology: { mlpLab: description } });
    await parts.removeOthers(saveId);
  });
}

/**
 * Loads an ensemble that `saveEnsemble` saved. Its predictions are bit-identical. Call its `dispose` to free the tensors.
 *
 * @param code functions, which are not saved: `build` for all members, or one by each member's name. Only needed to refit.
 * @throws MlpLabError `bad-data` if a file is missing or damaged, or is not a saved ensemble.
 */
export async function loadEnsemble<L extends Label = Label, V extends Voting = Voting>(
  location: EnsembleLocation,
  code?: { build?: Build | Record<string, Build> | undefined } | null,
): Promise<VotingClassifier<Features, L, V>> {
  const { build } = checkOptions('loadEnsemble', code, { build: checkBuild });
  const parts = partsOf(location);
  const saved = await loadFrom(parts.location(DESCRIPTION), async (handler) =>
    readDescription(await handler.load!(), location),
  );
  const codeOf = (name: string) => ({ build: typeof build === 'function' ? build : build?.[name] });
  const fitted: (LayersClassifier | 'drop')[] = [];
  try {
    for (const { name, part } of saved.members)
      fitted.push(part === null ? 'drop' : await LayersClassifier.load(parts.location(part), codeOf(name)));
    return restored<L, V>(checkMembers(saved, fitted, location), fitted);
  } catch (error) {
    for (const member of fitted) if (member !== 'drop') member.dispose();
    throw error;
  }
}

/** @throws MlpLabError `bad-data` where the members have other classes than the ensemble, or their names or weights can't be an ensemble's. */
function checkMembers(
  saved: Description,
  fitted: readonly (LayersClassifier | 'drop')[],
  location: EnsembleLocation,
): Description {
  const { check } = savedFields(saved, typeof location === 'string' ? location : 'the location');
  const { length } = saved.classes;
  const hasClasses = (member: LayersClassifier | 'drop') => member === 'drop' || member.classes_.length === length;
  const names = saved.members.map(({ name }) => name);
  check('members', `networks of ${length} classes`, () => fitted.every(hasClasses));
  check('members', 'a fitted network', () => fitted.some((member) => member !== 'drop'));
  check('members', 'a name each', () => new Set(names).size === names.length);
  check(
    'weights',
    `null or ${names.length} numbers`,
    (value) => value === null || (value as number[]).length === names.length,
  );
  return saved;
}

function restored<L extends Label, V extends Voting>(
  { members, classes, voting, weights, nJobs, flattenTransform }: Description,
  fitted: (LayersClassifier | 'drop')[],
): VotingClassifier<Features, L, V> {
  const named = members.map(({ name }, i) => [name, fitted[i]] as const);
  const estimators = members.map(({ name, dropped }, i) => [name, dropped ? 'drop' : unfitted(fitted[i])] as const);
  const clf = new VotingClassifier<Features, Label, 'soft'>(estimators, {
    voting: voting as 'soft',
    weights,
    nJobs,
    flattenTransform,
  });
  clf.le_ = new LabelEncoder().fit(classes);
  clf.classes_ = clf.le_.classes_;
  clf.estimators_ = fitted.filter((member) => member !== 'drop');
  clf.namedEstimators_ = Object.fromEntries(named);
  return clf as unknown as VotingClassifier<Features, L, V>;
}

function network(name: string, member: unknown): LayersClassifier {
  if (member instanceof LayersClassifier) return member;
  throw new MlpLabError(
    'bad-model',
    `only LayersClassifiers can be saved: received '${name}', another kind of estimator`,
  );
}

/** Members with seeds of their own, so that refitting trains different networks. */
function unfitted(member: LayersClassifier | 'drop'): LayersClassifier | 'drop' {
  return member === 'drop' ? member : new LayersClassifier(member.getParams());
}

function readDescription({ modelTopology }: { modelTopology?: object }, location: EnsembleLocation): Description {
  const where = typeof location === 'string' ? location : 'the location';
  const found = isObject(modelTopology) ? modelTopology.mlpLab : undefined;
  const format = isObject(found) ? found.format : undefined;
  if (!isObject(found) || format !== FORMAT || !Array.isArray(found.members) || !Array.isArray(found.classes))
    throw new MlpLabError(
      'bad-data',
      `${where} does not contain an ensemble: expected format ${FORMAT}, received ${format === undefined ? 'another format' : describeJson(format)}`,
    );
  const { check } = savedFields(found, where);
  const isWeights = listOf(isNumber);
  check('voting', "'soft' or 'hard'", (value) => value === 'soft' || value === 'hard');
  check('weights', 'null or numbers', (value) => value === null || isWeights(value));
  check('nJobs', 'null or an integer', (value) => value === null || Number.isInteger(value));
  check('flattenTransform', 'true or false', (value) => typeof value === 'boolean');
  check('classes', 'labels in ascending order', areClasses);
  check('members', 'a name, whether it is dropped, and a part each', listOf(isMember));
  return found as unknown as Description;
}

function isMember(member: unknown): boolean {
  if (!isObject(member)) return false;
  const { name, dropped, part } = member;
  return typeof name === 'string' && typeof dropped === 'boolean' && (part === null || isMemberPart(part));
}

function checkBuild(name: string, value: unknown): void {
  const builds = typeof value === 'function' ? [value] : Object.values(checkObject(name, value));
  for (const build of builds) checkFunction(name, build);
}
