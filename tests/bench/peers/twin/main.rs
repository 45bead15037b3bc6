//! The engine's own algorithm in native code: same columns, buckets, ceilings, signatures and order of visits, one thread.
use std::{env, fs, time::Instant};

const TODAY: i32 = 365;
const NONE: i32 = 0xffff;
const FAR: i32 = 0x7fff_ffff;
const DISTRICTS: usize = 16;
const SEEKER: usize = 23;
const VACANCY: usize = 21;
const GUARDS: i32 = 1 << 3 | 1 << 11 | 1 << 19 | 1 << 30;
const CLOSED: i32 = 1 << 8;
const FLAGGED: i32 = 1 << 30;
const ASKS_NOTHING: i32 = i32::MIN;
const MOST_OF_SKILLS: i32 = 3000;
const FIRST_CHUNK: usize = 128;
const CHUNK: usize = 1024;

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
    skills.iter().filter(|&&skill| skill != NONE).fold(0, |bits, &skill| {
        bits | 1 << (30.min((skill as u32).wrapping_mul(0x9e37_79b1) >> 27))
    })
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

/// A record ready to be placed: row words, filter words, ceiling, buckets.
struct Sheet {
    row: [i32; 8],
    ranges: i32,
    bars: i32,
    signature: i32,
    ceiling: i32,
    buckets: Vec<usize>,
}
fn row(number: usize, place: i32, reach: i32, day: i32, ceiling: i32, count: i32, skills: &[i32]) -> [i32; 8] {
    let mut row = [place, number as i32 | count << 24, reach, day | ceiling << 16, 0, 0, 0, 0];
    for i in 0..4 {
        row[4 + i] = skills[2 * i] | skills[2 * i + 1] << 16;
    }
    row
}
fn seeker_sheet(number: usize, s: &[i32]) -> Sheet {
    let ceiling = freshness(s[13]) + 500 * s[12];
    let place = s[3] | s[4] << 10 | s[11] << 20 | if s[12] == 1 { FLAGGED } else { 0 };
    Sheet {
        row: row(number, place, s[7], s[13], ceiling, s[14], &s[15..23]),
        ranges: GUARDS | ranges(s[8], s[9], s[9], s[11]),
        bars: s[10] | !s[6] << 9,
        signature: signature(&s[15..23]),
        ceiling,
        buckets: s[0..3].iter().filter(|&&o| o != NONE).map(|&o| o as usize * DISTRICTS + s[5] as usize).collect(),
    }
}
fn vacancy_sheet(number: usize, v: &[i32]) -> Sheet {
    let ceiling = freshness(v[11]);
    let place = v[1] | v[2] << 10 | ((v[8] + v[9]) >> 1) << 20 | if v[10] == 1 { FLAGGED } else { 0 };
    let skills = signature(&v[13..21]);
    Sheet {
        row: row(number, place, FAR, v[11], ceiling, v[12], &v[13..21]),
        ranges: -ranges(v[4], v[5], v[6], v[9]),
        bars: v[7],
        signature: if v[12] == 0 { ASKS_NOTHING } else { skills },
        ceiling,
        buckets: vec![v[0] as usize * DISTRICTS + v[3] as usize],
    }
}

#[derive(Default)]
struct Shelf {
    rows: Vec<[i32; 8]>,
    ranges: Vec<i32>,
    bars: Vec<i32>,
    signatures: Vec<i32>,
    starts: Vec<usize>,
    boxes: Vec<[i32; 4]>,
}
fn build(leaves: usize, mut sheets: Vec<Sheet>) -> Shelf {
    sheets.sort_by_key(|sheet| -sheet.ceiling);
    let mut shelf = Shelf { boxes: vec![[FAR, FAR, -1, -1]; DISTRICTS], ..Shelf::default() };
    let mut starts = vec![0; leaves * DISTRICTS + 1];
    for bucket in sheets.iter().flat_map(|sheet| &sheet.buckets) {
        starts[bucket + 1] += 1;
    }
    for i in 1..starts.len() {
        starts[i] += starts[i - 1];
    }
    let total = *starts.last().unwrap();
    shelf.rows = vec![[0; 8]; total];
    (shelf.ranges, shelf.bars, shelf.signatures) = (vec![0; total], vec![0; total], vec![0; total]);
    let mut next = starts.clone();
    for sheet in &sheets {
        for &bucket in &sheet.buckets {
            let at = next[bucket];
            next[bucket] += 1;
            shelf.rows[at] = sheet.row;
            (shelf.ranges[at], shelf.bars[at], shelf.signatures[at]) = (sheet.ranges, sheet.bars, sheet.signature);
            let (x, y) = (sheet.row[0] & 1023, sheet.row[0] >> 10 & 1023);
            let held = &mut shelf.boxes[bucket % DISTRICTS];
            *held = [held[0].min(x), held[1].min(y), held[2].max(x), held[3].max(y)];
        }
    }
    shelf.starts = starts;
    shelf
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
    above_ceiling: i32,
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
    survivors: Vec<u32>,
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
        let most = base + MOST_OF_SKILLS + 2000 + q.above_ceiling;
        for leaf in from..to {
            if self.visited[leaf] == self.query {
                continue;
            }
            self.visited[leaf] = self.query;
            for i in 0..self.nearest.len() {
                let (district, points) = self.nearest[i];
                let bucket = leaf * DISTRICTS + district;
                let (start, end) = (shelf.starts[bucket], shelf.starts[bucket + 1]);
                if start < end {
                    self.rows(shelf, q, best, start, end, base, most + points);
                }
            }
        }
    }

    fn rows(&mut self, shelf: &Shelf, q: &Question, best: &mut Best, from: usize, to: usize, base: i32, room: i32) {
        let (mut chunk, mut size) = (from, FIRST_CHUNK);
        while chunk < to {
            let ceiling = shelf.rows[chunk][3] >> 16 & NONE;
            if room + ceiling < best.floor {
                return;
            }
            let end = to.min(chunk + size);
            let found = self.sift(shelf, q, chunk, end, best.floor - (room + ceiling - MOST_OF_SKILLS));
            for i in 0..found {
                let row = &shelf.rows[self.survivors[i] as usize];
                let (dx, dy) = ((row[0] & 1023) - q.x, (row[0] >> 10 & 1023) - q.y);
                let squared = dx * dx + dy * dy;
                if squared > q.reach || squared > row[2] {
                    continue;
                }
                let sum = base
                    + 2 * clamp(500 + 10 * q.wage_sign * ((row[0] >> 20 & 1023) - q.wage))
                    + 2 * clamp(1000 - 4 * root(squared))
                    + freshness(row[3] & NONE)
                    + if row[0] & FLAGGED != 0 { q.flagged } else { q.plain };
                if sum + MOST_OF_SKILLS < best.floor {
                    continue;
                }
                let had: i32 = row[4..8]
                    .iter()
                    .map(|&two| {
                        i32::from(self.has_skill[(two & NONE) as usize])
                            + i32::from(self.has_skill[(two as u32 >> 16) as usize])
                    })
                    .sum();
                let asked = if q.asked < 0 { row[1] >> 24 } else { q.asked };
                let score = sum + if asked == 0 { MOST_OF_SKILLS } else { 3 * (1000 * had / asked) };
                if score >= best.floor {
                    best.offer(score, row[1] & 0xff_ffff);
                }
            }
            chunk = end;
            size = CHUNK;
        }
    }

    fn sift(&mut self, shelf: &Shelf, q: &Question, from: usize, to: usize, lack: i32) -> usize {
        let needed = match (lack > 0, q.asked) {
            (false, _) | (_, 0) => 0,
            (_, -1) => 1,
            (_, asked) => (lack * asked + MOST_OF_SKILLS - 1) / MOST_OF_SKILLS - self.shared_bits,
        };
        let survivors = &mut self.survivors;
        let mut found = 0;
        let columns = shelf.ranges[from..to].iter().zip(&shelf.bars[from..to]).zip(&shelf.signatures[from..to]);
        for (i, ((&ranges, &bars), &signature)) in columns.enumerate() {
            let passes = (ranges + q.ranges) & GUARDS == GUARDS
                && bars & q.asks == 0
                && (needed < 1 || signature & q.signature != 0);
            survivors[found] = (from + i) as u32;
            found += usize::from(passes);
        }
        if needed < 2 {
            return found;
        }
        let mut kept = 0;
        for i in 0..found {
            let row = survivors[i];
            survivors[kept] = row;
            let common = (shelf.signatures[row as usize] & q.signature).count_ones() as i32;
            kept += usize::from(common >= needed);
        }
        kept
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
        survivors: vec![0; CHUNK],
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
            asks: s[10] | CLOSED,
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
            above_ceiling: 1500 * s[12],
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
            asks: v[7] | CLOSED | 1 << (9 + v[3]),
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
            above_ceiling: flagged - 500,
            districts: -1,
        };
        scan.run(&seeker_shelf, &question, best);
    });
    println!("{{\"forward\":{forward},\"reverse\":{reverse}}}");
}
