package io.portprobe.testing.contract;

import io.portprobe.testing.internal.yaml.Placeholders;
import io.portprobe.text.SafeText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A loader of a contract file and of the files that it includes. A file that several files include
 * is read once. Not thread-safe.
 */
final class ContractLoader {
  static final int MAX_DEPTH = 8;
  static final int MAX_FILES = 100;

  private final Path folder;
  private final Placeholders placeholders;
  private final ContractLines lines = new ContractLines();
  private final Set<Path> read = new HashSet<>();

  /** The files being read, the first one first. */
  private final Deque<Path> open = new ArrayDeque<>();

  private ContractLoader(Path folder, Map<String, String> environment) {
    this.folder = folder;
    this.placeholders = new Placeholders(environment);
  }

  /** Loads a file. */
  static NetworkContract load(Path file, Map<String, String> environment) throws IOException {
    Path absolute = file.toAbsolutePath();
    ContractLoader loader = new ContractLoader(parent(absolute), environment);
    try {
      loader.load(absolute, String.valueOf(file.getFileName()));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    if (loader.lines.isEmpty()) {
      throw new ContractSyntaxException(
          String.valueOf(file.getFileName()),
          1,
          1,
          file.getFileName() + ": no line in the included files (expected: ports: or names:)",
          null);
    }
    return loader.lines.contract();
  }

  private static Path parent(Path file) {
    Path parent = file.getParent();
    return parent == null ? file : parent;
  }

  private void load(Path file, String name) {
    try {
      String text = ContractFile.text(file, name);
      Path real = file.toRealPath();
      open.addLast(real);
      read.add(real);
      ContractReader.read(name, text, placeholders, lines, path -> include(file, path));
      open.removeLast();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void include(Path includer, String path) {
    Path file;
    Path real;
    try {
      file = parent(includer).resolve(path).normalize();
      if (!Files.isRegularFile(file)) {
        throw wrong(path, "an existing file, relative to " + includer.getFileName());
      }
      if (Files.size(file) == 0) { // also a file of the kernel, whose read may block
        throw wrong(path, "a file that is not empty");
      }
      real = file.toRealPath();
    } catch (InvalidPathException | IOException e) {
      throw new IllegalArgumentException(
          "include: " + SafeText.quote(path) + " (expected: a file that can be read)", e);
    }
    if (open.contains(real)) {
      List<String> cycle = new ArrayList<>();
      open.stream().dropWhile(each -> !each.equals(real)).map(this::name).forEach(cycle::add);
      cycle.add(name(real));
      throw wrong(path, "no cycle, but found: " + String.join(" > ", cycle));
    }
    if (read.contains(real)) {
      return;
    }
    if (open.size() >= MAX_DEPTH) {
      throw wrong(path, "at most " + MAX_DEPTH + " files that include each other");
    }
    if (read.size() >= MAX_FILES) {
      throw wrong(path, "at most " + MAX_FILES + " files");
    }
    load(file, name(file));
  }

  /** Returns the path relative to the folder of the first file, with slashes. */
  private String name(Path file) {
    Path shown = file.startsWith(folder) ? folder.relativize(file) : file;
    return SafeText.line(shown.toString().replace('\\', '/'));
  }

  private static IllegalArgumentException wrong(String path, String expected) {
    return new IllegalArgumentException(
        "include: " + SafeText.quote(path) + " (expected: " + expected + ")");
  }
}
