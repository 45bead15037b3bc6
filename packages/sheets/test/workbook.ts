import { crc32, deflateRawSync } from 'node:zlib';

type Book = {
  rows: string;
  strings?: string;
  from1904?: boolean;
  /** Before the root of the sheet. */
  before?: string;
  without?: string;
  /** Not packed. */
  stored?: boolean;
};

/** A workbook by hand, with one sheet; style 1 shows a day. */
export const workbook = ({
  rows,
  strings = '',
  from1904 = false,
  before = '',
  without,
  stored = false,
}: Book): Buffer => {
  const parts: Record<string, string> = {
    'xl/workbook.xml': `<x:workbook xmlns:x="m" xmlns:r="r"><x:workbookPr date1904="${from1904}"/><x:sheets><x:sheet name="表" r:id="rId7"/></x:sheets></x:workbook>`,
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="rId7" Target="worksheets/data.xml"/></Relationships>',
    'xl/styles.xml':
      '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="yyyy\\-mm\\-dd"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs></styleSheet>',
    'xl/sharedStrings.xml': `<sst>${strings}</sst>`,
    'xl/worksheets/data.xml': `${before}<worksheet><sheetData>${rows}</sheetData></worksheet>`,
  };
  const kept = Object.entries(parts).filter(([name]) => name !== without);
  return zipOf(
    kept.map(([name, text]) => ({ name: Buffer.from(name), content: Buffer.from(text) })),
    stored,
  );
};

const zipOf = (files: { name: Buffer; content: Buffer }[], stored: boolean): Buffer => {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of files) {
    const packed = stored ? content : deflateRawSync(content);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(stored ? 0 : 8, 4);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(name.length, 22);
    const head = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, name, packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    central.push(Buffer.from('PK\u0001\u0002'), Buffer.from([20, 0]), common, rest, name);
    local.push(head);
    offset += head.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.length, 4);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...local, directory, Buffer.from('PK\u0005\u0006'), end]);
};
