/** A class's label: in one classifier all are numbers, all strings or all booleans. */
export type Label = number | string | boolean;
