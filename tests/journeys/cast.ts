import { randomInt } from 'node:crypto';
import { creditCodeFor, idNumber } from '@zhiqiao/testing';

/** The people and organisations of one telling: new ones each time, so that the story can be told any number of times. */
export const newCast = () => {
  const run = randomInt(36 ** 5)
    .toString(36)
    .padStart(5, '0');
  const organisation = (role: 'employer' | 'agency' | 'provider', part: string) => ({
    role,
    login: `${part}.${run}`,
    password: `${part}-${run}-secret`,
    orgId: creditCodeFor(randomInt(10_000_000, 100_000_000)),
  });
  const birth = `1977-${String(randomInt(1, 13)).padStart(2, '0')}-${String(randomInt(1, 29)).padStart(2, '0')}`;
  return {
    run,
    limei: {
      name: '李梅',
      idNumber: idNumber(birth, randomInt(500) * 2, `4401${String(randomInt(3, 19)).padStart(2, '0')}`),
      phone: `139${String(randomInt(100_000_000)).padStart(8, '0')}`,
      login: `limei.${run}`,
      password: `limei-${run}-secret`,
    },
    factory: organisation('employer', 'factory'),
    bakery: organisation('employer', 'bakery'),
    agency: organisation('agency', 'agency'),
    schools: ['school-a', 'school-b', 'school-c'].map((part) => organisation('provider', part)),
  };
};
export type Cast = ReturnType<typeof newCast>;
