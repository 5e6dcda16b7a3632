package io.portprobe.examples.portqry.manual;

import java.util.Arrays;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Scripts that complete the options and subcommands of a command. */
final class Completion {
  private Completion() {}

  /** Returns the script for bash, to be sourced. */
  static String bash(String name, CommandLine command) {
    return AutoComplete.bash(name, withoutSlashes(command));
  }

  /**
   * Returns the function for zsh, to be loaded from a folder of {@code fpath}. zsh has no {@code
   * compopt}, and reads the functions of the script before picocli's alias for it is defined.
   */
  static String zsh(String name, CommandLine command) {
    return "#compdef "
        + name
        + "\n"
        + bash(name, command).replace("alias compopt=complete", "compopt() { :; }")
        + "\n_bash_complete -o default -F _complete_"
        + name
        + "\n";
  }

  /** Options that begin with a slash would be completed instead of absolute paths. */
  private static CommandLine withoutSlashes(CommandLine command) {
    CommandSpec spec = CommandSpec.create().name(command.getCommandName());
    for (OptionSpec option : command.getCommandSpec().options()) {
      String[] names =
          Arrays.stream(option.names())
              .filter(name -> name.startsWith("-") && !name.equals("-?"))
              .toArray(String[]::new);
      spec.addOption(OptionSpec.builder(option).names(names).build());
    }
    command.getSubcommands().forEach((name, sub) -> spec.addSubcommand(name, withoutSlashes(sub)));
    command
        .getCommandSpec()
        .positionalParameters()
        .forEach(parameter -> spec.addPositional(parameter));
    return new CommandLine(spec);
  }
}
