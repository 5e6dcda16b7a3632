package io.portprobe.protocols.talk;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** What real servers sent. The recordings are also the seeds of the fuzz tests. */
public final class Recording {
  private Recording() {}

  /**
   * Returns the bytes of a recording.
   *
   * @param fuzzTest the class whose seeds contain it
   * @param name the method of the test, a slash and the name of the file
   */
  public static byte[] of(Class<?> fuzzTest, String name) {
    String resource = fuzzTest.getSimpleName() + "Inputs/" + name;
    try (InputStream in = fuzzTest.getResourceAsStream(resource)) {
      return Objects.requireNonNull(in, resource).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
