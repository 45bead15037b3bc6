import { type CriterionView, SHIFT, type Text, WORK_DEMAND, type WorkDemand } from '@zhiqiao/domain';
import { criterion, type Of } from './criterion.ts';
import { canWork, countingSkills } from './market.ts';

const listed = (words: readonly string[]): Text => ({ zh: words.join('、'), en: words.join(', ') });

/** Which of the skills asked for are there; of what does not count it is said that it does not. */
export const skills = (of: Of): CriterionView => {
  const { seeker, post, parts } = of;
  const asked = countingSkills(post);
  if (asked.length === 0)
    return criterion(of, parts.skills, {
      reason: { zh: '不要求专门技能', en: 'No particular skill is asked for' },
    });
  const all = listed(asked);
  if (parts.skills.state === 'met')
    return criterion(of, parts.skills, {
      reason: { zh: `具备所要求的${all.zh}`, en: `Has the skills asked for: ${all.en}` },
    });
  if (parts.skills.state === 'unknown')
    return criterion(of, parts.skills, {
      reason: { zh: `要求${all.zh}，本人未填写技能`, en: `Asked for: ${all.en}; no skills are stated` },
      change: { zh: '如具备，请填写技能', en: 'State the skills, if they are there' },
    });
  const counted = countingSkills(seeker);
  const had = listed(asked.filter((word) => counted.includes(word)));
  const lacking = asked.filter((word) => !counted.includes(word));
  const listedLate = lacking.filter((word) => seeker.skills?.includes(word));
  const reason = {
    zh: `要求${all.zh}；${had.zh && `具备${had.zh}，`}缺${listed(lacking).zh}`,
    en: `Asked for: ${all.en}; ${had.en && `there: ${had.en}; `}missing: ${listed(lacking).en}`,
  };
  if (listedLate.length > 0) {
    const late = listed(listedLate);
    return criterion(of, parts.skills, {
      reason,
      change: {
        zh: `${late.zh}排在前${counted.length}项之后，不计分；移到前面即可`,
        en: `${late.en} stands behind the first ${counted.length}, which count: move it up`,
      },
    });
  }
  return criterion(of, parts.skills, {
    reason,
    change: {
      zh: `如已掌握${listed(lacking).zh}，请加入技能；不会的可申请免费培训`,
      en: `Add ${listed(lacking).en} if it is there; if it is new, free training can be asked for`,
    },
  });
};

/** Told where either side has said something of it. */
export const shift = (of: Of): CriterionView[] => {
  const { seeker, post } = of;
  const { shifts = [] } = seeker;
  const part = (state: CriterionView['state']) => ({ name: 'shift' as const, state, points: 0 });
  if (post.shift === undefined)
    return shifts.length === 0
      ? []
      : [
          criterion(of, part('unknown'), {
            reason: { zh: '岗位未写明班次', en: 'The vacancy does not state the shift' },
            change: { zh: '联系时问清班次', en: 'Ask for the shift' },
          }),
        ];
  const offered = SHIFT[post.shift];
  if (shifts.length === 0)
    return [
      criterion(of, part('unknown'), {
        reason: {
          zh: `${offered.zh}，本人未填写可上的班次`,
          en: `${offered.en}; it is not stated when the person can work`,
        },
        change: { zh: '填写可上的班次', en: 'State the shifts that can be worked' },
      }),
    ];
  if (canWork(seeker, post))
    return [
      criterion(of, part('met'), { reason: { zh: `可上${offered.zh}`, en: `Can work in this shift (${offered.en})` } }),
    ];
  const own: Text = {
    zh: shifts.map((one) => SHIFT[one].zh).join('、'),
    en: shifts.map((one) => SHIFT[one].en).join(', '),
  };
  return [
    criterion(of, part('missing'), {
      reason: { zh: `${offered.zh}，本人可上${own.zh}`, en: `${offered.en}; the person can work: ${own.en}` },
      change: {
        zh: `如可以上${offered.zh}，请加入可上的班次；或由单位调整班次`,
        en: `Add the shift if it can be worked, or the employer would have to change it`,
      },
    }),
  ];
};

const named = (demands: readonly WorkDemand[]): Text => ({
  zh: demands.map((demand) => WORK_DEMAND[demand].zh).join('、'),
  en: demands.map((demand) => WORK_DEMAND[demand].en).join(', '),
});

/** Told to who has stated needs, and never to an employer. */
export const demands = (of: Of): CriterionView[] => {
  const { seeker, post } = of;
  const { needs = [] } = seeker;
  if (needs.length === 0) return [];
  const part = (state: CriterionView['state']) => ({ name: 'demands' as const, state, points: 0 });
  if (post.demands === undefined)
    return [
      criterion(of, part('unknown'), {
        reason: {
          zh: `岗位未写明是否要求${named(needs).zh}`,
          en: `The vacancy does not say whether it demands ${named(needs).en}`,
        },
        change: { zh: '可请职业指导人员先行了解', en: 'A counsellor can ask beforehand' },
      }),
    ];
  const hindering = post.demands.filter((demand) => needs.includes(demand));
  if (hindering.length === 0)
    return [
      criterion(of, part('met'), {
        reason: { zh: `不要求${named(needs).zh}`, en: `It does not demand ${named(needs).en}` },
      }),
    ];
  return [
    criterion(of, part('missing'), {
      reason: { zh: `要求${named(hindering).zh}`, en: `It demands ${named(hindering).en}` },
      change: {
        zh: '由单位提供便利或调整工作内容；如可以承担，请修改无障碍需求',
        en: 'The employer would have to adapt the work; or change the needs, if it can be done',
      },
    }),
  ];
};
