// A component whose code is fetched when it is first shown, so that the page opens without it.
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/**
 * Shows nothing until the code is there, and why if it can't be fetched.
 *
 * @param load imports the module, and gives the component in it.
 */
export function later<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  let loaded: ComponentType<Props> | undefined;
  return function Later(props: Props) {
    const [Component, setComponent] = useState(() => loaded);
    const [problem, setProblem] = useState<string>();
    useEffect(() => {
      if (Component) return;
      load().then(
        (component) => {
          loaded = component;
          setComponent(() => component);
        },
        ({ message }: Error) => setProblem(message),
      );
    }, []);
    if (problem !== undefined) return <p class="problem">This part of the page can’t be fetched: {problem}</p>;
    return Component ? <Component {...props} /> : null;
  };
}
