package io.portprobe.examples.portqry.options;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The options as picocli's model, for the help text, the man page and the completion scripts. A
 * probe does not use the model: to create it takes longer than the probe of a local port.
 */
public final class SyntaxModel {
  private SyntaxModel() {}

  public static CommandLine commandLine() {
    CommandSpec spec = CommandSpec.create().name("portqry");
    for (Option option : Syntax.OPTIONS) {
      OptionSpec.Builder builder =
          OptionSpec.builder(option.names()).description(option.description());
      String label = option.label();
      spec.addOption(
          label == null
              ? builder.arity("0").type(boolean.class).build()
              : builder.type(String.class).paramLabel(label).build());
    }
    spec.parser().separator(" ");
    return new CommandLine(spec);
  }
}
