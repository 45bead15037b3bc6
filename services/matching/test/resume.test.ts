import { describe, expect, it } from '@jest/globals';
import { EDUCATION, type Education, type JsonResume, occupationName, profileWishes } from '@zhiqiao/domain';
import fc from 'fast-check';
import { occupationCoder } from '../src/coder/index.ts';
import type { KnownProfile } from '../src/domain/profile.ts';
import { parseResume, readResume, resumeOf } from '../src/domain/resume.ts';

const coder = occupationCoder();
const profileOf = (more: Partial<KnownProfile> = {}): KnownProfile => ({
  personId: 'limei',
  registrationId: 'first',
  division: '449902001001',
  occupationsWanted: [],
  education: '90',
  category: 'OTHER',
  districts: [],
  corrected: [],
  registered: { occupationsWanted: [], education: '90' },
  status: 'OPEN',
  ...more,
});
const limei = profileOf();
const read = (resume: JsonResume, profile = limei, skills: string[] = []) =>
  readResume(
    resume,
    { profile, skills },
    { suggest: (title) => coder.suggest({ title }), least: 0.7, today: '2026-03-02' },
  );
const leftIn = (resume: JsonResume, profile = limei, skills: string[] = []) =>
  read(resume, profile, skills).left.map(({ field, reason }) => [field, reason.zh]);

describe('a resume that is read', () => {
  it('tells occupations with their confidence; only what is likely enough is proposed', () => {
    const { titles, proposed } = read({
      basics: { label: '缝纫工' },
      work: [{ position: '平面设计' }, { position: '员工' }],
    });
    expect(titles[0]).toMatchObject({ field: 'basics.label', proposed: true });
    expect(titles[0]!.occupations).toEqual([{ code: '6-05-01-03', name: '缝纫工', confidence: 1 }]);
    for (const { occupations, proposed } of titles) expect(proposed).toBe(occupations[0]!.confidence >= 0.7);
    const likely = titles.filter(({ proposed }) => proposed).map(({ occupations }) => occupations[0]!.code);
    expect(proposed.occupationsWanted).toEqual([...new Set(likely)]);
    expect(titles.some(({ proposed }) => !proposed)).toBe(true);
  });

  it('adds to what she has said and takes nothing of it away', () => {
    const wanting = profileOf({ occupationsWanted: ['4-10-01-06'], reachKm: 5, shifts: ['DAY'] });
    const { proposed } = read(
      { basics: { label: '缝纫工' }, skills: [{ name: '平车', keywords: ['Ｅxcel', '锁边'] }] },
      wanting,
      ['excel'],
    );
    expect(proposed).toMatchObject({
      occupationsWanted: ['4-10-01-06', '6-05-01-03'],
      skills: ['excel', '平车', '锁边'],
      reachKm: 5,
      shifts: ['DAY'],
    });
  });

  it.each<[string, Education]>([
    ['博士研究生', '11'],
    ['工商管理硕士（MBA）', '14'],
    ['研究生', '10'],
    ['Bachelor of Science', '20'],
    ['专升本', '20'],
    ['高职（大专）', '30'],
    ['职高', '40'],
    ['技工学校', '40'],
    ['高中毕业', '60'],
    ['Senior high school', '60'],
    ['junior high school', '70'],
    ['初中', '70'],
    ['小学', '80'],
  ])('reads %s as education %s', (studyType, code) =>
    expect(read({ education: [{ studyType }] }).proposed.education).toBe(code),
  );

  it('takes the highest education that is finished', () => {
    const education = [
      { studyType: '高中' },
      { studyType: '大专', endDate: '2020-06' },
      { studyType: '本科', endDate: '2027' },
    ];
    expect(read({ education }).proposed.education).toBe('30');
    expect(leftIn({ education })).toEqual([['education[2].studyType', '尚未毕业，不作为学历']]);
  });

  it('says of each thing that is not taken why', () => {
    expect(
      leftIn({
        basics: { label: '🧵🧵' },
        work: [{ position: '电话13812345678' }],
        education: [{ studyType: '江湖' }],
        skills: [{ name: '💪' }, { name: '一项写得比二十个字还要长得多得多的技能名称啊' }],
      }),
    ).toEqual([
      ['basics.label', '请用文字填写'],
      ['work[0].position', '请勿填写电话或证件号码'],
      ['skills[0].name', '请用文字填写'],
      ['skills[1].name', '不能超过20个字'],
      ['education[0].studyType', '看不出学历层次，请自行选择学历'],
    ]);
    const full = Array.from({ length: 30 }, (_, n) => `技能${n}`);
    expect(leftIn({ skills: [{ name: '平车' }] }, limei, full)).toEqual([['skills[0].name', '技能已满30项']]);
    const five = ['6-05-01-01', '6-05-01-02', '6-05-01-04', '6-05-02-01', '4-10-01-06'];
    expect(leftIn({ basics: { label: '缝纫工' } }, profileOf({ occupationsWanted: five }))).toEqual([
      ['basics.label', '想从事的职业已满5个'],
    ]);
  });

  it('names what it does not read, and keeps nothing of it', () => {
    const reading = read({
      basics: { label: '缝纫工', name: '李梅', email: 'limei@example.cn', location: { city: '桥州' } },
      work: [{ position: '缝纫工', summary: '平车' }],
      volunteer: [],
      references: '有',
    });
    expect(reading.ignored).toEqual(['basics.name', 'basics.email', 'basics.location', 'work[].summary', 'references']);
    expect(JSON.stringify(reading)).not.toMatch(/李梅|example/);
  });

  it.each([
    ['200 skills', { skills: Array.from({ length: 200 }, () => ({ name: '平车' })) }],
    ['a list where there is none', { basics: [] }],
    ['a skill that is a number', { skills: [{ name: 7 }] }],
    ['a title without end', { basics: { label: '缝'.repeat(201) } }],
    ['nothing', null],
  ])('is refused with %s, and told what to mend', (_, resume) => {
    const parse = () => parseResume(Buffer.from(JSON.stringify(resume)));
    expect(parse).toThrow(expect.objectContaining({ code: 'matching.resume-unreadable', status: 422 }));
  });

  it('is refused when it is no JSON, is nested without end, or would reach the prototype', () => {
    for (const text of ['缝纫工', '', '['.repeat(90_000)])
      expect(() => parseResume(Buffer.from(text))).toThrow('resume-unreadable');
    const sly = parseResume(Buffer.from('{"__proto__":{"work":[{"position":7}]},"skills":[{"__proto__":{"name":7}}]}'));
    expect(read(sly)).toMatchObject({ titles: [], left: [] });
  });

  const words = fc.stringMatching(/^[a-z]{1,4}[\u4e00-\u4e20]{0,3}$/);
  it('is the one that was written: occupations, skills and education come back as they were', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.constantFrom('6-05-01-03', '6-05-00-00', '4-10-02-01', '2-02-07-09', '4-07-05-01'), {
          maxLength: 5,
        }),
        fc.constantFrom(...(Object.keys(EDUCATION) as Education[])),
        fc.uniqueArray(words, { maxLength: 30 }),
        (occupationsWanted, education, skills) => {
          const written = resumeOf(profileOf({ occupationsWanted, education }), skills);
          const { proposed, left } = read(parseResume(Buffer.from(JSON.stringify(written))));
          expect(left).toEqual([]);
          expect(proposed.occupationsWanted ?? []).toEqual(occupationsWanted);
          expect(proposed.education ?? limei.education).toBe(education);
          expect(proposed.skills).toEqual(skills);
          expect(profileWishes.safeParse(JSON.parse(JSON.stringify(proposed))).success).toBe(true);
        },
      ),
    );
  });

  it('is written without a name, and says so; what her work must not demand is not in it', () => {
    const written = resumeOf(profileOf({ occupationsWanted: ['6-05-01-03'], needs: 'sealed' }), ['平车']);
    expect(written.basics).toEqual({
      label: occupationName('6-05-01-03'),
      summary: expect.stringContaining('不掌握姓名'),
      location: { countryCode: 'CN', city: '桥州市' },
    });
    expect(JSON.stringify(written)).not.toMatch(/sealed|limei/);
  });
});
