package io.portprobe.examples.portqry.options;

import io.portprobe.examples.portqry.console.PortqryException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** The values of parsed options. */
record OptionValues(ParseResult parsed) {
  boolean given(String option) {
    return parsed.hasMatchedOption(option);
  }

  /** Returns a value without blanks around it, or the carriage return of a line of Windows. */
  Optional<String> word(String option) {
    return value(option).map(String::strip);
  }

  /** Returns a value that is the name of a file. */
  Optional<Path> file(String option) throws PortqryException {
    Optional<String> value = value(option);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    try {
      Path path = Path.of(value.get());
      if (path.getFileName() != null && !value.get().isBlank()) {
        return Optional.of(path);
      }
      throw PortqryException.badValue(option, value.get(), "a file name");
    } catch (InvalidPathException e) {
      throw PortqryException.badValue(option, value.get(), "a file name");
    }
  }

  private Optional<String> value(String option) {
    return given(option)
        ? Optional.of(parsed.<String>matchedOptionValue(option, ""))
        : Optional.empty();
  }
}
