package io.portprobe.examples.portprobe.domain;

import io.portprobe.protocols.domain.report.Purpose;
import io.portprobe.text.SafeText;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;

/** The values of {@code --purpose}: the names of {@link Purpose} with hyphens. */
final class PurposeConverter implements ITypeConverter<Purpose> {
  /** Called by picocli. */
  PurposeConverter() {}

  @Override
  public Purpose convert(String value) {
    return Stream.of(Purpose.values())
        .filter(purpose -> PurposeNames.of(purpose).equalsIgnoreCase(value))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    SafeText.quote(value)
                        + " (expected: one of "
                        + Stream.of(Purpose.values())
                            .map(PurposeNames::of)
                            .collect(Collectors.joining(", "))
                        + ")"));
  }
}
