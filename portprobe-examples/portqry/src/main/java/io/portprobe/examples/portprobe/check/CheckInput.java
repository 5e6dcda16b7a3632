package io.portprobe.examples.portprobe.check;

import io.portprobe.examples.portprobe.cli.CommandException;
import io.portprobe.examples.portprobe.cli.Environment;
import io.portprobe.examples.portprobe.cli.ExitCodes;
import io.portprobe.examples.portprobe.cli.Failures;
import io.portprobe.examples.portprobe.endpoint.EndpointInput;
import io.portprobe.examples.portprobe.endpoint.EndpointReader;
import io.portprobe.examples.portprobe.endpoint.Target;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The endpoints of a run, in the order of the arguments, then of the files of {@code --from}.
 * Arguments and the existence of files are checked when it is opened, so that bad arguments end the
 * run before any probe; lines of files and of standard input are read as they are needed. Confined
 * to one thread at a time.
 */
final class CheckInput implements AutoCloseable {
  private final EndpointReader reader;
  private final List<Part> parts;
  private final Iterator<Part> next;
  private Optional<EndpointInput> current = Optional.empty();

  /** An argument: its targets, or lines to read. */
  private record Part(List<Target> targets, Optional<EndpointInput> lines) {}

  /**
   * What the input has next.
   *
   * @param targets empty if the line was rejected
   * @param rejection why; empty if there are targets
   */
  record Item(List<Target> targets, String rejection) {}

  private CheckInput(EndpointReader reader, List<Part> parts) {
    this.reader = reader;
    this.parts = parts;
    this.next = parts.iterator();
  }

  static CheckInput open(
      Environment environment, EndpointReader reader, List<String> endpoints, List<Path> files)
      throws CommandException {
    if (endpoints.isEmpty() && files.isEmpty()) {
      throw CommandException.usage(
          "ENDPOINT: missing (expected: HOST:PORT or another form; portprobe check --help has"
              + " more)");
    }
    List<Part> parts = new ArrayList<>();
    for (String endpoint : endpoints) {
      if (endpoint.equals("-")) {
        parts.add(lines(EndpointInput.standardInput(environment)));
      } else if (endpoint.startsWith("@")) {
        parts.add(lines(EndpointInput.file(path(endpoint.substring(1)))));
      } else {
        parts.add(new Part(reader.read(endpoint), Optional.empty()));
      }
    }
    for (Path file : files) {
      parts.add(lines(EndpointInput.file(file)));
    }
    return new CheckInput(reader, parts);
  }

  private static Part lines(EndpointInput input) {
    return new Part(List.of(), Optional.of(input));
  }

  private static Path path(String name) throws CommandException {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw CommandException.badValue("@FILE", name, "the path of a file");
    }
  }

  /** Returns the next item; blocks while standard input has none. Empty at the end. */
  Optional<Item> next() throws CommandException {
    while (true) {
      if (current.isPresent()) {
        Optional<EndpointInput.Line> line = current.get().next();
        if (line.isPresent()) {
          return Optional.of(item(line.get()));
        }
        current = Optional.empty();
      }
      if (!next.hasNext()) {
        return Optional.empty();
      }
      Part part = next.next();
      if (part.lines().isEmpty()) {
        return Optional.of(new Item(part.targets(), ""));
      }
      current = part.lines();
    }
  }

  private Item item(EndpointInput.Line line) {
    try {
      return new Item(reader.read(line.text()), "");
    } catch (CommandException e) {
      return new Item(List.of(), line.origin() + ": " + e.getMessage());
    }
  }

  @Override
  public void close() throws CommandException {
    for (Part part : parts) {
      if (part.lines().isPresent()) {
        try {
          part.lines().get().close();
        } catch (IOException e) {
          throw new CommandException(
              ExitCodes.INPUT_OUTPUT, "the input cannot be closed: " + Failures.reason(e));
        }
      }
    }
  }
}
