// What a program that compares and the page that trains for it say to each other, beside orders and replies. Plain JSON.
import type { ErrorCode } from '@mlp-lab/core';
import type { CompareEvent } from '../../compare';
import type { RegistryModule } from '../registry-module';
import type { TrainerOrder, TrainerReply } from './messages';

/** What a page asks its server first. */
export interface PageSession {
  /** `lab`: a person chooses what is trained. `compare`: the program does, and the page trains and shows it. */
  kind: 'lab' | 'compare';
  data: PageData;
  /** Networks that train at the same time, where the program says so. */
  jobs?: number;
  /** Where the program has plugins. */
  plugins?: PagePlugins;
}

/** The plugins, as a page can load them. */
export interface PagePlugins {
  /** Gives the registry that the program has. */
  registryModule: RegistryModule;
  /** What brings them to a command: `--plugin maxout`. Empty where a configuration file does. */
  options: string[];
}

/** The data set, as `loadMnist` takes it. */
export interface PageData {
  /** The folder's path on the server. */
  source: string;
  name: string;
  classes: number;
  /** File name → SHA-256. */
  checksums: Record<string, string>;
  /** Of all its files together. */
  bytes: number;
  /** Whether the page will be found at this address again, so that the browser does well to keep the files. */
  cache: boolean;
}

/** To the page. `ended` is the last word. */
export type ToPage =
  | { kind: 'order'; order: TrainerOrder }
  | { kind: 'event'; event: CompareEvent }
  | { kind: 'ended'; interrupted: boolean };

/** From the page. `failed`: it can't train at all. */
export type FromPage = { kind: 'reply'; reply: TrainerReply } | { kind: 'failed'; code?: ErrorCode; message: string };
