package io.portprobe.examples.portprobe.cli;

import io.portprobe.text.SafeText;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns each error of a run into one sentence on standard error, and an exit code. */
public final class ErrorHandlers implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private static final Set<Class<?>> NUMBERS =
      Set.of(int.class, Integer.class, long.class, Long.class);

  private final Environment environment;

  /** Creates handlers that report to the environment. */
  public ErrorHandlers(Environment environment) {
    this.environment = environment;
  }

  @Override
  public int handleParseException(ParameterException e, String[] arguments) {
    String help = e.getCommandLine().getCommandSpec().qualifiedName() + " --help has more";
    environment.report(sentence(e) + "; " + help);
    return ExitCodes.USAGE;
  }

  private static String sentence(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      List<String> values = unmatched.getUnmatched();
      String expected =
          e.getCommandLine().getSubcommands().isEmpty()
              ? "an option of this command"
              : "one of " + String.join(", ", e.getCommandLine().getSubcommands().keySet());
      return SafeText.quote(values.get(0)) + " (expected: " + expected + ")";
    }
    if (e instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
      ArgSpec argument = missing.getMissing().get(0);
      return name(argument) + ": missing (expected: " + argument.paramLabel() + ")";
    }
    ArgSpec argument = e.getArgSpec();
    if (argument != null && e.getValue() != null) {
      return name(argument) + ": " + problem(e, argument);
    }
    return SafeText.line(String.valueOf(e.getMessage()).replaceFirst("^Error: ", ""));
  }

  /** Returns what is wrong with a value: as its converter says, or which type was expected. */
  private static String problem(ParameterException e, ArgSpec argument) {
    return e.getCause() instanceof IllegalArgumentException rejected
        ? Failures.message(rejected)
        : SafeText.quote(e.getValue()) + " (expected: " + expected(argument.type()) + ")";
  }

  private static String expected(Class<?> type) {
    if (type.isEnum()) {
      return "one of "
          + Stream.of(type.getEnumConstants())
              .map(constant -> constant.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
              .collect(Collectors.joining(", "));
    }
    return NUMBERS.contains(type) ? "a number" : "a value of this option";
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine commandLine, ParseResult parsed) {
    if (e instanceof CommandException expected) {
      environment.report(String.valueOf(expected.getMessage()));
      return expected.exitCode();
    }
    if (e instanceof InterruptedException) {
      Thread.currentThread().interrupt();
      environment.report("interrupted");
      return ExitCodes.INTERRUPTED;
    }
    environment.report(Failures.defect(e));
    return ExitCodes.DEFECT;
  }
}
