// What a page of the lab asks its server first: the session, its data set and its plugins. Plain JSON.
import type { RegistryModule } from './executor/registry-module';

/** What the server tells the lab's page when it opens. Plain JSON. */
export interface PageSession {
  /** `lab`: a person chooses what to train. `compare`: a program does, and the page trains it and shows the results. */
  kind: 'lab' | 'compare';
  /** Where the page finds the images. */
  data: PageData;
  /** How many networks train at the same time, if a program says so. */
  jobs?: number;
  /** The most threads that train one network together, if a program says so. */
  threads?: number;
  /** Where the page can watch a queue, a `PageQueue`, if it was asked for one. */
  queue?: string;
  /** Absent without plugins. */
  plugins?: PagePlugins;
  /** The options with which a command of mlp-lab uses the same data: `['--limit', '300']`. */
  dataOptions?: readonly string[];
}

/** A queue, as the lab watches it. Plain JSON. */
export interface PageQueue {
  /** The queue's name. */
  name: string;
  /** Host and port of its Redis. */
  address: string;
  /** What is wrong now: the connection is lost. */
  problem?: string;
  /** How many tasks are in which state. */
  tasks: { waiting: number; training: number; trained: number; failed: number };
  /** The machines that serve it, sorted by name. */
  machines: PageMachine[];
}

/** A machine that serves a queue, as the lab shows it. Plain JSON. */
export interface PageMachine {
  /** Unique among the machines of a queue. */
  id: string;
  /** The name of the machine in reports. */
  name: string;
  /** How many networks it trains at the same time. */
  jobs: number;
  /** Networks trained since it started. */
  trained: number;
  /** The networks in training. */
  training: { task: string; progress?: { epoch: number; epochs: number; fraction: number } }[];
  /** Why it leaves some tasks to others. */
  refusals: string[];
}

/** The plugins, as a page can load them. */
export interface PagePlugins {
  /** Exports the program's registry. */
  registryModule: RegistryModule;
  /** The names by which the program loaded them. Empty if a configuration file lists them. */
  names: readonly string[];
}

/** The data set, as `loadMnist` takes it. */
export interface PageData {
  /** The folder's path on the server. */
  source: string;
  /** The name of the data set. */
  name: string;
  /** The number of classes. */
  classes: number;
  /** `[classes]`, where classes have names. */
  classNames?: readonly string[];
  /** What was done to the data while it was read. */
  notes?: readonly string[];
  /** File name → SHA-256. */
  checksums: Record<string, string>;
  /** Of all files together. */
  bytes: number;
  /** Whether the browser should keep the files: the page will be found at this address again. */
  cache: boolean;
  /** The first images of the data set, as a small data set of its own that loads sooner. */
  first?: PageData;
}
