// `@mlp-lab/cli/config`, for configuration files: loads nothing else of the program.
export { type Config, defineConfig, type PluginEntry } from './config/define-config';
