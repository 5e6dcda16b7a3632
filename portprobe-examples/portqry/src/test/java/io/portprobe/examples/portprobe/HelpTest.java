package io.portprobe.examples.portprobe;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.examples.portprobe.cli.Environment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** The help texts, on a terminal of 80 columns. */
class HelpTest {
  static Stream<CommandLine> commands() {
    List<CommandLine> commands = new ArrayList<>();
    add(PortprobeCommand.commandLine(Environment.ofProcess().withoutStreams()), commands);
    return commands.stream();
  }

  private static void add(CommandLine command, List<CommandLine> commands) {
    commands.add(command);
    command.getSubcommands().values().forEach(each -> add(each, commands));
  }

  private static String help(CommandLine command) {
    return command.setUsageHelpAutoWidth(false).setUsageHelpWidth(80).getUsageMessage(Ansi.OFF);
  }

  @Test
  void commands_includeTheSubcommandsOfContracts() {
    assertThat(commands().map(each -> each.getCommandSpec().qualifiedName()))
        .contains("portprobe", "portprobe check", "portprobe contract diff");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void help_hasExamples_eachOnOneLine(CommandLine command) {
    List<String> examples =
        Stream.of(command.getCommandSpec().usageMessage().footer())
            .filter(line -> line.startsWith(" "))
            .toList();

    assertThat(examples).isNotEmpty();
    assertThat(help(command).lines()).containsAll(examples);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void help_breaksNoWord(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    List<String> texts = new ArrayList<>(List.of(spec.usageMessage().footer()));
    spec.args().forEach(argument -> texts.addAll(List.of(argument.description())));

    assertThat(String.join(" ", texts).strip().split("\\s+"))
        .isSubsetOf(help(command).split("\\s+"));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void help_fillsItsParagraphs(CommandLine command) {
    assertThat(command.getCommandSpec().usageMessage().footer())
        .allMatch(line -> line.isEmpty() || line.matches(" .*|.*[.:]"));
  }
}
