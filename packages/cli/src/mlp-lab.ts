#!/usr/bin/env node
// The command `mlp-lab` as it is installed: CommonJS, which Node starts in less time than a module. It prints the help, or is bin.js.
import { printHelp } from './quick-help';

if (!printHelp(__dirname)) import('./bin.js');
