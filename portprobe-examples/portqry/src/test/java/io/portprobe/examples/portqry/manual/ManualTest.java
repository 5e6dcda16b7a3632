package io.portprobe.examples.portqry.manual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.portprobe.examples.portprobe.PortprobeCommand;
import io.portprobe.examples.portprobe.cli.Environment;
import io.portprobe.examples.portqry.HelpTexts;
import io.portprobe.examples.portqry.options.SyntaxModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class ManualTest {
  private static final Map<String, String> FILES = Manual.files();

  @TempDir private Path folder;

  private static String page(String command) {
    return FILES.get("man/man1/" + command + ".1");
  }

  @Test
  void page_ofPortprobe_hasEachSubcommandAndOption() {
    CommandLine portprobe = PortprobeCommand.commandLine(Environment.ofProcess().withoutStreams());

    assertThat(portprobe.getSubcommands()).isNotEmpty();
    assertHasOptions(page("portprobe"), portprobe);
    portprobe
        .getSubcommands()
        .forEach(
            (name, subcommand) -> {
              assertThat(page("portprobe")).contains("\n.SS \"" + name + "\"\n");
              assertHasOptions(part(name), subcommand);
            });
  }

  /** The part of a subcommand, up to the next part or section. */
  private static String part(String subcommand) {
    String page = page("portprobe");
    int start = page.indexOf("\n.SS \"" + subcommand + "\"\n");
    int end = page.indexOf("\n.S", start + 1);
    return page.substring(start, end < 0 ? page.length() : end);
  }

  private static void assertHasOptions(String page, CommandLine command) {
    for (OptionSpec option : command.getCommandSpec().options()) {
      if (!option.hidden()) {
        String names = String.join(", ", option.names()).replace("-", "\\-");
        assertThat(page).contains("\n.B \"" + names);
      }
    }
  }

  @Test
  void page_ofPortqry_hasEachOption() {
    assertHasOptions(page("portqry"), SyntaxModel.commandLine());
  }

  @ParameterizedTest
  @ValueSource(strings = {"portqry", "telnet", "netsh"})
  void page_hasEachLineOfTheHelpText(String command) {
    String page = page(command).replace("\\-", "-").replace("\\e", "\\");

    List<String> lines =
        HelpTexts.of(command)
            .lines()
            .skip(1) // the purpose
            .filter(line -> !line.matches(" {2,}(-.*)?| {20,}.*")) // options have entries
            .toList();
    assertThat(lines)
        .hasSizeGreaterThan(10)
        .allSatisfy(
            line -> assertThat(page).contains(line.replaceFirst("^ *(Usage:|e\\.g\\.)? *", "")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"portprobe", "portqry", "telnet", "netsh"})
  void page_hasTheSectionsOfManPages(String command) {
    assertThat(page(command))
        .startsWith(".TH ")
        .contains("\n.SH \"NAME\"\n" + command + " \\- ")
        .doesNotContain("${") // a variable of picocli
        .contains("\n.SH \"SYNOPSIS\"\n", "\n.SH \"DESCRIPTION\"\n", "\n.SH \"OPTIONS\"\n");
  }

  @Test
  void text_thatLooksLikeMacros_isEscaped() {
    Roff page = new Roff("c", "1", "purpose");

    page.paragraph(".x\n'y\na\\b --c");

    assertThat(page).asString().endsWith("\n.PP\n\\&.x\n\\&'y\na\\eb \\-\\-c\n");
  }

  @Test
  void page_ofNetsh_namesNoFolderOfThisUser() {
    assertThat(page("netsh")).contains("~/.config/portprobe/netsh.properties");
  }

  @ParameterizedTest
  @CsvSource({
    "portprobe, 'ch', check",
    "portprobe, 'check --expl', --explain",
    "portprobe, 'domain --purpose repl', replication",
    "portqry, '-wpo', -wport",
    "netsh, 'diag connect ie', ieproxy",
    "telnet, --he, --help",
  })
  void completion_inBash_findsOptionsAndSubcommands(String command, String typed, String found)
      throws Exception {
    Path bash = Path.of("/bin/bash");
    assumeTrue(Files.isExecutable(bash), "this system has no bash");
    Path script = folder.resolve("completion");
    Files.writeString(script, FILES.get("bash-completion/completions/" + command));
    String complete =
        "compopt() { :; }; . \"$0\"; COMP_WORDS=(%s %s); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _complete_%s; echo \"${COMPREPLY[@]}\""
            .formatted(command, typed, command);

    Process process =
        new ProcessBuilder(List.of(bash.toString(), "-c", complete, script.toString()))
            .redirectErrorStream(true)
            .start();

    assertThat(process.inputReader().lines()).containsExactly(found);
  }

  @ParameterizedTest
  @ValueSource(strings = {"portprobe", "portqry", "telnet", "netsh"})
  void completion_inZsh_hasNoUnknownCommand(String command) {
    assertThat(FILES.get("zsh/site-functions/_" + command))
        .contains("\n  compopt() { :; }\n")
        .doesNotContain("alias compopt");
  }

  @Test
  void completion_inZsh_isAFunctionOfFpath() {
    assertThat(FILES.get("zsh/site-functions/_portprobe"))
        .startsWith("#compdef portprobe\n")
        .endsWith("\n_bash_complete -o default -F _complete_portprobe\n");
  }
}
