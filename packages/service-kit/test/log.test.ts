import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { logger, scrub } from '../src/log.ts';

const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
const birth = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2026-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10).replaceAll('-', ''));
const idNumber = fc
  .tuple(fc.stringMatching(/^[1-9]\d{5}$/), birth, digits(3), fc.constantFrom(...'0123456789Xx'))
  .map((parts) => parts.join(''));
const phone = fc
  .tuple(fc.constantFrom('', '86', '+86', '+86 ', '+86-', '86-'), fc.stringMatching(/^1[3-9]\d$/), digits(4), digits(4))
  .chain(([code, ...parts]) => fc.constantFrom('', ' ', '-').map((gap) => code + parts.join(gap)));
const bankCard = fc
  .tuple(
    fc.integer({ min: 16, max: 19 }).chain((length) => digits(length - 2)),
    fc.constantFrom('', ' ', '-'),
  )
  .map(([rest, gap]) => `62${rest}`.replace(/\d{4}(?=\d)/g, `$&${gap}`));
const personal = fc.oneof(idNumber, phone, bankCard);

/** What may stand around a number: anything but digits, which would make it another number. */
const around = fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[\d+]/g, ''));
const between = around.filter((text) => text !== '');
const sentence = fc.tuple(around, personal, between, personal, around);

const bare = (text: string) => text.replace(/^\+?86[- ]?(?=1\d{2}[- ]?\d{4}[- ]?\d{4}$)/, '').replace(/[- ]/g, '');
const survives = (text: string, number: string) => text.includes(number) || text.includes(bare(number));

const logged = (write: (log: ReturnType<typeof logger>) => void): string => {
  let lines = '';
  write(logger('sample', '449900', 'debug', { write: (line) => (lines += line) }));
  return lines;
};

describe('the scrubber', () => {
  it('leaves no ID number, phone or bank card in any text', () => {
    fc.assert(
      fc.property(sentence, (parts) => {
        const clean = scrub(parts.join(''));
        for (const number of [parts[1], parts[3]]) expect(survives(clean, number)).toBe(false);
      }),
    );
  });

  it('takes them out between Chinese characters and letters', () => {
    expect(scrub('李梅440106197711080023电话13920007919卡6222020200112230344')).toBe(
      '李梅[id-number]电话[phone]卡[bank-card]',
    );
    expect(scrub('id=44010619771108002Xa')).toBe('id=[id-number]a');
  });

  it('leaves what is no personal number', () => {
    for (const text of ['449900', '2026-03-02T09:00:00.000Z', '1767225600000', '91440300708461136T', 'offset 12345']) {
      expect(scrub(text)).toBe(text);
    }
  });
});

describe('the log', () => {
  it('holds no personal number, whether in the message, a field, deep inside one or an error', () => {
    fc.assert(
      fc.property(personal, around, (number, text) => {
        const said = text + number + text;
        const lines = logged((log) => {
          log.info(said);
          log.warn({ reason: said, ids: [said], problem: { deep: { deeper: said } } }, said);
          log.error({ err: new Error(said, { cause: new Error(said) }) }, 'failed');
          log.error(new TypeError(said));
          log.info('%s and %j', said, { said });
          log.child({ key: said }).info('child');
          log.info({ count: Number(bare(number)) }, 'as a number');
        });
        expect(lines.trim().split('\n')).toHaveLength(7);
        expect(survives(lines, number)).toBe(false);
        for (const line of lines.trim().split('\n')) expect(JSON.parse(line)).toMatchObject({ service: 'sample' });
      }),
      { numRuns: 50 },
    );
  });

  it('drops every field that is not on its list, at the root and in a child', () => {
    const known = new Set(['level', 'time', 'msg', 'service', 'city', 'pid']);
    fc.assert(
      fc.property(fc.stringMatching(/^x[A-Za-z]{1,12}$/), fc.string({ minLength: 1 }), (field, value) => {
        const lines = logged((log) => {
          log.info({ [field]: value }, 'message');
          log.child({ [field]: value }).info('message');
        });
        for (const line of lines.trim().split('\n')) {
          expect(Object.keys(JSON.parse(line)).filter((name) => !known.has(name))).toEqual([]);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('drops what names a person', () => {
    const person = { name: '李梅', idNumber: 'x', phone: 'y', address: 'z', personId: 'p', body: {}, query: {} };
    const line = JSON.parse(logged((log) => log.info({ ...person, recordId: 'record-1' }, 'kept')));
    expect(Object.keys(line).sort()).toEqual(['city', 'level', 'msg', 'recordId', 'service', 'time']);
  });

  it('holds of an error its name, message, code and stack, never the values that it carries', () => {
    const error = Object.assign(new RangeError('out of range'), { code: 11000, keyValue: { name: '李梅' } });
    const { err } = JSON.parse(logged((log) => log.error({ err: error }, 'failed')));
    expect(err).toEqual({ name: 'RangeError', message: 'out of range', code: '11000', stack: expect.any(String) });
    expect(JSON.parse(logged((log) => log.error(error, 'failed'))).err).toEqual(err);
  });
});
