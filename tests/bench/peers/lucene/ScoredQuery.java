import java.io.IOException;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.Explanation;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.TwoPhaseIterator;
import org.apache.lucene.search.Weight;

/** Documents that pass a filter and a pair score, with that score. */
final class ScoredQuery extends Query {
  private final Query filter;
  private final PairScore.Source source;

  ScoredQuery(Query filter, PairScore.Source source) {
    this.filter = filter;
    this.source = source;
  }

  @Override
  public Query rewrite(IndexSearcher searcher) throws IOException {
    Query rewritten = filter.rewrite(searcher);
    return rewritten == filter ? this : new ScoredQuery(rewritten, source);
  }

  @Override
  public Weight createWeight(IndexSearcher searcher, ScoreMode mode, float boost) throws IOException {
    Weight filtering = filter.createWeight(searcher, ScoreMode.COMPLETE_NO_SCORES, 1f);
    return new Weight(this) {
      @Override
      public ScorerSupplier scorerSupplier(LeafReaderContext context) throws IOException {
        ScorerSupplier candidates = filtering.scorerSupplier(context);
        if (candidates == null) return null;
        Weight weight = this;
        return new ScorerSupplier() {
          @Override
          public Scorer get(long leadCost) throws IOException {
            return new PairScorer(weight, candidates.get(leadCost), source.on(context.reader()));
          }

          @Override
          public long cost() {
            return candidates.cost();
          }
        };
      }

      @Override
      public Scorer scorer(LeafReaderContext context) throws IOException {
        ScorerSupplier supplier = scorerSupplier(context);
        return supplier == null ? null : supplier.get(Long.MAX_VALUE);
      }

      @Override
      public Explanation explain(LeafReaderContext context, int document) {
        throw new UnsupportedOperationException();
      }

      @Override
      public boolean isCacheable(LeafReaderContext context) {
        return false;
      }
    };
  }

  private static final class PairScorer extends Scorer {
    private final DocIdSetIterator candidates;
    private final TwoPhaseIterator matching;
    private int score;

    PairScorer(Weight weight, Scorer filtered, PairScore pair) {
      super(weight);
      TwoPhaseIterator second = filtered.twoPhaseIterator();
      candidates = second == null ? filtered.iterator() : second.approximation();
      matching =
          new TwoPhaseIterator(candidates) {
            @Override
            public boolean matches() throws IOException {
              if (second != null && !second.matches()) return false;
              score = pair.of(candidates.docID());
              return score >= 0;
            }

            @Override
            public float matchCost() {
              return 50;
            }
          };
    }

    @Override
    public int docID() {
      return candidates.docID();
    }

    @Override
    public DocIdSetIterator iterator() {
      return TwoPhaseIterator.asDocIdSetIterator(matching);
    }

    @Override
    public TwoPhaseIterator twoPhaseIterator() {
      return matching;
    }

    @Override
    public float getMaxScore(int upTo) {
      return 20_000;
    }

    @Override
    public float score() {
      return score;
    }
  }

  @Override
  public void visit(QueryVisitor visitor) {}

  @Override
  public String toString(String field) {
    return "scored";
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
