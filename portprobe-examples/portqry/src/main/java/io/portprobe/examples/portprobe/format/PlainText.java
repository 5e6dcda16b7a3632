package io.portprobe.examples.portprobe.format;

import io.portprobe.examples.portprobe.cli.CommandException;
import io.portprobe.examples.portprobe.cli.Environment;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Lines on standard output that are no results of a run. */
public final class PlainText {
  private PlainText() {}

  /** Prints lines of text in the charset of the locale. */
  public static void print(Environment environment, List<String> lines) throws CommandException {
    try (Writer out = new OutputStreamWriter(environment.out(), environment.charset())) {
      for (String line : lines) {
        out.write(line + System.lineSeparator());
      }
    } catch (IOException e) {
      throw RunOutput.unwritable(environment, e);
    }
  }

  /** Prints lines of JSON or of a file, in UTF-8. */
  public static void printUtf8(Environment environment, List<String> lines)
      throws CommandException {
    try (Writer out = new OutputStreamWriter(environment.out(), StandardCharsets.UTF_8)) {
      for (String line : lines) {
        out.write(line + "\n");
      }
    } catch (IOException e) {
      throw RunOutput.unwritable(environment, e);
    }
  }
}
