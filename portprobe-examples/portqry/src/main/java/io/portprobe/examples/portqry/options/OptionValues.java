package io.portprobe.examples.portqry.options;

import io.portprobe.examples.portqry.console.PortqryException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** The values of parsed options. */
record OptionValues(Arguments parsed) {
  boolean given(String option) {
    return parsed.has(option);
  }

  /** Returns a value without blanks around it, or the carriage return of a line of Windows. */
  Optional<String> word(String option) {
    Optional<String> value = parsed.value(option);
    return value.isEmpty() ? value : Optional.of(value.get().strip());
  }

  /** Returns a value that is the name of a file. */
  Optional<Path> file(String option) throws PortqryException {
    Optional<String> value = parsed.value(option);
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
}
