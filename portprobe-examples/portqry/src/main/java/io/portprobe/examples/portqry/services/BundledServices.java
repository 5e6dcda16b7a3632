package io.portprobe.examples.portqry.services;

import io.portprobe.Transport;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The bundled table of IANA service names. It is searched in its file form, sorted by port, because
 * parsing 6000 lines would slow down a run for a single port.
 */
public final class BundledServices implements ServiceNames {
  private static final String FILE = "services.tsv";

  /** Set by the launcher: the folder of the copy. */
  private static final String FOLDER = "portqry.files";

  private final byte[] table;
  private final int firstLine;

  private BundledServices(byte[] table) {
    this.table = table;
    int start = 0;
    while (start < table.length && table[start] == '#') {
      start = endOfLine(start) + 1;
    }
    this.firstLine = start;
  }

  /**
   * Loads the table. The launcher has a copy of it beside its class archive: to open the jar takes
   * longer than a probe.
   */
  public static BundledServices load() {
    String folder = System.getProperty(FOLDER);
    if (folder != null) {
      Path copy = Path.of(folder, FILE);
      try {
        return new BundledServices(Files.readAllBytes(copy));
      } catch (NoSuchFileException e) {
        return fromJar();
      } catch (IOException e) {
        throw new UncheckedIOException(copy + ": unreadable", e);
      }
    }
    return fromJar();
  }

  /** Returns the name of the table as a resource of the class path. */
  public static String resource() {
    return BundledServices.class.getPackageName().replace('.', '/') + '/' + FILE;
  }

  private static BundledServices fromJar() {
    try (InputStream in = BundledServices.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + ": missing in the jar");
      }
      return new BundledServices(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(FILE + ": unreadable in the jar", e);
    }
  }

  @Override
  public Optional<String> name(Transport transport, int port) {
    int low = firstLine;
    int high = table.length;
    while (low < high) {
      int line = startOfLine((low + high) / 2);
      int found = portAt(line);
      if (found == port) {
        return column(line, transport == Transport.TCP ? 1 : 2);
      }
      if (found < port) {
        low = endOfLine(line) + 1;
      } else {
        high = line;
      }
    }
    return Optional.empty();
  }

  private Optional<String> column(int line, int index) {
    String text = new String(table, line, endOfLine(line) - line, StandardCharsets.US_ASCII);
    String name = text.split("\t", -1)[index];
    return name.isEmpty() ? Optional.empty() : Optional.of(name);
  }

  private int portAt(int line) {
    int port = 0;
    for (int i = line; table[i] != '\t'; i++) {
      port = port * 10 + table[i] - '0';
    }
    return port;
  }

  private int startOfLine(int inLine) {
    int i = inLine;
    while (i > firstLine && table[i - 1] != '\n') {
      i--;
    }
    return i;
  }

  private int endOfLine(int inLine) {
    int i = inLine;
    while (i < table.length && table[i] != '\n') {
      i++;
    }
    return i;
  }
}
