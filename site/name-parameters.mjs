// Parameters that are destructured have no name of their own: an object of a named type is called after it, others are `options`.
import { Converter } from 'typedoc';

export function nameParameters(converter) {
  converter.on(Converter.EVENT_CREATE_PARAMETER, (_context, parameter) => {
    if (parameter.name !== '__namedParameters') return;
    const type = parameter.type?.type === 'reference' ? parameter.type.name : '';
    parameter.name = type === '' || /Options$/.test(type) ? 'options' : type[0].toLowerCase() + type.slice(1);
  });
}
