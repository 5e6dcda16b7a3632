package io.portprobe.examples.portqry;

import io.portprobe.examples.portprobe.PortprobeCommand;
import io.portprobe.examples.portqry.console.Console;
import io.portprobe.examples.portqry.console.LoggingSetup;
import io.portprobe.examples.portqry.netsh.NetshCommand;
import io.portprobe.examples.portqry.services.BundledServices;
import io.portprobe.examples.portqry.telnet.TelnetCommand;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * A training run of the command against this host, without output. The launcher runs it so that the
 * JVM can archive the loaded classes (AppCDS).
 */
public final class WarmUp {
  private WarmUp() {}

  /**
   * Probes an open port, a closed port, and the default ports of the protocols.
   *
   * @param arguments none
   * @throws IOException if no local port can be opened, or the native library cannot be copied
   */
  public static void main(String[] arguments) throws IOException {
    LoggingSetup.install();
    String folder = System.getProperty(NativeLibrary.PROPERTY);
    NativeLibrary.copy(folder, NativeLibrary.resource(System.getProperty("os.arch", "")));
    NativeLibrary.copy(folder, BundledServices.resource());
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    Console noTerminal = new Console(new ByteArrayInputStream(new byte[0]), nowhere, false, false);
    Environment real = Environment.ofProcess();
    Environment silent =
        new Environment(
            real.clients(),
            real.resolver(),
            real.names(),
            real.computer(),
            real.plugIns(),
            nowhere,
            noTerminal,
            real.clock(),
            real.ports());
    InetAddress ipv4Loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    try (ServerSocket listening = new ServerSocket(0, 50, ipv4Loopback)) {
      String port = Integer.toString(listening.getLocalPort());
      run(silent, "-n", "127.0.0.1", "-e", port, "-i");
      run(silent, "-n", "127.0.0.1", "-e", "1");
      run(silent, "-n", "localhost", "-e", port, "-q");
      run(silent, "-n", "::1", "-p", "both", "-o", "53,88,135,137,161,389," + port);
      run(silent, "-n", "localhost", "-e", "none");
      telnet(nowhere, "127.0.0.1", port);
      telnet(nowhere, "127.0.0.1", "1");
      NetshCommand.printing(nowhere, nowhere).run("diag", "connect", "iphost", "127.0.0.1", port);
      run(silent, "-local");
      portprobe("check", "127.0.0.1:" + port, "tcp://localhost:1", "udp://127.0.0.1:1");
      portprobe("check", "--json", "127.0.0.1:" + port);
      portprobe("--help");
      run(silent, "--version");
      Main.run("--version");
      LaunchedProcess.endWith(
          ProcessHandle.current().parent().map(parent -> "" + parent.pid()).orElse(null));
    }
    System.exit(0); // the JVM writes the archive at exit
  }

  private static void portprobe(String... arguments) {
    PortprobeCommand.withoutStreams(arguments);
  }

  private static void telnet(PrintStream nowhere, String... arguments) {
    TelnetCommand.withoutInput(nowhere).run(arguments);
  }

  private static void run(Environment environment, String... arguments) {
    new Portqry(environment).run(arguments);
  }
}
