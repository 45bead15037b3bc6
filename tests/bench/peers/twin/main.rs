//! The engine's own algorithm in native code: same groups of four rows, buckets, bounds, sieve and order of visits, one
//! thread. Loops over four numbers are for the compiler to turn into instructions on four at once.
use std::{env, fs, time::Instant};

const TODAY: i32 = 365;
const NONE: i32 = 0xffff;
const FAR: i32 = 0x7fff_ffff;
const DISTRICTS: usize = 16;
const SEEKER: usize = 23;
const VACANCY: usize = 21;
const GUARDS: i32 = 1 << 3 | 1 << 11 | 1 << 19 | 1 << 30;
const ASKS_NOTHING: i32 = i32::MIN;
const MOST_OF_SKILLS: i32 = 3000;
const FIRST_CHUNK: usize = 64;
const CHUNK: usize = 256;
const FOUR: usize = 4;

fn words(folder: &str, name: &str) -> Vec<i32> {
    let bytes = fs::read(format!("{folder}/{name}")).expect(name);
    bytes.chunks(4).map(|four| i32::from_le_bytes(four.try_into().unwrap())).collect()
}
fn ranges(education: i32, from: i32, to: i32, wage: i32) -> i32 {
    education | from << 4 | (127 - to) << 12 | (1023 - wage) << 20
}
fn clamp(marks: i32) -> i32 {
    marks.clamp(0, 1000)
}
fn freshness(day: i32) -> i32 {
    clamp(1000 - 10 * (TODAY - day))
}
fn signature(skills: &[i32]) -> i32 {
    skills
        .iter()
        .filter(|&&skill| skill != NONE)
        .fold(0, |bits, &skill| bits | 1 << (30.min((skill as u32).wrapping_mul(0x9e37_79b1) >> 27)))
}
fn four<T>(of: impl Fn(usize) -> T) -> [T; FOUR] {
    [of(0), of(1), of(2), of(3)]
}
fn root(squared: i32) -> i32 {
    (squared as f64).sqrt() as i32
}

struct Best {
    top: usize,
    floor: i32,
    found: Vec<(i32, i32)>,
}
impl Best {
    fn offer(&mut self, score: i32, number: i32) {
        if self.found.iter().any(|&(_, known)| known == number) {
            return;
        }
        let before = |&(other, known): &(i32, i32)| other > score || (other == score && known < number);
        let at = self.found.iter().position(|one| !before(one)).unwrap_or(self.found.len());
        if at >= self.top {
            return;
        }
        if self.found.len() == self.top {
            self.found.pop();
        }
        self.found.insert(at, (score, number));
        if self.found.len() == self.top {
            self.floor = self.found[self.top - 1].0;
        }
    }
}

/// A record ready to be placed: number, squared reach and skills; what it is sifted by; its buckets.
struct Sheet {
    row: [i32; 6],
    key: [i32; 5],
    buckets: Vec<usize>,
}
fn row(number: usize, reach: i32, skills: &[i32]) -> [i32; 6] {
    let mut row = [number as i32, reach, 0, 0, 0, 0];
    for i in 0..4 {
        row[2 + i] = skills[2 * i] | skills[2 * i + 1] << 16;
    }
    row
}
fn rest(day: i32, wage: i32, flagged: i32, count: i32) -> i32 {
    day | wage << 16 | flagged << 26 | count << 27
}
fn seeker_sheet(number: usize, s: &[i32]) -> Sheet {
    let limits = s[10] | !s[6] << 8;
    let held = ranges(s[8], s[9], s[9], s[11]);
    let rest = rest(s[13], s[11], s[12], s[14]);
    Sheet {
        row: row(number, s[7], &s[15..23]),
        key: [GUARDS | held, limits, signature(&s[15..23]), s[3] | s[4] << 16, rest],
        buckets: s[0..3].iter().filter(|&&o| o != NONE).map(|&o| o as usize * DISTRICTS + s[5] as usize).collect(),
    }
}
fn vacancy_sheet(number: usize, v: &[i32]) -> Sheet {
    let skills = if v[12] == 0 { ASKS_NOTHING } else { signature(&v[13..21]) };
    let rest = rest(v[11], (v[8] + v[9]) >> 1, v[10], v[12]);
    Sheet {
        row: row(number, FAR, &v[13..21]),
        key: [-ranges(v[4], v[5], v[6], v[9]), v[7], skills, v[1] | v[2] << 16, rest],
        buckets: vec![v[0] as usize * DISTRICTS + v[3] as usize],
    }
}

#[derive(Clone, Default)]
#[repr(align(16))]
struct Group([[i32; FOUR]; 5]);
#[derive(Clone, Default)]
struct Bucket {
    start: usize,
    count: usize,
    latest: i32,
    flagged: bool,
    signature: i32,
}
#[derive(Default)]
struct Shelf {
    rows: Vec<[i32; 6]>,
    groups: Vec<Group>,
    buckets: Vec<Bucket>,
    boxes: Vec<[i32; 4]>,
}
fn build(leaves: usize, sheets: Vec<Sheet>) -> Shelf {
    let mut buckets = vec![Bucket::default(); leaves * DISTRICTS];
    for &bucket in sheets.iter().flat_map(|sheet| &sheet.buckets) {
        buckets[bucket].count += 1;
    }
    let mut total = 0;
    for bucket in &mut buckets {
        bucket.start = total;
        total += if bucket.count == 0 { 0 } else { (bucket.count + (bucket.count >> 4) + FOUR) & !(FOUR - 1) };
        bucket.count = 0;
    }
    let mut boxes = vec![[FAR, FAR, -1, -1]; DISTRICTS];
    let (mut rows, mut groups) = (vec![[0; 6]; total], vec![Group::default(); total / FOUR]);
    for sheet in &sheets {
        for &to in &sheet.buckets {
            let bucket = &mut buckets[to];
            let at = bucket.start + bucket.count;
            bucket.count += 1;
            rows[at] = sheet.row;
            for word in 0..5 {
                groups[at / FOUR].0[word][at % FOUR] = sheet.key[word];
            }
            bucket.latest = bucket.latest.max(sheet.key[4] & NONE);
            bucket.flagged |= sheet.key[4] >> 26 & 1 == 1;
            bucket.signature |= sheet.key[2];
            let (x, y) = (sheet.key[3] & NONE, sheet.key[3] >> 16);
            let held = &mut boxes[to % DISTRICTS];
            *held = [held[0].min(x), held[1].min(y), held[2].max(x), held[3].max(y)];
        }
    }
    Shelf { rows, groups, buckets, boxes }
}

struct Question<'a> {
    occupations: &'a [i32],
    ranges: i32,
    asks: i32,
    x: i32,
    y: i32,
    reach: i32,
    wage: i32,
    wage_sign: i32,
    skills: &'a [i32],
    signature: i32,
    asked: i32,
    flagged: i32,
    plain: i32,
    districts: i32,
}

struct Scan {
    small_of: Vec<i32>,
    mid_of: Vec<i32>,
    small_from: Vec<usize>,
    mid_from: Vec<usize>,
    visited: Vec<u32>,
    query: u32,
    has_skill: Vec<u8>,
    found: [(u32, i32, i32); CHUNK],
    nearest: Vec<(usize, i32)>,
    shared_bits: i32,
}
fn firsts(group_of: &[i32]) -> Vec<usize> {
    let mut from = vec![0; *group_of.last().unwrap() as usize + 2];
    for (leaf, &group) in group_of.iter().enumerate() {
        from[group as usize + 1] = leaf + 1;
    }
    from
}
impl Scan {
    fn run(&mut self, shelf: &Shelf, q: &Question, best: &mut Best) {
        self.query += 1;
        self.shared_bits = q.skills.len() as i32 - (q.signature & FAR).count_ones() as i32;
        self.order_districts(shelf, q);
        for &skill in q.skills {
            self.has_skill[skill as usize] = 1;
        }
        for &leaf in q.occupations {
            self.leaves(shelf, q, best, leaf as usize, leaf as usize + 1, 4000);
        }
        for &leaf in q.occupations {
            let group = self.small_of[leaf as usize] as usize;
            self.leaves(shelf, q, best, self.small_from[group], self.small_from[group + 1], 2800);
        }
        for &leaf in q.occupations {
            let group = self.mid_of[leaf as usize] as usize;
            self.leaves(shelf, q, best, self.mid_from[group], self.mid_from[group + 1], 1600);
        }
        for &skill in q.skills {
            self.has_skill[skill as usize] = 0;
        }
    }

    fn order_districts(&mut self, shelf: &Shelf, q: &Question) {
        self.nearest.clear();
        for district in 0..DISTRICTS {
            let held = shelf.boxes[district];
            if q.districts >> district & 1 == 0 || held[2] < 0 {
                continue;
            }
            let dx = (held[0] - q.x).max(0).max(q.x - held[2]);
            let dy = (held[1] - q.y).max(0).max(q.y - held[3]);
            let squared = dx * dx + dy * dy;
            if squared <= q.reach {
                self.nearest.push((district, 2 * (1000 - 4 * root(squared)).max(0)));
            }
        }
        self.nearest.sort_by_key(|&(_, points)| -points);
    }

    fn leaves(&mut self, shelf: &Shelf, q: &Question, best: &mut Best, from: usize, to: usize, base: i32) {
        let most = base + MOST_OF_SKILLS + 2000 + 1000 + q.flagged;
        for leaf in from..to {
            if self.visited[leaf] == self.query {
                continue;
            }
            self.visited[leaf] = self.query;
            for i in 0..self.nearest.len() {
                let (district, points) = self.nearest[i];
                if most + points < best.floor {
                    break;
                }
                let bucket = &shelf.buckets[leaf * DISTRICTS + district];
                if bucket.count == 0 {
                    continue;
                }
                let priority = if bucket.flagged { q.flagged } else { q.plain };
                let others = 2000 + points + priority + freshness(bucket.latest);
                let needed = best.floor - base - others;
                if needed > MOST_OF_SKILLS || needed > 0 && q.asked != 0 && bucket.signature & q.signature == 0 {
                    continue;
                }
                self.rows(shelf, q, best, bucket.start, bucket.start + bucket.count, base, others);
            }
        }
    }

    fn rows(&mut self, shelf: &Shelf, q: &Question, best: &mut Best, from: usize, to: usize, base: i32, others: i32) {
        let (mut chunk, mut size) = (from, FIRST_CHUNK);
        while chunk < to {
            let end = to.min(chunk + size);
            let found = self.sift(shelf, q, chunk, end, best.floor - base, others);
            for &(at, points, squared) in &self.found[..found] {
                let row = &shelf.rows[at as usize];
                if squared > row[1] {
                    continue;
                }
                let had: i32 = row[2..6]
                    .iter()
                    .map(|&two| {
                        i32::from(self.has_skill[(two & NONE) as usize])
                            + i32::from(self.has_skill[(two as u32 >> 16) as usize])
                    })
                    .sum();
                let asked =
                    if q.asked < 0 { shelf.groups[at as usize / FOUR].0[4][at as usize % FOUR] >> 27 } else { q.asked };
                let score = base + points + if asked == 0 { MOST_OF_SKILLS } else { 3 * (1000 * had / asked) };
                if score >= best.floor {
                    best.offer(score, row[0]);
                }
            }
            chunk = end;
            size = CHUNK;
        }
    }

    fn sift(&mut self, shelf: &Shelf, q: &Question, from: usize, to: usize, lowest: i32, others: i32) -> usize {
        let rows_ask = q.asked < 0;
        let mask = if rows_ask { !q.signature } else { q.signature };
        let wage_step = 20 * q.wage_sign;
        let wage_from = 1000 - wage_step * q.wage;
        let mut found = 0;
        for (i, Group([ranges, bars, signatures, places, rests])) in
            shelf.groups[from / FOUR..to.div_ceil(FOUR)].iter().enumerate()
        {
            let counts = rests.map(|rest| if rows_ask { rest >> 27 } else { q.asked });
            let bits = signatures.map(|signature| (signature & mask).count_ones() as i32);
            let possible = four(|i| if rows_ask { counts[i] - bits[i] } else { self.shared_bits + bits[i] });
            let had = four(|i| counts[i].min(possible[i]));
            let early = four(|i| {
                ((ranges[i] + q.ranges) & GUARDS ^ GUARDS)
                    | (bars[i] & q.asks)
                    | ((MOST_OF_SKILLS * had[i] - counts[i] * (lowest - others)) >> 31)
            });
            if early.iter().all(|&fails| fails != 0) {
                continue;
            }
            let dx = four(|i| (places[i] & NONE) - q.x);
            let dy = four(|i| (places[i] >> 16) - q.y);
            let squares = four(|i| dx[i] * dx[i] + dy[i] * dy[i]);
            // Squares on the grid fit: no need to look for what does not.
            let roots = squares.map(|squared| (squared as f32).sqrt());
            let distances =
                four(|i| 2000 - 8 * unsafe { roots[i].to_int_unchecked::<i32>() }).map(|points| points.max(0));
            let wages =
                rests.map(|rest| wage_from + wage_step * (rest >> 16 & 1023)).map(|points| points.max(0).min(2000));
            let fresh = rests.map(|rest| 1000 - 10 * TODAY + 10 * (rest & NONE)).map(|points| points.max(0).min(1000));
            let priority = rests.map(|rest| q.plain + (rest << 5 >> 31 & (q.flagged - q.plain)));
            let sums = four(|i| distances[i] + wages[i] + fresh[i] + priority[i]);
            let nothing = counts.map(|count| i32::from(count == 0));
            let shares = four(|i| (1000 * (had[i] + nothing[i])) as f32 / (counts[i] + nothing[i]) as f32);
            let most = four(|i| sums[i] + 3 * unsafe { shares[i].to_int_unchecked::<i32>() });
            let fails = four(|i| early[i] | ((q.reach - squares[i]) >> 31) | ((most[i] - lowest) >> 31));
            let passes = fails.map(|fail| fail == 0);
            if passes == [false; FOUR] {
                continue;
            }
            for lane in 0..FOUR {
                let row = from + i * FOUR + lane;
                if passes[lane] && row < to {
                    self.found[found] = (row as u32, sums[lane], squares[lane]);
                    found += 1;
                }
            }
        }
        found
    }
}

fn cpu_microseconds() -> f64 {
    #[repr(C)]
    struct Time(i64, i64);
    extern "C" {
        fn clock_gettime(clock: i32, time: *mut Time) -> i32;
    }
    let mut time = Time(0, 0);
    unsafe { clock_gettime(2, &mut time) };
    time.0 as f64 * 1e6 + time.1 as f64 / 1e3
}

fn measured(asking: &[i32], task: &[usize], mut ask: impl FnMut(usize, &mut Best)) -> String {
    let (warm_up, questions, passes, top) = (task[0], task[1], task[2], task[3]);
    let mut best = Best { top, floor: -1, found: Vec::with_capacity(top) };
    let mut answer = |number: i32, best: &mut Best| {
        best.found.clear();
        best.floor = -1;
        ask(number as usize, best);
    };
    for &number in &asking[..warm_up] {
        answer(number, &mut best);
    }
    let mut latencies = vec![f64::MAX; questions];
    let mut sums = vec![0i64; questions];
    let cpu = cpu_microseconds();
    for _ in 0..passes {
        for i in 0..questions {
            let began = Instant::now();
            answer(asking[warm_up + i], &mut best);
            latencies[i] = latencies[i].min(began.elapsed().as_nanos() as f64 / 1e3);
            sums[i] = best.found.iter().map(|&(score, _)| i64::from(score)).sum();
        }
    }
    let each = (cpu_microseconds() - cpu) / (passes * questions) as f64;
    format!("{{\"latencies\":{latencies:?},\"sums\":{sums:?},\"cpu\":{each}}}")
}

fn main() {
    let arguments: Vec<String> = env::args().collect();
    let folder = &arguments[1];
    let task: Vec<usize> = arguments[2..].iter().map(|one| one.parse().unwrap()).collect();
    let (seekers, vacancies) = (words(folder, "seekers"), words(folder, "vacancies"));
    let (small_of, mid_of) = (words(folder, "smallOf"), words(folder, "midOf"));
    let (small_from, mid_from) = (firsts(&small_of), firsts(&mid_of));
    let leaves = small_of.len();
    let vacancy_shelf =
        build(leaves, vacancies.chunks(VACANCY).enumerate().map(|(i, record)| vacancy_sheet(i, record)).collect());
    let seeker_shelf =
        build(leaves, seekers.chunks(SEEKER).enumerate().map(|(i, record)| seeker_sheet(i, record)).collect());
    let mut scan = Scan {
        small_of,
        mid_of,
        small_from,
        mid_from,
        visited: vec![0; leaves],
        query: 0,
        has_skill: vec![0; 1 << 16],
        found: [(0, 0, 0); CHUNK],
        nearest: Vec::with_capacity(DISTRICTS),
        shared_bits: 0,
    };
    let known = |list: &[i32]| list.iter().position(|&word| word == NONE).unwrap_or(list.len());
    let forward = measured(&words(folder, "askingSeekers"), &task, |number, best| {
        let s = &seekers[number * SEEKER..][..SEEKER];
        let skills = &s[15..15 + known(&s[15..23])];
        let question = Question {
            occupations: &s[..known(&s[..3])],
            ranges: GUARDS | ranges(s[8], s[9], s[9], s[11]),
            asks: s[10],
            x: s[3],
            y: s[4],
            reach: s[7],
            wage: s[11],
            wage_sign: 1,
            skills,
            signature: signature(skills) | ASKS_NOTHING,
            asked: -1,
            flagged: 1500 * s[12],
            plain: 500 * s[12],
            districts: s[6],
        };
        scan.run(&vacancy_shelf, &question, best);
    });
    let reverse = measured(&words(folder, "askingVacancies"), &task, |number, best| {
        let v = &vacancies[number * VACANCY..][..VACANCY];
        let skills = &v[13..13 + known(&v[13..21])];
        let flagged = if v[10] == 1 { 1500 } else { 500 };
        let question = Question {
            occupations: &v[..1],
            ranges: -ranges(v[4], v[5], v[6], v[9]),
            asks: v[7] | 1 << (8 + v[3]),
            x: v[1],
            y: v[2],
            reach: FAR,
            wage: (v[8] + v[9]) >> 1,
            wage_sign: -1,
            skills,
            signature: signature(skills),
            asked: skills.len() as i32,
            flagged,
            plain: 0,
            districts: -1,
        };
        scan.run(&seeker_shelf, &question, best);
    });
    println!("{{\"forward\":{forward},\"reverse\":{reverse}}}");
}
