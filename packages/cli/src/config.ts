// What a configuration file imports: nothing else of the program is loaded with it.
export { type Config, defineConfig, type PluginEntry } from './config/define-config';
