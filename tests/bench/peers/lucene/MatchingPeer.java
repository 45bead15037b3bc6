import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.IntField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.BytesRef;

/**
 * Lucene as a matcher. "idiomatic": every hard filter a term or point query. "expert": index sorted by occupation, one
 * postings filter, all other filters packed into one doc value. Both: the score from doc values in a custom scorer.
 */
public final class MatchingPeer {
  static final int TODAY = 365, NONE = 0xffff, FAR = 0x7fffffff, DISTRICTS = 16;
  static final int SEEKER = 23, VACANCY = 21;
  static final long GUARDS = 1L << 3 | 1L << 11 | 1L << 19 | 1L << 30;

  static int[] seekers, vacancies, smallOf, midOf, askingSeekers, askingVacancies;
  static boolean expert;
  static final boolean[] asked = new boolean[1 << 16];

  static int[] words(Path folder, String name) throws IOException {
    var buffer = java.nio.ByteBuffer.wrap(Files.readAllBytes(folder.resolve(name))).order(ByteOrder.LITTLE_ENDIAN);
    int[] words = new int[buffer.capacity() / 4];
    buffer.asIntBuffer().get(words);
    return words;
  }

  static long ranges(int education, int ageFrom, int ageTo, int wage) {
    return education | (long) ageFrom << 4 | (long) (127 - ageTo) << 12 | (long) (1023 - wage) << 20;
  }

  static long fourSkills(int[] record, int at) {
    return record[at] | (long) record[at + 1] << 16 | (long) record[at + 2] << 32 | (long) record[at + 3] << 48;
  }

  static StringField term(String name, int value) {
    return new StringField(name, Integer.toString(value), Field.Store.NO);
  }

  static NumericDocValuesField value(String name, long value) {
    return new NumericDocValuesField(name, value);
  }

  static IntField point(String name, int value) {
    return new IntField(name, value, Field.Store.NO);
  }

  static void bits(Document document, String name, int word) {
    for (int bit = 0; bit < DISTRICTS; bit++) if ((word >> bit & 1) == 1) document.add(term(name, bit));
  }

  static Document vacancy(int number) {
    int[] v = vacancies;
    int at = number * VACANCY, leaf = v[at];
    Document document = new Document();
    document.add(value("number", number));
    document.add(term("mid", midOf[leaf]));
    document.add(term("district", v[at + 3]));
    document.add(point("education", v[at + 4]));
    document.add(point("ageFrom", v[at + 5]));
    document.add(point("ageTo", v[at + 6]));
    document.add(point("wageTo", v[at + 9]));
    bits(document, "demand", v[at + 7]);
    int middle = v[at + 8] + v[at + 9] >> 1;
    document.add(value("occupation", leaf));
    document.add(
        value(
            "facts",
            v[at + 1] | (long) v[at + 2] << 10 | (long) middle << 20 | (long) v[at + 10] << 30
                | (long) v[at + 11] << 32 | (long) v[at + 12] << 48));
    document.add(
        value(
            "filter",
            ranges(v[at + 4], v[at + 5], v[at + 6], v[at + 9]) | (long) v[at + 7] << 32 | (long) v[at + 3] << 40));
    document.add(value("skillsA", fourSkills(v, at + 13)));
    document.add(value("skillsB", fourSkills(v, at + 17)));
    return document;
  }

  static Document seeker(int number) {
    int[] s = seekers;
    int at = number * SEEKER;
    Document document = new Document();
    document.add(value("number", number));
    long occupations = 0;
    var mids = new HashSet<Integer>();
    for (int i = 0; i < 3; i++) {
      int leaf = s[at + i];
      occupations |= (long) leaf << 16 * i;
      if (leaf != NONE && mids.add(midOf[leaf])) document.add(term("mid", midOf[leaf]));
    }
    bits(document, "district", s[at + 6]);
    document.add(point("education", s[at + 8]));
    document.add(point("age", s[at + 9]));
    document.add(point("wage", s[at + 11]));
    bits(document, "limit", s[at + 10]);
    int reach = s[at + 7] == FAR ? 1023 : (int) Math.sqrt(s[at + 7]);
    document.add(value("occupation", occupations));
    document.add(
        value(
            "facts",
            s[at + 3] | (long) s[at + 4] << 10 | (long) s[at + 11] << 20 | (long) s[at + 12] << 30
                | (long) s[at + 13] << 32 | (long) reach << 48));
    document.add(
        value(
            "filter",
            GUARDS | ranges(s[at + 8], s[at + 9], s[at + 9], s[at + 11]) | (long) s[at + 10] << 32
                | (long) s[at + 6] << 40));
    document.add(value("skillsA", fourSkills(s, at + 15)));
    document.add(value("skillsB", fourSkills(s, at + 19)));
    return document;
  }

  static Query range(String field, int from, int to) {
    return IntField.newRangeQuery(field, from, to);
  }

  static void exclude(BooleanQuery.Builder filter, String field, int word) {
    for (int bit = 0; bit < 8; bit++)
      if ((word >> bit & 1) == 1) filter.add(new TermQuery(new Term(field, Integer.toString(bit))), Occur.MUST_NOT);
  }

  static Query forward(int number) {
    int at = number * SEEKER;
    int[] s = seekers;
    var filter = new BooleanQuery.Builder();
    List<BytesRef> mids = new ArrayList<>();
    for (int i = 0; i < 3; i++)
      if (s[at + i] != NONE) mids.add(new BytesRef(Integer.toString(midOf[s[at + i]])));
    filter.add(new TermInSetQuery("mid", mids), Occur.FILTER);
    if (!expert) {
      List<BytesRef> districts = new ArrayList<>();
      for (int bit = 0; bit < DISTRICTS; bit++)
        if ((s[at + 6] >> bit & 1) == 1) districts.add(new BytesRef(Integer.toString(bit)));
      if (districts.size() < DISTRICTS) filter.add(new TermInSetQuery("district", districts), Occur.FILTER);
      filter.add(range("education", 0, s[at + 8]), Occur.FILTER);
      filter.add(range("ageFrom", 0, s[at + 9]), Occur.FILTER);
      filter.add(range("ageTo", s[at + 9], 127), Occur.FILTER);
      filter.add(range("wageTo", s[at + 11], 1023), Occur.FILTER);
      exclude(filter, "demand", s[at + 10]);
    }
    return new ScoredQuery(filter.build(), reader -> vacancyScore(reader, at));
  }

  static Query reverse(int number) {
    int at = number * VACANCY;
    int[] v = vacancies;
    var filter = new BooleanQuery.Builder();
    filter.add(new TermQuery(new Term("mid", Integer.toString(midOf[v[at]]))), Occur.FILTER);
    if (!expert) {
      filter.add(new TermQuery(new Term("district", Integer.toString(v[at + 3]))), Occur.FILTER);
      filter.add(range("education", v[at + 4], 7), Occur.FILTER);
      filter.add(range("age", v[at + 5], v[at + 6]), Occur.FILTER);
      filter.add(range("wage", 0, v[at + 9]), Occur.FILTER);
      exclude(filter, "limit", v[at + 7]);
    }
    return new ScoredQuery(filter.build(), reader -> seekerScore(reader, at));
  }

  static int clamp(int marks) {
    return marks < 0 ? 0 : Math.min(marks, 1000);
  }

  static int had(long four) {
    return (asked[(int) (four & NONE)] ? 1 : 0) + (asked[(int) (four >>> 16 & NONE)] ? 1 : 0)
        + (asked[(int) (four >>> 32 & NONE)] ? 1 : 0) + (asked[(int) (four >>> 48)] ? 1 : 0);
  }

  static int closeness(int leaf, int a, int b, int c) {
    if (leaf == a || leaf == b || leaf == c) return 4000;
    int small = smallOf[leaf];
    return small == smallOf[a] || b != NONE && small == smallOf[b] || c != NONE && small == smallOf[c] ? 2800 : 1600;
  }

  static PairScore vacancyScore(LeafReader reader, int at) throws IOException {
    int[] s = seekers;
    var filter = expert ? reader.getNumericDocValues("filter") : null;
    var occupation = reader.getNumericDocValues("occupation");
    var facts = reader.getNumericDocValues("facts");
    var skillsA = reader.getNumericDocValues("skillsA");
    var skillsB = reader.getNumericDocValues("skillsB");
    long own = GUARDS | ranges(s[at + 8], s[at + 9], s[at + 9], s[at + 11]);
    long limits = (long) s[at + 10] << 32;
    int x = s[at + 3], y = s[at + 4], districts = s[at + 6], reach = s[at + 7], wage = s[at + 11];
    int a = s[at], b = s[at + 1], c = s[at + 2];
    boolean hard = s[at + 12] == 1;
    return document -> {
      if (filter != null) {
        filter.advanceExact(document);
        long word = filter.longValue();
        if ((own - (word & 0x7fffffffL) & GUARDS) != GUARDS || (word & limits) != 0
            || (districts >> (int) (word >> 40) & 1) == 0) return -1;
      }
      facts.advanceExact(document);
      long word = facts.longValue();
      int dx = (int) (word & 1023) - x, dy = (int) (word >> 10 & 1023) - y, squared = dx * dx + dy * dy;
      if (squared > reach) return -1;
      occupation.advanceExact(document);
      skillsA.advanceExact(document);
      skillsB.advanceExact(document);
      int had = had(skillsA.longValue()) + had(skillsB.longValue());
      return closeness((int) occupation.longValue(), a, b, c)
          + 3 * (1000 * had / (int) (word >> 48 & 15))
          + 2 * clamp(500 + 10 * ((int) (word >> 20 & 1023) - wage))
          + 2 * clamp(1000 - 4 * (int) Math.sqrt(squared))
          + clamp(1000 - 10 * (TODAY - (int) (word >> 32 & NONE)))
          + (hard ? (word >> 30 & 1) == 1 ? 1500 : 500 : 0);
    };
  }

  static PairScore seekerScore(LeafReader reader, int at) throws IOException {
    int[] v = vacancies;
    var filter = expert ? reader.getNumericDocValues("filter") : null;
    var occupation = reader.getNumericDocValues("occupation");
    var facts = reader.getNumericDocValues("facts");
    var skillsA = reader.getNumericDocValues("skillsA");
    var skillsB = reader.getNumericDocValues("skillsB");
    long own = ranges(v[at + 4], v[at + 5], v[at + 6], v[at + 9]);
    long demands = (long) v[at + 7] << 32;
    int leaf = v[at], x = v[at + 1], y = v[at + 2], district = v[at + 3], middle = v[at + 8] + v[at + 9] >> 1;
    int count = v[at + 12], priority = v[at + 10] == 1 ? 1500 : 500;
    return document -> {
      if (filter != null) {
        filter.advanceExact(document);
        long word = filter.longValue();
        if (((word & 0x7fffffffL) - own & GUARDS) != GUARDS || (word & demands) != 0
            || (word >> 40 + district & 1) == 0) return -1;
      }
      facts.advanceExact(document);
      long word = facts.longValue();
      int dx = (int) (word & 1023) - x, dy = (int) (word >> 10 & 1023) - y, squared = dx * dx + dy * dy;
      int reach = (int) (word >> 48 & 1023);
      if (reach != 1023 && squared > reach * reach) return -1;
      occupation.advanceExact(document);
      skillsA.advanceExact(document);
      skillsB.advanceExact(document);
      long wanted = occupation.longValue();
      int had = had(skillsA.longValue()) + had(skillsB.longValue());
      return closeness(leaf, (int) (wanted & NONE), (int) (wanted >> 16 & NONE), (int) (wanted >> 32 & NONE))
          + 3 * (1000 * had / count)
          + 2 * clamp(500 + 10 * (middle - (int) (word >> 20 & 1023)))
          + 2 * clamp(1000 - 4 * (int) Math.sqrt(squared))
          + clamp(1000 - 10 * (TODAY - (int) (word >> 32 & NONE)))
          + ((word >> 30 & 1) == 1 ? priority : 0);
    };
  }

  static void mark(int[] records, int at, boolean value) {
    for (int i = at; i < at + 8; i++) if (records[i] != NONE) asked[records[i]] = value;
  }

  /** The sum of the scores; numbers are resolved as an answer would need them. */
  static long ask(IndexSearcher searcher, boolean forward, int number, int top) throws IOException {
    int skills = forward ? number * SEEKER + 15 : number * VACANCY + 13;
    mark(forward ? seekers : vacancies, skills, true);
    var found =
        searcher.search(
            forward ? forward(number) : reverse(number), new TopScoreDocCollectorManager(top, null, Integer.MAX_VALUE));
    mark(forward ? seekers : vacancies, skills, false);
    List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
    long sum = 0, numbers = 0;
    for (var hit : found.scoreDocs) {
      LeafReaderContext leaf = leaves.get(org.apache.lucene.index.ReaderUtil.subIndex(hit.doc, leaves));
      NumericDocValues resolved = leaf.reader().getNumericDocValues("number");
      resolved.advanceExact(hit.doc - leaf.docBase);
      numbers += resolved.longValue();
      sum += (long) hit.score;
    }
    return numbers < 0 ? -1 : sum;
  }

  static String measured(IndexSearcher searcher, boolean forward, int warmUp, int questions, int passes, int top)
      throws IOException {
    int[] asking = forward ? askingSeekers : askingVacancies;
    for (int round = 0; round < 2; round++)
      for (int i = 0; i < warmUp; i++) ask(searcher, forward, asking[i], top);
    double[] latencies = new double[questions];
    long[] sums = new long[questions];
    Arrays.fill(latencies, Double.MAX_VALUE);
    var threads = ManagementFactory.getThreadMXBean();
    long cpu = threads.getCurrentThreadCpuTime();
    for (int pass = 0; pass < passes; pass++)
      for (int i = 0; i < questions; i++) {
        long began = System.nanoTime();
        sums[i] = ask(searcher, forward, asking[warmUp + i], top);
        latencies[i] = Math.min(latencies[i], (System.nanoTime() - began) / 1e3);
      }
    double each = (threads.getCurrentThreadCpuTime() - cpu) / 1e3 / (passes * questions);
    String told =
        Arrays.stream(latencies).mapToObj(one -> String.format(Locale.ROOT, "%.2f", one)).collect(Collectors.joining(","));
    return String.format(
        Locale.ROOT, "{\"latencies\":[%s],\"sums\":%s,\"cpu\":%.2f}", told, Arrays.toString(sums), each);
  }

  static IndexSearcher index(Path folder, boolean ofVacancies) throws IOException {
    var config = new IndexWriterConfig().setRAMBufferSizeMB(512).setOpenMode(IndexWriterConfig.OpenMode.CREATE);
    if (expert) config.setIndexSort(new Sort(new SortField("occupation", SortField.Type.LONG)));
    var directory = new MMapDirectory(folder);
    int count = ofVacancies ? vacancies.length / VACANCY : seekers.length / SEEKER;
    try (var writer = new IndexWriter(directory, config)) {
      for (int i = 0; i < count; i++) writer.addDocument(ofVacancies ? vacancy(i) : seeker(i));
      writer.forceMerge(1);
    }
    var searcher = new IndexSearcher(DirectoryReader.open(directory));
    searcher.setQueryCache(null);
    return searcher;
  }

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    expert = args[1].equals("expert");
    int warmUp = Integer.parseInt(args[2]), questions = Integer.parseInt(args[3]), passes = Integer.parseInt(args[4]);
    int top = Integer.parseInt(args[5]);
    seekers = words(folder, "seekers");
    vacancies = words(folder, "vacancies");
    smallOf = words(folder, "smallOf");
    midOf = words(folder, "midOf");
    askingSeekers = words(folder, "askingSeekers");
    askingVacancies = words(folder, "askingVacancies");
    var vacancySearcher = index(folder.resolve("lucene-vacancies-" + args[1]), true);
    String forward = measured(vacancySearcher, true, warmUp, questions, passes, top);
    var seekerSearcher = index(folder.resolve("lucene-seekers-" + args[1]), false);
    String reverse = measured(seekerSearcher, false, warmUp, questions, passes, top);
    System.out.printf("{\"forward\":%s,\"reverse\":%s}%n", forward, reverse);
  }
}
