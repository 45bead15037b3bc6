import sax from 'sax';
import { sheetErrors } from './errors.ts';

export type Attributes = Record<string, string>;
export type Handlers = {
  /** Names come without their prefix. */
  open?(name: string, attributes: Attributes): void;
  text?(text: string): void;
  close?(name: string): void;
};

const local = (name: string) => name.slice(name.indexOf(':') + 1);

/** Well-formed, without a document type, so without entities of its own. */
export const walkXml = (xml: string, { open, text, close }: Handlers): void => {
  const parser = sax.parser(true, { position: false });
  parser.onerror = (cause) => {
    throw Object.assign(sheetErrors.incomplete(), { cause });
  };
  parser.ondoctype = () => {
    throw sheetErrors.notATable();
  };
  parser.onopentag = ({ name, attributes }) => open?.(local(name), attributes as Attributes);
  parser.ontext = (content) => text?.(content);
  parser.oncdata = (content) => text?.(content);
  parser.onclosetag = (name) => close?.(local(name));
  parser.write(xml).close();
};
