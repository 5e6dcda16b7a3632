package io.portprobe.examples.portqry.console;

import io.portprobe.text.SafeText;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;

/**
 * The log file: everything that was printed, between a header and a last line. Each write is
 * flushed, so an interrupted run leaves a partial log without the last line.
 */
public final class LogFile implements Closeable {
  /** The timeout of opening; a FIFO without a reader blocks. */
  private static final Duration OPEN = Duration.ofSeconds(3);

  private static final String END = "========= end of log file =========";

  private final Path path;
  private final BufferedWriter writer;

  private LogFile(Path path, OutputStream stream) {
    this.path = path;
    this.writer = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
  }

  /**
   * Opens a log. An existing file is replaced only if that is allowed, or if the user confirms.
   *
   * @throws PortqryException if the file cannot be opened or must not be replaced
   */
  public static LogFile open(Path path, boolean mayReplace, Console console)
      throws PortqryException, InterruptedException {
    try {
      return new LogFile(path, stream(path, mayReplace, console));
    } catch (NoSuchFileException e) {
      throw refused(path, "a file in a folder that exists");
    } catch (IOException e) {
      throw refused(path, "a file that can be written; " + Messages.reason(e));
    }
  }

  private static OutputStream stream(Path path, boolean mayReplace, Console console)
      throws IOException, PortqryException, InterruptedException {
    try {
      return stream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException e) {
      if (Files.isDirectory(path)) {
        throw refused(path, "a file, not a folder");
      }
      if (!mayReplace) {
        confirmReplacing(path, console);
      }
      return stream(path, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
    }
  }

  private static OutputStream stream(Path path, OpenOption... options)
      throws IOException, PortqryException, InterruptedException {
    return Background.file(OPEN, () -> Files.newOutputStream(path, options))
        .orElseThrow(
            () ->
                refused(
                    path,
                    "a file that opens within "
                        + OPEN.toSeconds()
                        + " s; a FIFO opens when another process reads it"));
  }

  private static void confirmReplacing(Path path, Console console)
      throws IOException, PortqryException {
    if (!console.isInteractive()) {
      throw refused(path, "a file that does not exist yet, or -y to overwrite it");
    }
    if (!console.confirms(
        "Log file " + SafeText.quote(path.toString()) + " exists. Overwrite it?")) {
      throw PortqryException.log("-l: " + SafeText.quote(path.toString()) + " was not overwritten");
    }
  }

  private static PortqryException refused(Path path, String expected) {
    return PortqryException.log(
        "-l: " + SafeText.quote(path.toString()) + " (expected: " + expected + ")");
  }

  /** Writes the header. */
  public void head(String version, LocalDateTime now, List<String> arguments, String computer)
      throws IOException {
    write(
        List.of(
            "PortQry Version 2.0 Log File (portprobe " + version + ")",
            "",
            "System Date: " + SystemDate.text(now),
            "",
            "Command run:",
            " portqry " + SafeText.line(String.join(" ", arguments)),
            "",
            "Local computer name:",
            "",
            " " + SafeText.line(computer)));
  }

  /** Writes and flushes lines. */
  public void write(List<String> lines) throws IOException {
    for (String line : lines) {
      writer.write(line);
      writer.newLine();
    }
    writer.flush();
  }

  /** Returns the exception for a failed write. */
  public PortqryException failed(IOException e) {
    return PortqryException.log(
        "-l: "
            + SafeText.quote(path.toString())
            + ": write failed, the log is incomplete; "
            + Messages.reason(e));
  }

  /** Writes the last line and closes the file. */
  public void end() throws IOException {
    write(List.of("", END));
    close();
  }

  /** Closes the file without the last line. */
  @Override
  public void close() throws IOException {
    writer.close();
  }
}
