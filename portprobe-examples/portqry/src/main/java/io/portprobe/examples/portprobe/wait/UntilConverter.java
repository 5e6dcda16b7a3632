package io.portprobe.examples.portprobe.wait;

import io.portprobe.text.SafeText;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;

/** The values of {@code --until}. */
final class UntilConverter implements ITypeConverter<Until> {
  /** Called by picocli. */
  UntilConverter() {}

  @Override
  public Until convert(String value) {
    return Stream.of(Until.values())
        .filter(until -> until.toString().equalsIgnoreCase(value))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    SafeText.quote(value) + " (expected: listening, speaking or not-listening)"));
  }
}
