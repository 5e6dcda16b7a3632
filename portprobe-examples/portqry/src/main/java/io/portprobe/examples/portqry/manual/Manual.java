package io.portprobe.examples.portqry.manual;

import io.portprobe.examples.portprobe.PortprobeCommand;
import io.portprobe.examples.portprobe.cli.Environment;
import io.portprobe.examples.portqry.HelpTexts;
import io.portprobe.examples.portqry.console.Version;
import io.portprobe.examples.portqry.options.SyntaxModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Writes the man pages and the completion scripts of all commands. */
public final class Manual {
  private Manual() {}

  /**
   * Writes the files below a folder, as they are below {@code /usr/share}.
   *
   * @param arguments the folder
   * @throws IOException if a file cannot be written
   */
  public static void main(String[] arguments) throws IOException {
    for (Map.Entry<String, String> file : files().entrySet()) {
      Path path = Path.of(arguments[0]).resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
  }

  /** Returns the contents of the files by their paths. */
  static Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    CommandLine portprobe = PortprobeCommand.commandLine(Environment.ofProcess().withoutStreams());
    CommandLine portqry = SyntaxModel.commandLine();
    add(files, "portprobe", SpecPage.of(portprobe, Version.text()), portprobe);
    add(files, "portqry", page("portqry", portqry.getCommandSpec()), portqry);
    add(files, "telnet", page("telnet", null), new CommandLine(standard("telnet")));
    add(files, "netsh", page("netsh", null), netsh());
    return files;
  }

  private static String page(String command, @Nullable CommandSpec options) {
    return HelpTextPage.of(command, Version.text(), HelpTexts.of(command), options);
  }

  private static void add(
      Map<String, String> files, String name, String page, CommandLine command) {
    files.put("man/man1/" + name + ".1", page);
    files.put("bash-completion/completions/" + name, Completion.bash(name, command));
    files.put("zsh/site-functions/_" + name, Completion.zsh(name, command));
  }

  private static CommandSpec standard(String name) {
    return CommandSpec.create()
        .name(name)
        .addOption(OptionSpec.builder("--help").arity("0").build())
        .addOption(OptionSpec.builder("--version").arity("0").build());
  }

  private static CommandLine netsh() {
    CommandSpec connect = CommandSpec.create().name("connect");
    for (String test : new String[] {"iphost", "ieproxy", "mail", "news"}) {
      connect.addSubcommand(test, CommandSpec.create().name(test));
    }
    CommandSpec diag = CommandSpec.create().name("diag").addSubcommand("connect", connect);
    return new CommandLine(standard("netsh").addSubcommand("diag", diag));
  }
}
