package io.portprobe.examples.portprobe.domain;

import io.portprobe.protocols.domain.report.Purpose;
import java.util.Iterator;
import java.util.Locale;
import java.util.stream.Stream;

/** The names of purposes on the command line, which the shells complete. */
final class PurposeNames implements Iterable<String> {
  /** Called by picocli. */
  PurposeNames() {}

  @Override
  public Iterator<String> iterator() {
    return Stream.of(Purpose.values()).map(PurposeNames::of).iterator();
  }

  /** Returns the name of a purpose. */
  static String of(Purpose purpose) {
    return purpose.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
