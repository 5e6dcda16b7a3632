package io.portprobe.examples.benchmarks;

import io.portprobe.IoMode;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Runs a command, with picocli taught the words of this package. */
final class Commands {
  private Commands() {}

  /**
   * Runs it.
   *
   * @return the exit code: 0, 2 for bad arguments, 70 for a fault
   */
  static int run(Callable<Integer> command, String... arguments) {
    return commandLine(command)
        .setExecutionExceptionHandler(
            (e, commandLine, parsed) -> {
              e.printStackTrace(commandLine.getErr());
              return 70;
            })
        .execute(arguments);
  }

  /**
   * Reads options.
   *
   * @throws picocli.CommandLine.ParameterException if they do not fit
   */
  static ScanOptions parsed(String... arguments) {
    ScanOptions options = new ScanOptions();
    commandLine(options).parseArgs(arguments);
    return options;
  }

  private static CommandLine commandLine(Object command) {
    return new CommandLine(command)
        .registerConverter(Hosts.class, text -> checked(Hosts::parse, text))
        .registerConverter(Ports.class, text -> checked(Ports::parse, text))
        .registerConverter(IoMode.class, text -> checked(Commands::transport, text));
  }

  private interface Reader<T> {
    T read(String text);
  }

  private static <T> T checked(Reader<T> reader, String text) {
    try {
      return reader.read(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  private static IoMode transport(String text) {
    try {
      return IoMode.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "--transport: " + text + " (expected: io_uring, epoll, kqueue, nio or auto)", e);
    }
  }
}
