package io.portprobe.examples.portqry;

import io.portprobe.examples.portqry.netsh.NetshCommand;
import io.portprobe.examples.portqry.telnet.TelnetCommand;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The texts that {@code --help} prints, for the man pages. */
public final class HelpTexts {
  private HelpTexts() {}

  /**
   * Returns the help text of a command.
   *
   * @param command {@code portqry}, {@code telnet} or {@code netsh}
   * @throws IllegalArgumentException for another command
   */
  public static String of(String command) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(text, true, StandardCharsets.UTF_8);
    switch (command) {
      case "portqry" -> Help.print(out);
      case "telnet" -> TelnetCommand.printHelp(out);
      case "netsh" -> NetshCommand.printHelp(out, "~/.config/portprobe/netsh.properties");
      default ->
          throw new IllegalArgumentException(
              "command: " + command + " (expected: portqry, telnet or netsh)");
    }
    return text.toString(StandardCharsets.UTF_8);
  }
}
