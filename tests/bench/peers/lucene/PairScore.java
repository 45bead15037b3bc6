import java.io.IOException;
import org.apache.lucene.index.LeafReader;

/** Below zero: no match. */
interface PairScore {
  int of(int document) throws IOException;

  interface Source {
    PairScore on(LeafReader reader) throws IOException;
  }
}
