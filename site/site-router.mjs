// Where each page of the site lies: guide/model-formats.html, api/core/createRandom.html.
import { StructureRouter } from 'typedoc';

export class SiteRouter extends StructureRouter {
  getIdealBaseName(reflection) {
    const name = super.getIdealBaseName(reflection);
    return reflection.isDocument() ? `guide/${kebabCase(name)}` : name.replace(/^_mlp-lab\b/, 'api');
  }
}

const kebabCase = (text) => text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
