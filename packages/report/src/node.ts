// What needs Node: reading run folders and writing into them.
export { type OpenedRun, type OpenRunOptions, openRun } from './run/open-run';
export { saveReport } from './run/save-report';
